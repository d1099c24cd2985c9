package penstock.runner;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
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

    /** What {@link StartFacts} says, for a server that attaches later. */
    Path facts() {
        return path.resolve("facts.json");
    }

    /** Becomes the step's {@code /tmp}. */
    Path tmp() {
        return path.resolve("tmp");
    }

    /** Holds what becomes {@code /minio}, {@code /s3}, {@code /gcs} and {@code /oci}. */
    Path store() {
        return path.resolve("store");
    }

    /** Where the content of an address is staged; null when the address has no local path. */
    @Nullable Path staged(String uri) {
        String local = LocalPaths.of(uri);
        return local == null ? null : store().resolve(local);
    }

    boolean isOrdered() {
        return Files.exists(order());
    }

    boolean hasEnded() {
        return Files.exists(exit());
    }

    /** Writes a file so that it is there as a whole or not at all. */
    static void writeWhole(Path file, String content) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        Files.writeString(temporary, content);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
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
