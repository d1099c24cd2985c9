package penstock.artifact;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The store's folders. A folder is durable once its parent was synced after it was made; which ones
 * are is remembered, for a folder found from an earlier life may not be.
 */
final class Folders {

    /** How this machine writes file names; others cannot be there. */
    private static final Charset NAMES = Charset.forName(System.getProperty("sun.jnu.encoding"));

    private static final int MAX_REMEMBERED = 10_000;

    private final Path root;
    private final Set<Path> durable = ConcurrentHashMap.newKeySet();

    Folders(Path root) {
        this.root = root;
    }

    /** Makes the folder and its parents, as far as they are missing, and makes them durable. */
    void ensure(Path folder) throws IOException {
        if (durable.contains(folder) && Files.isDirectory(folder, NOFOLLOW_LINKS)) {
            return;
        }
        if (folder.equals(root)) {
            Files.createDirectories(root, FileBytes.PRIVATE_FOLDER);
        } else {
            ensure(parentOf(folder));
            create(folder);
        }
        FileBytes.syncFolder(parentOf(folder));
        if (durable.size() >= MAX_REMEMBERED) {
            durable.clear();
        }
        durable.add(folder);
    }

    /** What is at {@code relative}, reached through folders only and never through a link. */
    static @Nullable Path find(Path base, String relative) {
        if (relative.isEmpty()) {
            return base;
        }
        if (relative.length() > Tree.MAX_PATH
                || relative.indexOf('\0') >= 0
                || !NAMES.newEncoder().canEncode(relative)) {
            return null;
        }
        Path path = base;
        for (String segment : relative.split("/", -1)) {
            boolean named = !segment.isEmpty() && !segment.equals(".") && !segment.equals("..");
            if (!named || !Files.isDirectory(path, NOFOLLOW_LINKS)) {
                return null;
            }
            path = path.resolve(segment);
        }
        boolean there = Files.exists(path, NOFOLLOW_LINKS) && !Files.isSymbolicLink(path);
        return there ? path : null;
    }

    static Path parentOf(Path path) {
        Path parent = path.getParent();
        return parent == null ? path : parent;
    }

    private void create(Path folder) throws IOException {
        try {
            Files.createDirectory(folder, FileBytes.PRIVATE_FOLDER);
        } catch (FileAlreadyExistsException there) {
            if (!Files.isDirectory(folder, NOFOLLOW_LINKS)) {
                throw new IOException(
                        "'%s' is a file, and nothing can be stored below a file; choose another address"
                                .formatted(root.relativize(folder)),
                        there);
            }
        }
    }
}
