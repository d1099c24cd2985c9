package penstock.artifact;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import penstock.artifact.Node.Inode;

/** Reads, copies, syncs and deletes; follows no link. */
final class FileBytes {

    static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FOLDER =
            PosixFilePermissions.asFileAttribute(permissions(0700));

    private static final int MAX_BUFFER = 256 * 1024;
    private static final int MIN_BUFFER = 4 * 1024;

    private FileBytes() {}

    static String digest(Node file) throws IOException {
        try (FileChannel in = FileChannel.open(file.source(), READ, NOFOLLOW_LINKS)) {
            return pump(file, in, null);
        }
    }

    /** Digests a file and makes its bytes durable where they are. */
    static String digestAndSync(Node file) throws IOException {
        makePrivate(file);
        try (FileChannel in = FileChannel.open(file.source(), READ, NOFOLLOW_LINKS)) {
            String digest = pump(file, in, null);
            in.force(true);
            return digest;
        }
    }

    /** Copies a file to a place where nothing is, digests it and makes the copy durable. */
    static String copyAndSync(Node file, Path to) throws IOException {
        try (FileChannel in = FileChannel.open(file.source(), READ, NOFOLLOW_LINKS);
                FileChannel out =
                        FileChannel.open(
                                to,
                                Set.of(CREATE_NEW, WRITE),
                                PosixFilePermissions.asFileAttribute(
                                        permissions(file.inode().privateMode())))) {
            String digest = pump(file, in, out);
            out.force(true);
            return digest;
        }
    }

    static void makePrivate(Node node) throws IOException {
        Inode inode = node.inode();
        if (!inode.isPrivate()) {
            Files.getFileAttributeView(node.source(), PosixFileAttributeView.class, NOFOLLOW_LINKS)
                    .setPermissions(permissions(inode.privateMode()));
        }
    }

    static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, READ, NOFOLLOW_LINKS)) {
            channel.force(true);
        }
    }

    /** Deletes a file or a folder with all that is in it; absent is fine. */
    static void delete(Path path) throws IOException {
        if (!Files.exists(path, NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(
                path,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes ignored)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path folder, @Nullable IOException failed) throws IOException {
                        if (failed != null) {
                            throw failed;
                        }
                        Files.delete(folder);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    private static String pump(Node file, FileChannel in, @Nullable FileChannel out)
            throws IOException {
        MessageDigest digest = Digests.sha256();
        ByteBuffer buffer =
                ByteBuffer.allocate(Math.clamp(file.inode().size() + 1, MIN_BUFFER, MAX_BUFFER));
        long total = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer.clear())) {
            total += read;
            digest.update(buffer.flip());
            buffer.rewind();
            while (out != null && buffer.hasRemaining()) {
                out.write(buffer);
            }
        }
        if (total != file.inode().size()) {
            throw new IOException(
                    "%s changed while it was read, from %d to %d bytes; end what writes to it"
                            .formatted(file.shown(), file.inode().size(), total));
        }
        return Digests.hex(digest);
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        return PosixFilePermissions.fromString((mode & 0100) != 0 ? "rwx------" : "rw-------");
    }
}
