package penstock.store;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import penstock.store.DataFolder.Holder;

/**
 * The lock of a data folder. What is locked is the file {@code .lock}, which nobody reads, because
 * closing any handle of a locked file gives up the lock of the whole process; who holds it stands
 * in {@code lock}.
 */
final class FolderLock implements AutoCloseable {

    private static final Logger LOG = System.getLogger(FolderLock.class.getName());

    /** Locks of this process, which the system would let it take again. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    /** Somebody who only looks holds the lock for a moment. */
    private static final int TRIES = 10;

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Path folder;
    private final FileChannel channel;
    private final Instant startedAt;

    private FolderLock(Path folder, FileChannel channel, Instant startedAt) {
        this.folder = folder;
        this.channel = channel;
        this.startedAt = startedAt;
    }

    /** The lock of {@code folder}, a real path, or null while somebody else has it. */
    static @Nullable FolderLock take(Path folder, Instant now) throws IOException {
        if (!HELD.add(folder)) {
            return null;
        }
        FolderLock taken = null;
        try {
            FileChannel channel =
                    FileChannel.open(
                            folder.resolve(".lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (tryLock(channel)) {
                taken = new FolderLock(folder, channel, now);
                taken.write(null);
            } else {
                channel.close();
            }
            return taken;
        } finally {
            if (taken == null) {
                HELD.remove(folder);
            }
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return true;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return false;
    }

    static @Nullable Holder holder(Path folder) {
        try {
            Path real = folder.toRealPath();
            return HELD.contains(real) || isLocked(real.resolve(".lock"))
                    ? read(real.resolve("lock"))
                    : null;
        } catch (IOException e) {
            // No such folder, or none that this user may look into.
            return null;
        }
    }

    private static boolean isLocked(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return lock == null;
        }
    }

    void publish(String url) throws IOException {
        write(url);
    }

    private void write(@Nullable String url) throws IOException {
        String text =
                "pid="
                        + ProcessHandle.current().pid()
                        + "\nstarted_at="
                        + startedAt
                        + "\n"
                        + (url == null ? "" : "url=" + url + "\n");
        Path next = folder.resolve(".lock.next");
        Files.writeString(next, text);
        Files.move(
                next,
                folder.resolve("lock"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static @Nullable Holder read(Path file) throws IOException {
        Map<String, String> fields = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                fields.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        try {
            return new Holder(
                    Long.parseLong(fields.getOrDefault("pid", "")),
                    Instant.parse(fields.getOrDefault("started_at", "")),
                    fields.get("url"));
        } catch (NumberFormatException | DateTimeException e) {
            LOG.log(Level.WARNING, "file '" + file + "' does not say who holds the folder");
            return null;
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(folder.resolve("lock"));
            channel.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the lock of '" + folder + "' was not given up cleanly", e);
        } finally {
            HELD.remove(folder);
        }
    }
}
