package penstock.artifact;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import penstock.control.port.ArtifactStore.Entry;
import penstock.control.port.ArtifactStore.Stored;

/** Reads files and folders that hold no links: their digests, sizes and entries. */
final class Content {

    private static final int BUFFER = 1 << 17;

    private Content() {}

    /** What is at {@code path}, which exists. */
    static Stored describe(Path path) throws IOException {
        return describe(path, false);
    }

    /** The same, with every file and folder on disk before this returns. */
    static Stored sync(Path path) throws IOException {
        return describe(path, true);
    }

    private static Stored describe(Path path, boolean sync) throws IOException {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return new Stored(digest(path, sync), Files.size(path), false);
        }
        Digest digest = new Digest();
        long size = 0;
        for (Found found : walk(path, Integer.MAX_VALUE, true)) {
            if (found.folder()) {
                if (sync) {
                    Durable.syncFolder(found.path());
                }
                digest.add(found.name() + "/\n");
            } else {
                digest.add(found.name() + "\0" + digest(found.path(), sync) + "\n");
                size += found.size();
            }
        }
        if (sync) {
            Durable.syncFolder(path);
        }
        return new Stored(digest.text(), size, true);
    }

    /** When content is synced it is new: only its own bytes tell its digest. */
    private static String digest(Path file, boolean sync) throws IOException {
        String noted = sync ? null : DigestNote.read(file);
        return noted == null ? readDigest(file, sync) : noted;
    }

    private static String readDigest(Path file, boolean sync) throws IOException {
        Digest digest = new Digest();
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
            while (channel.read(buffer) >= 0) {
                digest.add(buffer.flip());
                buffer.clear();
            }
            String text = digest.text();
            if (sync) {
                DigestNote.write(file, text);
                channel.force(true);
            }
            return text;
        }
    }

    /** The files of a folder in the order of their paths, at most {@code limit}. */
    static List<Entry> list(Path folder, int limit) throws IOException {
        return walk(folder, limit, false).stream()
                .map(found -> new Entry(found.name(), found.size()))
                .toList();
    }

    /** A file or folder by its path inside of what is walked, with slashes. */
    private record Found(String name, Path path, boolean folder, long size) {}

    /** Depth first by name, a folder's counting its slash: that is the order of paths. */
    private static List<Found> walk(Path root, int limit, boolean withFolders) throws IOException {
        List<Found> found = new ArrayList<>();
        List<Found> open = new ArrayList<>(children(root, ""));
        while (!open.isEmpty() && found.size() < limit) {
            Found next = open.removeLast();
            if (!next.folder() || withFolders) {
                found.add(next);
            }
            if (next.folder()) {
                open.addAll(children(next.path(), next.name() + "/"));
            }
        }
        return found;
    }

    /** Last first, so that a stack gives the first first. */
    private static List<Found> children(Path folder, String prefix) throws IOException {
        List<Found> children = new ArrayList<>();
        try (Stream<Path> paths = Files.list(folder)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                BasicFileAttributes attributes =
                        Files.readAttributes(
                                path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                children.add(
                        new Found(
                                prefix + path.getFileName(),
                                path,
                                attributes.isDirectory(),
                                attributes.isDirectory() ? 0 : attributes.size()));
            }
        }
        children.sort(Comparator.comparing(Content::order));
        Collections.reverse(children);
        return children;
    }

    private static String order(Found found) {
        return found.folder() ? found.name() + "/" : found.name();
    }
}
