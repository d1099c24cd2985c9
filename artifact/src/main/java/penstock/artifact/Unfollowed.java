package penstock.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Opens files below a folder without following any link. Each folder is opened relative to the one
 * before where the system can do that, so that exchanging one for a link meanwhile leads nowhere.
 */
final class Unfollowed {

    private static final Set<OpenOption> READ =
            Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private Unfollowed() {}

    /** The bytes of the regular file at {@code names} below {@code root}, or null. */
    static @Nullable InputStream open(Path root, List<String> names) throws IOException {
        try (DirectoryStream<Path> folder = Files.newDirectoryStream(root)) {
            return folder instanceof SecureDirectoryStream<Path> secure
                    ? descend(secure, names)
                    : checked(root, names);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return null;
        }
    }

    private static @Nullable InputStream descend(
            SecureDirectoryStream<Path> folder, List<String> names) throws IOException {
        Path name = Path.of(names.getFirst());
        BasicFileAttributes attributes =
                folder.getFileAttributeView(
                                name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                        .readAttributes();
        if (names.size() == 1) {
            return attributes.isRegularFile() ? stream(folder.newByteChannel(name, READ)) : null;
        }
        if (!attributes.isDirectory()) {
            return null;
        }
        try (SecureDirectoryStream<Path> child =
                folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
            return descend(child, names.subList(1, names.size()));
        }
    }

    /** For systems that cannot open relative to a folder. */
    private static @Nullable InputStream checked(Path root, List<String> names) throws IOException {
        Path path = root.toRealPath();
        for (String name : names) {
            path = path.resolve(name);
            if (Files.isSymbolicLink(path)) {
                return null;
            }
        }
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                ? stream(Files.newByteChannel(path, READ))
                : null;
    }

    /** Skipping in it costs nothing, since the channel can be positioned. */
    private static InputStream stream(SeekableByteChannel channel) {
        return Channels.newInputStream(channel);
    }
}
