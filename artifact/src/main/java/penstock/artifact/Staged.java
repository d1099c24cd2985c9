package penstock.artifact;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What a step left to be stored: a file or a folder of files. Links to files inside of it stand for
 * those files; everything else that is neither file nor folder is refused.
 *
 * @param links whether there are links, which have to be copied as files
 */
record Staged(Path path, boolean links) {

    private static final int MAX_ENTRIES = 1_000_000;
    private static final int MAX_DEPTH = 200;

    /**
     * Looks at everything in {@code path}.
     *
     * @throws IOException when something in it cannot be stored; the message names it
     */
    static Staged inspect(Path path) throws IOException {
        Path real = path.toRealPath();
        AtomicBoolean links = new AtomicBoolean();
        AtomicInteger entries = new AtomicInteger();
        Files.walkFileTree(
                path,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path folder, BasicFileAttributes attributes) throws IOException {
                        checkCount(path, entries.incrementAndGet());
                        checkDepth(path, folder);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        checkCount(path, entries.incrementAndGet());
                        if (attributes.isSymbolicLink()) {
                            checkLink(path, real, file);
                            links.set(true);
                        } else if (!attributes.isRegularFile()) {
                            throw refused(path, file, "is neither a file nor a folder");
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        return new Staged(path, links.get());
    }

    private static void checkCount(Path root, int entries) throws IOException {
        if (entries > MAX_ENTRIES) {
            throw new IOException(
                    "'"
                            + root.getFileName()
                            + "' has more than "
                            + MAX_ENTRIES
                            + " files and folders; store an archive instead");
        }
    }

    private static void checkDepth(Path root, Path folder) throws IOException {
        if (root.relativize(folder).getNameCount() > MAX_DEPTH) {
            throw refused(root, folder, "is more than " + MAX_DEPTH + " folders deep");
        }
    }

    private static void checkLink(Path root, Path real, Path link) throws IOException {
        if (!Files.exists(link)) {
            throw refused(root, link, "is a link to nothing");
        }
        Path target = link.toRealPath();
        if (link.equals(root) || !target.startsWith(real)) {
            throw refused(
                    root,
                    link,
                    "is a link that leads out of what is to be stored; write a copy instead");
        }
        if (!Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
            throw refused(root, link, "is a link to something that is not a file");
        }
    }

    private static IOException refused(Path root, Path entry, String why) {
        Path parent = root.toAbsolutePath().getParent();
        Path shown = parent == null ? entry : parent.relativize(entry.toAbsolutePath());
        return new IOException("'" + shown + "' " + why);
    }

    /** Copies it to {@code target}, where nothing is, links as the files they stand for. */
    void copyTo(Path target) throws IOException {
        Files.walkFileTree(
                path,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path folder, BasicFileAttributes attributes) throws IOException {
                        Files.createDirectory(at(folder));
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.copy(file, at(file), StandardCopyOption.COPY_ATTRIBUTES);
                        return FileVisitResult.CONTINUE;
                    }

                    private Path at(Path entry) {
                        return entry.equals(path)
                                ? target
                                : target.resolve(path.relativize(entry).toString());
                    }
                });
    }

    /** Removes a file or a folder with all that is in it; links go, not what they lead to. */
    static void delete(Path path) throws IOException {
        Files.walkFileTree(
                path,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
                            throws IOException {
                        Files.delete(folder);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
