package penstock.server.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;
import penstock.runner.volume.Trees;
import penstock.store.Snapshot;

/**
 * Makes a data folder from a backup: unpacked beside its place, checked, and only then renamed to
 * it. A refused backup leaves nothing behind.
 */
public final class Restoration {

    private static final int MOST_HEAD = 1 << 16;

    private Restoration() {}

    /** What became of it. */
    public sealed interface Outcome {
        /**
         * The folder is there.
         *
         * @param unfinished runs that go on when a server opens the folder
         */
        record Restored(long files, long bytes, long runs, long unfinished) implements Outcome {}

        /** Nothing was changed. */
        record Refused(Problem problem) implements Outcome {}
    }

    /** Restores the archive {@code in}, which is not compressed, to {@code folder}. */
    public static Outcome restore(InputStream in, Path folder) throws IOException {
        Path target = folder.toAbsolutePath().normalize();
        if (!isFree(target)) {
            return refused(
                    "'" + target + "' is not empty",
                    "Give another folder, or empty this one first.");
        }
        Path parent = target.getParent();
        if (parent == null) {
            return refused("'" + target + "' cannot be a data folder", "Give another folder.");
        }
        Files.createDirectories(parent);
        Path fresh = parent.resolve(".restoring-" + UUID.randomUUID());
        try {
            return unpack(in, fresh, target);
        } finally {
            Trees.remove(fresh);
        }
    }

    private static boolean isFree(Path target) throws IOException {
        if (Files.notExists(target)) {
            return true;
        }
        if (!Files.isDirectory(target)) {
            return false;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(target)) {
            return !entries.iterator().hasNext();
        }
    }

    private static Outcome unpack(InputStream in, Path fresh, Path target) throws IOException {
        TarReader tar = new TarReader(in, fresh);
        String head = tar.head(MOST_HEAD);
        Problem unfit = head == null ? noBackup() : unfit(head);
        if (unfit == null) {
            unfit = tar.unpack();
        }
        if (unfit != null) {
            return new Outcome.Refused(unfit);
        }
        try (Snapshot snapshot = Snapshot.open(fresh.resolve(Layout.DATABASE))) {
            Problem newer = newer(snapshot.schema());
            if (newer != null) {
                return new Outcome.Refused(newer);
            }
            Outcome.Restored restored =
                    new Outcome.Restored(
                            tar.files(), tar.bytes(), snapshot.runs(), snapshot.unfinishedRuns());
            Files.deleteIfExists(target);
            move(fresh, target);
            return restored;
        }
    }

    private static void move(Path fresh, Path target) throws IOException {
        try {
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("'" + target + "' is on another file system than its parent", e);
        }
    }

    private static @Nullable Problem unfit(String head) throws IOException {
        JsonNode facts = new ObjectMapper().readTree(head.getBytes(UTF_8));
        int format = facts.path("format").asInt();
        if (format != Layout.FORMAT) {
            return problem(
                    "the backup has format " + format + " (expected: " + Layout.FORMAT + ")",
                    "Restore it with the release that made it.");
        }
        return newer(facts.path("schema").asInt());
    }

    private static @Nullable Problem newer(int schema) {
        return schema <= Snapshot.knownSchema()
                ? null
                : problem(
                        "the backup is of a newer release of Penstock (schema "
                                + schema
                                + "; this one knows up to "
                                + Snapshot.knownSchema()
                                + ")",
                        "Restore it with that release or a later one.");
    }

    private static Problem noBackup() {
        return problem("this is no backup of Penstock", "Give a file that 'penstock backup' made.");
    }

    static Problem problem(String message, String hint) {
        return new Problem(ErrorCode.FAILED_PRECONDITION, message, hint);
    }

    private static Outcome refused(String message, String hint) {
        return new Outcome.Refused(problem(message, hint));
    }
}
