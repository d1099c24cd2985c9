package penstock.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import penstock.control.port.ArtifactNumbers;
import penstock.control.port.CacheEntries;
import penstock.control.port.Catalogue;
import penstock.control.port.Journal;
import penstock.control.port.Keepers;
import penstock.control.port.KnownArtifacts;
import penstock.control.port.RecurringRuns;
import penstock.control.port.Retention;
import penstock.control.port.RunReads;
import penstock.control.port.StorageReads;
import penstock.control.port.TaskTree;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;

/**
 * The embedded database of a data folder, and the ports it serves. Calls of blocking ports throw
 * {@link penstock.control.port.StoreUnavailableException} while the disk fails, and work again when
 * it does; nothing has to be opened anew.
 */
public final class Store implements AutoCloseable {

    /** Length of the key that secrets are sealed with. */
    public static final int SEAL_KEY_BYTES = Seal.KEY_BYTES;

    private final Path file;
    private final Writer writer;
    private final Readers readers;
    private final Sealer sealer;
    private final long epoch;
    private final Journal journal;
    private final Catalogue catalogue;
    private final RunReads runReads;
    private final TaskTree taskTree;
    private final ArtifactNumbers artifactNumbers;
    private final CacheEntries cacheEntries;
    private final RecurringRuns recurringRuns;

    private Store(Path file, Writer writer, Readers readers, long epoch) {
        this.file = file;
        this.writer = writer;
        this.readers = readers;
        this.sealer = new Sealer(writer, readers, InstantSource.system());
        this.epoch = epoch;
        this.journal = new SqlJournal(writer, readers);
        this.catalogue = new SqlCatalogue(writer, readers);
        this.runReads = new SqlRunReads(writer, readers);
        this.taskTree = new SqlTaskTree(readers);
        this.artifactNumbers = new SqlArtifactNumbers(writer);
        this.cacheEntries = new SqlCacheEntries(writer, readers);
        this.recurringRuns = new SqlRecurringRuns(writer, readers);
    }

    /** What became of opening. */
    public sealed interface Opening {
        /** It is open. */
        record Opened(Store store) implements Opening {}

        /** It cannot be opened; nothing was changed. */
        record Refused(Problem problem) implements Opening {}
    }

    /**
     * Opens the database of {@code folder}, creating it or bringing it to the schema of this
     * release, and begins the next ownership epoch. The folder has to stay open until the store is
     * closed.
     */
    public static Opening open(DataFolder folder, Instant now) {
        Path file = folder.database();
        try {
            createPrivate(file);
            NativeLibrary.unpack(folder.path());
            Session session = Sqlite.openWriter(file);
            try {
                int version = Migrations.version(session);
                if (version > Migrations.CURRENT) {
                    session.close();
                    return new Opening.Refused(newer(folder, version));
                }
                Problem noCopy = version == 0 ? null : copy(file, Migrations.missing(session));
                if (noCopy != null) {
                    session.close();
                    return new Opening.Refused(noCopy);
                }
                Migrations.apply(session, now);
                Store store =
                        new Store(file, new Writer(file, session), new Readers(file), own(session));
                store.start();
                return new Opening.Opened(store);
            } catch (SQLException e) {
                session.close();
                throw e;
            }
        } catch (SQLException e) {
            return new Opening.Refused(unopened(folder, Sqlite.problem(e)));
        } catch (IOException e) {
            return new Opening.Refused(DataFolder.unwritable(folder.path(), e));
        }
    }

    private static @Nullable Problem copy(Path file, List<Integer> missing) throws IOException {
        long free = Files.getFileStore(file).getUsableSpace();
        return missing.isEmpty() ? null : BeforeMigration.copy(file, missing.getFirst(), free);
    }

    /** SQLite gives the files beside the database the same permissions. */
    private static void createPrivate(Path file) throws IOException {
        if (Files.notExists(file)) {
            boolean posix = Files.getFileStore(file.getParent()).supportsFileAttributeView("posix");
            FileAttribute<?>[] attributes =
                    posix
                            ? new FileAttribute<?>[] {
                                PosixFilePermissions.asFileAttribute(
                                        PosixFilePermissions.fromString("rw-------"))
                            }
                            : new FileAttribute<?>[0];
            Files.createFile(file, attributes);
        }
    }

    private static long own(Session session) throws SQLException {
        session.update("BEGIN IMMEDIATE");
        session.update(
                "INSERT INTO ownership (singleton, namespace, epoch) VALUES (1, '', 1)"
                        + " ON CONFLICT (singleton) DO UPDATE SET epoch = epoch + 1");
        long epoch = session.number("SELECT epoch FROM ownership");
        session.update("COMMIT");
        return epoch;
    }

    private void start() {
        writer.start();
        writer.submit(new Purge(writer));
        sealer.start();
    }

    private static Problem newer(DataFolder folder, int version) {
        return new Problem(
                ErrorCode.FAILED_PRECONDITION,
                "data folder '"
                        + folder.path()
                        + "' was written by a newer release of Penstock (schema "
                        + version
                        + "; Penstock "
                        + Release.VERSION
                        + " knows up to "
                        + Migrations.CURRENT
                        + ")",
                "Use the newer release, or another folder with --data.");
    }

    private static Problem unopened(DataFolder folder, Problem cause) {
        return new Problem(
                cause.code(),
                "data folder '" + folder.path() + "' cannot be opened: " + cause.message(),
                cause.hint());
    }

    /** The journal of every run. */
    public Journal journal() {
        return journal;
    }

    /** Pipelines, versions and experiments. */
    public Catalogue catalogue() {
        return catalogue;
    }

    /** What readers see of runs. */
    public RunReads runReads() {
        return runReads;
    }

    /** The task runs of a run, part by part. */
    public TaskTree taskTree() {
        return taskTree;
    }

    /** Results of earlier task runs. */
    public CacheEntries cacheEntries() {
        return cacheEntries;
    }

    /** Recurring runs. */
    public RecurringRuns recurringRuns() {
        return recurringRuns;
    }

    /** What is kept of ended runs. */
    public Retention retention() {
        return new SqlRetention(writer, readers);
    }

    /** What takes space. */
    public StorageReads storage() {
        return new SqlStorageReads(readers);
    }

    /** Numbers for artifacts. */
    public ArtifactNumbers artifactNumbers() {
        return artifactNumbers;
    }

    /** The ownership epoch that this opening began: 1 the first time, then one more each time. */
    public long epoch() {
        return epoch;
    }

    /** Artifacts that exist already. */
    public KnownArtifacts knownArtifacts() {
        return new SqlKnownArtifacts(readers);
    }

    /**
     * Secrets and config maps.
     *
     * @param key {@value #SEAL_KEY_BYTES} bytes that values are sealed with
     */
    public Keepers keepers(byte[] key) {
        return new SqlKeepers(writer, readers, new Seal(key));
    }

    /**
     * Copies the database as it is now to a new file; writers go on.
     *
     * @throws IOException when it cannot be written; nothing is left of it then
     */
    public void copyTo(Path target) throws IOException {
        Snapshot.take(file, target);
    }

    Readers readers() {
        return readers;
    }

    Sealer sealer() {
        return sealer;
    }

    Writer writer() {
        return writer;
    }

    /** Commits what was asked for, refuses what comes later, and closes the database. */
    @Override
    public void close() {
        sealer.close();
        readers.close();
        writer.close();
    }
}
