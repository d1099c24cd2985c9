package penstock.server.v1;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveTask;

/**
 * Adds up the files of a folder, several folders at a time. What cannot be read, or goes meanwhile,
 * counts nothing; links are not followed.
 */
final class DiskUse {

    private DiskUse() {}

    /** Files and their bytes. */
    record Size(long files, long bytes) {
        static final Size NONE = new Size(0, 0);

        Size plus(Size more) {
            return new Size(files + more.files, bytes + more.bytes);
        }
    }

    /** The entries of a folder, each with all that is in it, by name. */
    static SequencedMap<String, Size> of(Path folder) {
        SequencedMap<String, Size> sizes = new TreeMap<>();
        List<Path> entries = entries(folder);
        try (ForkJoinPool pool = new ForkJoinPool()) {
            List<Walk> walks = entries.stream().map(Walk::new).toList();
            walks.forEach(pool::execute);
            for (int i = 0; i < walks.size(); i++) {
                sizes.put(String.valueOf(entries.get(i).getFileName()), walks.get(i).join());
            }
        }
        return sizes;
    }

    private static List<Path> entries(Path folder) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
            found.forEach(entries::add);
        } catch (IOException unreadable) {
            return List.of();
        }
        return entries;
    }

    /** A folder is a task of its own, so that wide and deep trees both use all processors. */
    private static final class Walk extends RecursiveTask<Size> {
        private static final long serialVersionUID = 1;

        private final transient Path path;

        Walk(Path path) {
            this.path = path;
        }

        @Override
        protected Size compute() {
            return walk(path);
        }

        private static Size walk(Path path) {
            try {
                BasicFileAttributes attributes =
                        Files.readAttributes(
                                path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                if (!attributes.isDirectory()) {
                    return new Size(1, attributes.isRegularFile() ? attributes.size() : 0);
                }
            } catch (IOException gone) {
                return Size.NONE;
            }
            Size size = Size.NONE;
            List<Walk> folders = new ArrayList<>();
            for (Path entry : entries(path)) {
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    Walk walk = new Walk(entry);
                    walk.fork();
                    folders.add(walk);
                } else {
                    size = size.plus(walk(entry));
                }
            }
            for (Walk walk : folders) {
                size = size.plus(walk.join());
            }
            return size;
        }
    }
}
