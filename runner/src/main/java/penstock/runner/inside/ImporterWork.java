package penstock.runner.inside;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.control.launch.ImportRendering;
import penstock.control.port.ArtifactNumbers;
import penstock.control.port.ArtifactStore;
import penstock.control.port.AttemptOrder;
import penstock.control.port.KnownArtifacts;
import penstock.engine.AttemptResult;
import penstock.engine.Outputs;
import penstock.plan.Artifact;
import penstock.plan.Component;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;
import penstock.plan.Value;
import penstock.runner.download.Downloads;
import penstock.runner.download.Fetched;
import penstock.runner.volume.Workspaces;

/**
 * Registers content as an artifact. What the store holds is recorded with its digest; other content
 * by its address alone, and fetched when a step wants to read it.
 */
public final class ImporterWork {

    private static final int LONGEST = 4_096;

    private final ArtifactStore store;
    private final ArtifactNumbers numbers;
    private final KnownArtifacts known;
    private final Downloads downloads;
    private final WorkspaceCopies copies;
    private final StoreAddresses addresses;

    /** What importers work on. */
    public record Tools(
            ArtifactStore store,
            ArtifactNumbers numbers,
            KnownArtifacts known,
            Downloads downloads,
            Workspaces workspaces,
            StoreAddresses addresses) {}

    /** Works with {@code tools}. */
    public ImporterWork(Tools tools) {
        this.store = tools.store();
        this.numbers = tools.numbers();
        this.known = tools.known();
        this.downloads = tools.downloads();
        this.copies = new WorkspaceCopies(tools.store(), tools.downloads(), tools.workspaces());
        this.addresses = tools.addresses();
    }

    AttemptResult run(AttemptOrder order, Component.Importer importer)
            throws IOException, InterruptedException {
        ImportRendering.Import wanted = ImportRendering.render(order, importer);
        String uri = addresses.canonical(wanted.uri());
        AttemptResult.Failed refusal = refusal(wanted.uri(), uri);
        if (refusal != null) {
            return refusal;
        }
        SortedMap<String, Value> metadata = new TreeMap<>(wanted.metadata().fields());
        if (importer.downloadToWorkspace()) {
            Fetched.Refused missing = copies.copy(order, uri);
            if (missing != null) {
                return new AttemptResult.Failed(missing.problem(), null, missing.retryable());
            }
            metadata.put(Workspaces.MARK, new Value.Bool(true));
        }
        String output = order.io().outputArtifacts().firstKey();
        Artifact artifact = artifact(order, importer, uri, new Value.Struct(metadata));
        SortedMap<String, List<Artifact>> outputs = new TreeMap<>();
        outputs.put(output, List.of(artifact));
        return new AttemptResult.Succeeded(new Outputs(new TreeMap<>(), outputs));
    }

    /** The record of an equal import, or a new one. */
    private Artifact artifact(
            AttemptOrder order, Component.Importer importer, String uri, Value.Struct metadata)
            throws IOException {
        ArtifactStore.Stored stored = store.stat(uri);
        String digest = stored == null ? null : stored.digest();
        long bytes = stored == null ? -1 : stored.sizeBytes();
        String name = order.io().outputArtifacts().firstKey();
        Artifact earlier = importer.reimport() ? null : earlier(order, importer, uri, metadata);
        // The content may have come since, and a copy in the workspace is of that run alone.
        boolean same =
                earlier != null
                        && Objects.equals(earlier.digest(), digest)
                        && Workspaces.has(earlier) == importer.downloadToWorkspace();
        return same && earlier != null
                ? earlier
                : new Artifact(numbers.next(), name, importer.type(), uri, digest, bytes, metadata);
    }

    private @Nullable Artifact earlier(
            AttemptOrder order, Component.Importer importer, String uri, Value.Struct metadata) {
        return known.find(
                new KnownArtifacts.Query(order.pipelineName(), importer.type(), uri, metadata));
    }

    private AttemptResult.@Nullable Failed refusal(String given, String uri)
            throws IOException, InterruptedException {
        if (given.isBlank() || given.length() > LONGEST || given.indexOf('\0') >= 0) {
            String what = given.isBlank() ? "empty" : given.length() + " characters long";
            return failed("the address to import is " + what + " (expected: 1 to " + LONGEST + ")");
        }
        return switch (Downloads.way(uri)) {
            case NONE -> failed(Downloads.unknown(uri));
            case HTTP -> Downloads.isHttp(uri) ? null : failed(Downloads.unknown(uri));
            // Files that may not be read are refused before a step stumbles over them.
            case FILE ->
                    downloads.fetch(uri) instanceof Fetched.Refused refused
                            ? failed(refused)
                            : null;
            case BUCKET, IMAGE -> null;
        };
    }

    private static AttemptResult.Failed failed(String message) {
        Problem problem =
                new Problem(
                        ErrorCode.INPUT_UNRESOLVED,
                        message,
                        "Check what the importer's URI is made of.");
        return new AttemptResult.Failed(problem, null, false);
    }

    private static AttemptResult.Failed failed(Fetched.Refused refused) {
        return new AttemptResult.Failed(refused.problem(), null, refused.retryable());
    }
}
