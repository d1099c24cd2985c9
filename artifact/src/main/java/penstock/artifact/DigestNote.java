package penstock.artifact;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A file's digest noted beside its content, so that a large file is read once. The note holds for
 * the size and time of change that the file had; without it the file is simply read again.
 */
final class DigestNote {

    private static final String NAME = "penstock.sha256";
    private static final int MAX_BYTES = 256;

    private DigestNote() {}

    static @Nullable String read(Path file) {
        try {
            UserDefinedFileAttributeView view = view(file);
            if (view == null || !view.list().contains(NAME) || view.size(NAME) > MAX_BYTES) {
                return null;
            }
            ByteBuffer note = ByteBuffer.allocate(MAX_BYTES);
            view.read(NAME, note);
            String text = StandardCharsets.UTF_8.decode(note.flip()).toString();
            String key = key(file);
            return text.startsWith(key) ? text.substring(key.length()) : null;
        } catch (IOException | UnsupportedOperationException e) {
            return null;
        }
    }

    static void write(Path file, String digest) {
        try {
            UserDefinedFileAttributeView view = view(file);
            if (view != null) {
                view.write(NAME, StandardCharsets.UTF_8.encode(key(file) + digest));
            }
        } catch (IOException | UnsupportedOperationException e) {
            // Not every file system keeps notes, and not every file can be written.
            return;
        }
    }

    private static @Nullable UserDefinedFileAttributeView view(Path file) {
        return Files.getFileAttributeView(
                file, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static String key(Path file) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        long changed = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
        return attributes.size() + " " + changed + " ";
    }
}
