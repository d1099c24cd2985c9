package penstock.server.backup;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import penstock.artifact.LocalArtifactStore;
import penstock.control.retention.Collector;
import penstock.server.json.Json;
import penstock.store.Snapshot;
import penstock.store.Store;

/**
 * Writes a backup while the server goes on. First the database is copied as it is at one moment;
 * then the bytes that the copy refers to, which nobody deletes meanwhile.
 */
public final class BackupWriter {

    private final Path data;
    private final Store store;
    private final LocalArtifactStore artifacts;
    private final Collector collector;
    private final Clock clock;

    /** Backups of the data folder {@code data}. */
    public BackupWriter(
            Path data,
            Store store,
            LocalArtifactStore artifacts,
            Collector collector,
            Clock clock) {
        this.data = data;
        this.store = store;
        this.artifacts = artifacts;
        this.collector = collector;
        this.clock = clock;
    }

    /** Writes a whole backup to {@code out}, which stays open. */
    public void write(OutputStream out) throws IOException {
        Path copy = data.resolve(".backup-" + UUID.randomUUID() + ".db");
        try (Collector.Hold _ = collector.hold()) {
            store.copyTo(copy);
            try (Snapshot snapshot = Snapshot.open(copy);
                    TarWriter tar =
                            new TarWriter(
                                    out, copy.resolveSibling(copy.getFileName() + ".digests"))) {
                tar.text(Layout.HEAD, head(snapshot));
                tar.file(Layout.DATABASE, copy);
                for (String name : Layout.FILES) {
                    tar.tree(name, data.resolve(name));
                }
                artifacts(snapshot, tar);
                for (String folder : Layout.FOLDERS) {
                    tar.tree(folder, data.resolve(folder));
                }
                tar.digests();
            }
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private String head(Snapshot snapshot) throws IOException {
        return Json.object()
                .put("format", Layout.FORMAT)
                .put("schema", snapshot.schema())
                .put("created_at", clock.instant().toString())
                .toPrettyString();
    }

    private void artifacts(Snapshot snapshot, TarWriter tar) throws IOException {
        try {
            snapshot.forEachAddress(uri -> artifact(uri, tar));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** What is not in this server's store is not in its backup. */
    private void artifact(String uri, TarWriter tar) {
        Path path = artifacts.local(uri);
        if (path != null) {
            try {
                tar.tree(Layout.ARTIFACTS + "/" + artifacts.below(path), path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Removes what a crash left of earlier backups. */
    public static void clear(Path data) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(data, ".backup-*")) {
            for (Path file : left) {
                if (Files.isRegularFile(file, NOFOLLOW_LINKS)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (NoSuchFileException none) {
            return;
        }
    }
}
