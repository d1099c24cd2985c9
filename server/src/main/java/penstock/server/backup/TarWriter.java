package penstock.server.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Writes files to an archive and their digests to a list. */
final class TarWriter implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final TarArchiveOutputStream tar;
    private final Path list;
    private final Writer digests;
    private final byte[] buffer = new byte[BUFFER];

    /**
     * @param list a file for the list, which is removed at the end
     */
    TarWriter(OutputStream out, Path list) throws IOException {
        this.tar = new TarArchiveOutputStream(out, UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
        this.list = list;
        this.digests = Files.newBufferedWriter(list);
    }

    /** A file or a folder with all in it; nothing when it is not there. */
    void tree(String name, Path path) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS);
        } catch (NoSuchFileException gone) {
            return;
        }
        if (attributes.isDirectory()) {
            folder(name, path);
        } else if (attributes.isSymbolicLink()) {
            link(name, path);
        } else if (attributes.isRegularFile()) {
            file(name, path);
        }
    }

    private void folder(String name, Path path) throws IOException {
        tar.putArchiveEntry(new TarArchiveEntry(name + "/"));
        tar.closeArchiveEntry();
        TreeSet<Path> entries = new TreeSet<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(path)) {
            found.forEach(entries::add);
        }
        for (Path entry : entries) {
            tree(name + "/" + entry.getFileName(), entry);
        }
    }

    private void link(String name, Path path) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
        entry.setLinkName(Files.readSymbolicLink(path).toString());
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }

    void file(String name, Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path, NOFOLLOW_LINKS)) {
            TarArchiveEntry entry = new TarArchiveEntry(name);
            entry.setSize(Files.size(path));
            entry.setMode(Files.isExecutable(path) ? 0700 : 0600);
            write(entry, in);
        } catch (NoSuchFileException gone) {
            return; // between listing and opening
        }
    }

    void text(String name, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    /** A file that grows meanwhile is cut, one that shrinks is filled up with zeros. */
    private void write(TarArchiveEntry entry, InputStream in) throws IOException {
        MessageDigest digest = Sha256.start();
        tar.putArchiveEntry(entry);
        long left = entry.getSize();
        while (left > 0) {
            int want = (int) Math.min(buffer.length, left);
            int length = in.readNBytes(buffer, 0, want);
            Arrays.fill(buffer, length, want, (byte) 0);
            digest.update(buffer, 0, want);
            tar.write(buffer, 0, want);
            left -= want;
        }
        tar.closeArchiveEntry();
        digests.write(HexFormat.of().formatHex(digest.digest()) + "  " + entry.getName() + "\n");
    }

    /** Ends the archive with the list. */
    void digests() throws IOException {
        digests.close();
        TarArchiveEntry entry = new TarArchiveEntry(Layout.DIGESTS);
        entry.setSize(Files.size(list));
        tar.putArchiveEntry(entry);
        Files.copy(list, tar);
        tar.closeArchiveEntry();
        tar.finish();
        tar.flush();
    }

    /** Leaves the stream that it wrote to open. */
    @Override
    public void close() throws IOException {
        digests.close();
        Files.deleteIfExists(list);
    }
}
