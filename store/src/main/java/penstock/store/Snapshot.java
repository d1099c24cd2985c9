package penstock.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import penstock.plan.Problem;

/** A copy of a database in a file of its own, which is read and never changed. */
public final class Snapshot implements AutoCloseable {

    private static final int PAGE = 1_000;

    private final Session session;

    private Snapshot(Session session) {
        this.session = session;
    }

    /** The schema that this release works with; it refuses newer ones. */
    public static int knownSchema() {
        return Migrations.CURRENT;
    }

    /**
     * Opens a copy.
     *
     * @throws IOException when it cannot be read as a database
     */
    public static Snapshot open(Path file) throws IOException {
        try {
            return new Snapshot(Sqlite.openReader(file));
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /**
     * Copies the database in {@code from}, in one transaction and while others write to it. The
     * copy is whole and durable under its name, or not there.
     */
    static void take(Path from, Path to) throws IOException {
        Path part = to.resolveSibling(to.getFileName() + ".part");
        Files.deleteIfExists(part);
        try (Session session = Sqlite.openCopier(from)) {
            session.update("VACUUM INTO ?", part.toString());
        } catch (SQLException e) {
            Files.deleteIfExists(part);
            throw unreadable(e);
        }
        if (Files.getFileStore(part).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-------"));
        }
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The schema of the copy. */
    public int schema() throws IOException {
        return (int) number("SELECT MAX(step) FROM schema_steps");
    }

    /** Runs in the copy. */
    public long runs() throws IOException {
        return number("SELECT COUNT(*) FROM runs");
    }

    /** Runs in the copy that had not ended. */
    public long unfinishedRuns() throws IOException {
        return number(
                "SELECT COUNT(*) FROM runs"
                        + " WHERE phase IN ('PENDING', 'RUNNING', 'CANCELING', 'PAUSED')");
    }

    /** Every address that the copy refers to, in order. */
    public void forEachAddress(Consumer<String> each) throws IOException {
        String after = "";
        List<String> page = addresses(after);
        while (!page.isEmpty()) {
            page.forEach(each);
            page = addresses(page.getLast());
        }
    }

    private List<String> addresses(String after) throws IOException {
        try {
            return session.all(
                    row -> row.text(1),
                    "SELECT DISTINCT uri FROM artifacts WHERE uri > ? ORDER BY uri LIMIT " + PAGE,
                    after);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private long number(String sql) throws IOException {
        try {
            return session.number(sql);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private static IOException unreadable(SQLException e) {
        Problem problem = Sqlite.problem(e);
        return new IOException(problem.message(), e);
    }

    @Override
    public void close() throws IOException {
        try {
            session.close();
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }
}
