package penstock.artifact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;

/**
 * A file or folder of a {@link Tree}.
 *
 * @param path relative to the tree, with slashes; empty for the tree's own root
 * @param source where the bytes are: the file itself or, for a link, what it leads to
 * @param shared whether another name leads to the same bytes, so that they cannot be moved
 */
record Node(String path, Path source, Inode inode, boolean shared) {

    private static final int TYPE = 0170000;
    private static final int FOLDER = 0040000;
    private static final int FILE = 0100000;
    private static final int LINK = 0120000;
    private static final int OWNER_MAY_RUN = 0100;

    /** What the file system says of one file. */
    record Inode(int mode, long number, long names, long size, FileTime modified) {

        /**
         * Reads it without following a link.
         *
         * @throws java.nio.file.NoSuchFileException when nothing is there
         */
        static Inode of(Path path) throws IOException {
            Map<String, Object> read =
                    Files.readAttributes(
                            path,
                            "unix:mode,ino,nlink,size,lastModifiedTime",
                            LinkOption.NOFOLLOW_LINKS);
            return new Inode(
                    get(read, "mode", Integer.class),
                    get(read, "ino", Long.class),
                    get(read, "nlink", Integer.class),
                    get(read, "size", Long.class),
                    get(read, "lastModifiedTime", FileTime.class));
        }

        private static <T> T get(Map<String, Object> read, String name, Class<T> type) {
            return type.cast(Objects.requireNonNull(read.get(name), name));
        }

        boolean folder() {
            return (mode & TYPE) == FOLDER;
        }

        boolean file() {
            return (mode & TYPE) == FILE;
        }

        boolean link() {
            return (mode & TYPE) == LINK;
        }

        /** The permissions content is kept with: the owner's alone, and execution if it had it. */
        int privateMode() {
            return folder() || (mode & OWNER_MAY_RUN) != 0 ? 0700 : 0600;
        }

        boolean isPrivate() {
            return (mode & 07777) == privateMode();
        }
    }

    static Node of(String path, Path source, Inode inode) {
        return new Node(path, source, inode, inode.file() && inode.names() > 1);
    }

    boolean folder() {
        return inode.folder();
    }

    long size() {
        return folder() ? 0 : inode.size();
    }

    Path under(Path root) {
        return path.isEmpty() ? root : root.resolve(path);
    }

    /** How messages name it: never by its path on this machine. */
    String shown() {
        return shown(path);
    }

    static String shown(String path) {
        return path.isEmpty() ? "the artifact itself" : "'" + path + "'";
    }
}
