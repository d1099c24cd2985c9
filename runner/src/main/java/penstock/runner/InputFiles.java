package penstock.runner;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.control.port.ArtifactStore;
import penstock.control.port.AttemptOrder;
import penstock.plan.Artifact;

/** Brings input artifacts within reach of a step. */
final class InputFiles {

    private static final int MOST_FILES = 1_000_000;

    private final ArtifactStore store;

    InputFiles(ArtifactStore store) {
        this.store = store;
    }

    /**
     * The path on this machine of every input that has one, by address. An input without content is
     * left out: the program sees a missing file, as it would on a cluster.
     */
    SortedMap<String, Path> locate(AttemptOrder order, AttemptFolder folder) {
        SortedMap<String, Path> paths = new TreeMap<>();
        for (List<Artifact> artifacts : order.inputs().artifacts().values()) {
            for (Artifact artifact : artifacts) {
                Path path = locate(artifact.uri(), new Staging(folder, order.taskRoot()));
                if (path != null && Files.exists(path)) {
                    paths.put(artifact.uri(), path);
                }
            }
        }
        return paths;
    }

    /** Copies what the store holds elsewhere into the attempt's folder. Safe to repeat. */
    void fetch(AttemptOrder order, AttemptFolder folder) throws IOException {
        for (List<Artifact> artifacts : order.inputs().artifacts().values()) {
            for (Artifact artifact : artifacts) {
                String uri = artifact.uri();
                Path target = new Staging(folder, order.taskRoot()).of(uri);
                if (store.local(uri) == null && target != null) {
                    fetch(uri, target);
                }
            }
        }
    }

    private @Nullable Path locate(String uri, Staging staging) {
        Path local = store.local(uri);
        return local == null ? staging.of(uri) : local;
    }

    private void fetch(String uri, Path target) throws IOException {
        ArtifactStore.Stored stored = store.stat(uri);
        if (stored == null) {
            return;
        }
        if (!stored.folder()) {
            copy(uri, "", target);
            return;
        }
        Files.createDirectories(target);
        List<ArtifactStore.Entry> entries = store.list(uri, MOST_FILES + 1);
        if (entries.size() > MOST_FILES) {
            throw new IOException(uri + " has more than " + MOST_FILES + " files");
        }
        for (ArtifactStore.Entry entry : entries) {
            copy(uri, entry.path(), target.resolve(entry.path()).normalize());
        }
    }

    private void copy(String uri, String relative, Path target) throws IOException {
        Path parent = target.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try (InputStream in = store.open(uri, relative)) {
            if (in != null && !Files.exists(target)) {
                Files.copy(in, target);
            }
        }
    }
}
