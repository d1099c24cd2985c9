package penstock.artifact;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import penstock.artifact.Node.Inode;

/**
 * The files and folders of one artifact, as they stand; reading it changes nothing.
 *
 * @param nodes sorted by path, the root first; a folder comes before what is in it
 */
record Tree(Path root, List<Node> nodes) {

    /** Most files and folders of one artifact. */
    static final int MAX_NODES = 1_000_000;

    /** Most characters of a path inside an artifact. */
    static final int MAX_PATH = 2048;

    /** What Java reads where a file's name is not text. */
    private static final char UNDECODABLE = '\uFFFD';

    /** What is done with links: content on its way in may hold some, stored content never. */
    enum Links {
        RESOLVED,
        REFUSED
    }

    /**
     * Reads what is at {@code root}.
     *
     * @return null when nothing is there
     * @throws IOException when it holds a special file or a link that cannot become a file
     */
    static @Nullable Tree read(Path root, Links links) throws IOException {
        Inode top;
        try {
            top = Inode.of(root);
        } catch (NoSuchFileException absent) {
            return null;
        }
        if (top.file()) {
            return new Tree(root, List.of(Node.of("", root, top)));
        }
        if (!top.folder()) {
            throw refused("", top.link() ? "is a link" : "is a special file");
        }
        Reader reader = new Reader(root, links);
        Files.walkFileTree(root, reader);
        reader.nodes.sort(Comparator.comparing(Node::path));
        return new Tree(root, List.copyOf(reader.nodes));
    }

    boolean folder() {
        return nodes.getFirst().folder();
    }

    long sizeBytes() {
        return nodes.stream().mapToLong(Node::size).sum();
    }

    /** Whether renaming the root moves all of the content, and none that others use. */
    boolean movable() {
        return nodes.stream().noneMatch(Node::shared);
    }

    static IOException refused(String path, String fault) {
        return new IOException(
                Node.shown(path) + " " + fault + "; write a regular file or folder there");
    }

    private static final class Reader extends SimpleFileVisitor<Path> {
        private final List<Node> nodes = new ArrayList<>();
        private final Path root;
        private final Links links;
        private final Path realRoot;

        Reader(Path root, Links links) throws IOException {
            this.root = root;
            this.links = links;
            this.realRoot = root.toRealPath();
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes ignored)
                throws IOException {
            return add(Node.of(relative(folder), folder, Inode.of(folder)));
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes ignored)
                throws IOException {
            String path = relative(file);
            Inode inode = Inode.of(file);
            if (inode.link() && links == Links.RESOLVED) {
                return add(resolved(path, file));
            }
            if (!inode.file()) {
                throw refused(path, inode.link() ? "is a link" : "is a special file");
            }
            return add(Node.of(path, file, inode));
        }

        private FileVisitResult add(Node node) throws IOException {
            if (node.path().length() > MAX_PATH) {
                throw refused(
                        node.path().substring(0, 80) + "…",
                        "has a path longer than " + MAX_PATH + " characters");
            }
            if (nodes.size() == MAX_NODES) {
                throw new IOException(
                        "more than %,d files and folders; write an archive instead"
                                .formatted(MAX_NODES));
            }
            if (node.path().indexOf(UNDECODABLE) >= 0) {
                throw new IOException(
                        "'%s' has a name that is not text in %s; rename it, or start the server with LC_ALL=C.UTF-8"
                                .formatted(node.path(), System.getProperty("sun.jnu.encoding")));
            }
            nodes.add(node);
            return FileVisitResult.CONTINUE;
        }

        private Node resolved(String path, Path link) throws IOException {
            Path target;
            try {
                target = link.toRealPath();
            } catch (IOException dangling) {
                throw new IOException(
                        "'%s' is a link that leads nowhere; write the file, or a relative link to one in the same folder"
                                .formatted(path),
                        dangling);
            }
            if (!target.startsWith(realRoot)) {
                throw refused(path, "is a link that leads out of the artifact");
            }
            Inode inode = Inode.of(target);
            if (!inode.file()) {
                throw refused(path, "is a link to something other than a file");
            }
            return new Node(path, target, inode, true);
        }

        private String relative(Path path) {
            return root.relativize(path).toString();
        }
    }
}
