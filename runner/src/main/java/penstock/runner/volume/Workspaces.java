package penstock.runner.volume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import penstock.engine.RunId;
import penstock.plan.Artifact;
import penstock.plan.Value;

/**
 * One folder for each run whose pipeline asks for one. It stays as long as its run is known,
 * because an ended run may be retried and its steps then find what earlier ones left.
 */
public final class Workspaces {

    /** Where every step sees it. */
    public static final String PATH = "/kfp-workspace";

    private static final Pattern NAMES = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    private final Path root;

    /** Workspaces below a folder, which is made when first needed. */
    public Workspaces(Path root) {
        this.root = root;
    }

    /** The workspace of a run, made when it is missing. */
    public Path of(RunId run) throws IOException {
        return Files.createDirectories(path(run));
    }

    /** Where the workspace of a run is, whether there is one or not. */
    public Path path(RunId run) {
        String name = run.value();
        if (!NAMES.matcher(name).matches()) {
            throw new IllegalArgumentException("run id " + name);
        }
        return root.resolve(name);
    }

    /** Marks an artifact whose content is in the workspace, as SDKs expect it. */
    public static final String MARK = "_kfp_workspace";

    /** Whether the content of an artifact is in the workspace of its run. */
    public static boolean has(Artifact artifact) {
        return new Value.Bool(true).equals(artifact.metadata().fields().get(MARK));
    }

    /** The same artifact at another address, without the mark. */
    public static Artifact unmarked(Artifact artifact, String uri) {
        SortedMap<String, Value> metadata = new TreeMap<>(artifact.metadata().fields());
        metadata.remove(MARK);
        return new Artifact(
                artifact.id(),
                artifact.name(),
                artifact.type(),
                uri,
                artifact.digest(),
                artifact.sizeBytes(),
                new Value.Struct(metadata));
    }

    /**
     * Where SDKs look for the content of an address in a workspace, as {@code
     * .artifacts/minio/B/k}; null when that would lead out of it.
     */
    public static @Nullable String inside(String uri) {
        String local = uri.startsWith("gs://") ? "gcs/" + uri.substring(5) : uri;
        for (String scheme : List.of("minio", "s3")) {
            if (uri.startsWith(scheme + "://")) {
                local = scheme + "/" + uri.substring(scheme.length() + 3);
            }
        }
        List<String> segments =
                Stream.of(local.split("/")).filter(segment -> !segment.isEmpty()).toList();
        boolean climbs = segments.contains("..") || local.indexOf('\0') >= 0;
        return segments.isEmpty() || climbs ? null : ".artifacts/" + String.join("/", segments);
    }

    /** Removes the workspace of a run; fine when it has none. */
    public void remove(RunId run) throws IOException {
        if (NAMES.matcher(run.value()).matches()) {
            Trees.remove(path(run));
        }
    }
}
