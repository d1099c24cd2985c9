package penstock.artifact;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Changes to folders that survive a crash once they return. */
final class Durable {

    private Durable() {}

    /** Puts a folder's list of names on disk. */
    static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /**
     * Makes {@code names} below {@code root}, each inside the one before.
     *
     * @return the innermost folder
     * @throws IOException when one of them is there and is no folder
     */
    static Path folders(Path root, List<String> names) throws IOException {
        Path folder = root;
        for (String name : names) {
            Path child = folder.resolve(name);
            if (!Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                create(child);
                syncFolder(folder);
            }
            folder = child;
        }
        return folder;
    }

    private static void create(Path folder) throws IOException {
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException("'" + folder + "' is in the way: it is not a folder", e);
            }
        }
    }
}
