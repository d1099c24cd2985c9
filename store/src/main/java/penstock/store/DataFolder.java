package penstock.store;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;

/**
 * The folder that holds everything a server keeps, open for one server at a time and readable for
 * its user alone. A server that holds it is found by {@link #holder}.
 */
public final class DataFolder implements AutoCloseable {

    private final Path path;
    private final FolderLock lock;

    private DataFolder(Path path, FolderLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /** What became of opening. */
    public sealed interface Opening {
        /** It is ours until it is closed. */
        record Opened(DataFolder folder) implements Opening {}

        /** It cannot be used; nothing in it was changed. */
        record Refused(Problem problem) implements Opening {}
    }

    /**
     * A server that holds a folder.
     *
     * @param url where it serves; null until it does
     */
    public record Holder(long pid, Instant startedAt, @Nullable String url) {}

    /**
     * Opens {@code path}, creating it if need be.
     *
     * @param onNetwork go on although the folder is on a network file system, where locks and
     *     syncing may not work
     */
    public static Opening open(Path path, Instant now, boolean onNetwork) {
        Path folder = path.toAbsolutePath().normalize();
        try {
            Problem unfit = prepare(folder, onNetwork);
            if (unfit != null) {
                return new Opening.Refused(unfit);
            }
            Path real = folder.toRealPath();
            FolderLock lock = FolderLock.take(real, now);
            return lock == null
                    ? new Opening.Refused(held(folder))
                    : new Opening.Opened(new DataFolder(real, lock));
        } catch (IOException e) {
            return new Opening.Refused(unwritable(folder, e));
        }
    }

    /** The live server that holds {@code path}, or null when none does. */
    public static @Nullable Holder holder(Path path) {
        return FolderLock.holder(path.toAbsolutePath().normalize());
    }

    /** The folder's real path. */
    public Path path() {
        return path;
    }

    /** Where artifacts are stored. */
    public Path artifacts() {
        return path.resolve("artifacts");
    }

    Path database() {
        return path.resolve("penstock.db");
    }

    /** Tells others where this server serves. */
    public void publishUrl(String url) throws IOException {
        lock.publish(url);
    }

    /** Leaves the folder to the next server. */
    @Override
    public void close() {
        lock.close();
    }

    /** Why the folder cannot be used, or null; afterwards it exists and is private. */
    private static @Nullable Problem prepare(Path folder, boolean onNetwork) throws IOException {
        Files.createDirectories(folder);
        String type = Files.getFileStore(folder).type();
        if (!onNetwork && isNetwork(type)) {
            return new Problem(
                    ErrorCode.FAILED_PRECONDITION,
                    "data folder '"
                            + folder
                            + "' is on a network file system ("
                            + type
                            + "), where neither locks nor durable writes can be relied on",
                    "Use a folder on a local disk with --data.");
        }
        UserPrincipal owner = Files.getOwner(folder);
        UserPrincipal us = user(folder);
        if (!owner.equals(us) && !isSystem(folder)) {
            return foreign(folder, owner, us);
        }
        Path database = folder.resolve("penstock.db");
        if (Files.exists(database) && !Files.getOwner(database).equals(us)) {
            return foreign(database, Files.getOwner(database), us);
        }
        if (owner.equals(us)) {
            makePrivate(folder);
        }
        return null;
    }

    static boolean isNetwork(String type) {
        String name = type.toLowerCase(Locale.ROOT);
        return switch (name) {
            case "nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "9p", "afs", "ceph", "lustre" ->
                    true;
            case "fuse.sshfs", "fuse.glusterfs", "fuse.s3fs", "fuse.rclone", "fuse.ceph-fuse" ->
                    true;
            default -> false;
        };
    }

    /** A mounted volume belongs to the system although it was made for this user. */
    private static boolean isSystem(Path folder) throws IOException {
        return Files.getFileStore(folder).supportsFileAttributeView("unix")
                ? Integer.valueOf(0).equals(Files.getAttribute(folder, "unix:uid"))
                : false;
    }

    /** Who owns what this process creates; finds out, too, whether it can create anything. */
    private static UserPrincipal user(Path folder) throws IOException {
        Path probe = folder.resolve(".probe-" + ProcessHandle.current().pid());
        try {
            Files.deleteIfExists(probe);
            return Files.getOwner(Files.createFile(probe));
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    private static void makePrivate(Path folder) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(folder, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static Problem foreign(Path path, UserPrincipal owner, UserPrincipal us) {
        return new Problem(
                ErrorCode.FAILED_PRECONDITION,
                "data folder: '"
                        + path
                        + "' belongs to user '"
                        + owner.getName()
                        + "', this server runs as '"
                        + us.getName()
                        + "'",
                "Run the server as its owner, or use another folder with --data.");
    }

    private static Problem held(Path folder) {
        Holder holder = holder(folder);
        String who = holder == null ? "another server" : "the server with process " + holder.pid();
        String url = holder == null ? null : holder.url();
        return new Problem(
                ErrorCode.FAILED_PRECONDITION,
                "data folder '"
                        + folder
                        + "' is in use by "
                        + who
                        + (url == null ? "" : ", which serves at " + url),
                "Use that server, stop it first, or use another folder with --data.");
    }

    static Problem unwritable(Path folder, IOException cause) {
        String reason =
                cause instanceof FileSystemException file && file.getReason() != null
                        ? file.getReason()
                        : cause.getClass().getSimpleName();
        return new Problem(
                ErrorCode.STORE_UNAVAILABLE,
                "data folder '" + folder + "' cannot be written: " + reason,
                "Make it writable and see that its disk has space, or use another with --data.");
    }
}
