package penstock.runner.python;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Holds off other processes from one key; the system lets go of it when this process dies. */
final class BuildLock implements AutoCloseable {
    private final FileChannel channel;
    private final FileLock lock;

    private BuildLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /** Waits for the lock. The caller makes sure that this process asks once at a time. */
    static BuildLock take(Path folder, String key) throws IOException, InterruptedException {
        FileChannel channel = open(folder, key);
        try {
            return new BuildLock(channel, channel.lock());
        } catch (FileLockInterruptionException e) {
            channel.close();
            throw new InterruptedException("interrupted while another process builds " + key);
        }
    }

    /** The lock, when nobody holds it. */
    static Optional<BuildLock> tryTake(Path folder, String key) throws IOException {
        FileChannel channel = open(folder, key);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            return Optional.empty();
        }
        return Optional.of(new BuildLock(channel, lock));
    }

    private static FileChannel open(Path folder, String key) throws IOException {
        Files.createDirectories(folder);
        return FileChannel.open(
                folder.resolve(key), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            lock.release();
        }
    }
}
