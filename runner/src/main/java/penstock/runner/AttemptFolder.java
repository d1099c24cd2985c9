package penstock.runner;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one attempt. Who writes which file, and what their presence means, is in {@code
 * PROTOCOL.md}.
 */
record AttemptFolder(Path path) {

    Path order() {
        return path.resolve("order.json");
    }

    Path claim() {
        return path.resolve("claim");
    }

    Path exit() {
        return path.resolve("exit");
    }

    Path log() {
        return path.resolve("log");
    }

    /** Becomes the step's {@code /tmp}. */
    Path tmp() {
        return path.resolve("tmp");
    }

    /** Becomes the folder of the step's outputs; there only for a step that has any. */
    Path out() {
        return path.resolve("out");
    }

    /** Holds inputs that had to be copied from the store. */
    Path fetched() {
        return path.resolve("in");
    }

    /** Holds the files of secrets and config maps. */
    Path keys() {
        return path.resolve("keys");
    }

    /** Holds empty volumes of the attempt's own. */
    Path scratch() {
        return path.resolve("scratch");
    }

    /** Whether the order is there as a whole: its last character is a newline. */
    boolean isOrdered() throws IOException {
        try (FileChannel file = FileChannel.open(order())) {
            ByteBuffer last = ByteBuffer.allocate(1);
            return file.size() > 0 && file.read(last, file.size() - 1) == 1 && last.get(0) == '\n';
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /**
     * Writes the order, last of all, and makes it durable: the spawner need not do so with its
     * claim.
     */
    void writeOrder(String content) throws IOException {
        try (FileChannel file =
                FileChannel.open(
                        order(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap((content + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            // On a journaling file system this makes durable what led to the file, its folders too.
            file.force(true);
        }
    }

    boolean hasEnded() {
        return Files.exists(exit());
    }

    /** Removes the folder and all in it, what the step made unwritable included. */
    void remove() throws IOException {
        removeTree(path);
    }

    static void removeTree(Path root) throws IOException {
        try {
            Files.walkFileTree(root, new Remover());
        } catch (NoSuchFileException e) {
            // somebody else removed it
        }
    }

    private static final class Remover extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                throws IOException {
            if (!Files.isWritable(folder) || !Files.isExecutable(folder)) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException problem)
                throws IOException {
            if (problem != null) {
                throw problem;
            }
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
