package penstock.runner.volume;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A folder or file inside a volume, named by a path that must not lead out of it. */
public final class SubPath {

    private SubPath() {}

    /** Why a path is none inside a volume; null when it is one. */
    public static @Nullable String fault(String path) {
        if (path.indexOf('\0') >= 0) {
            return "it holds a NUL character";
        }
        if (path.startsWith("/")) {
            return "it is absolute";
        }
        return Path.of(path).normalize().startsWith("..") || hasParent(path)
                ? "it has a '..' in it"
                : null;
    }

    /**
     * Where it is, made when it is missing; null when a link stands in the way, which a step may
     * have put there and which may lead anywhere.
     */
    public static @Nullable Path find(Path volume, String path) throws IOException {
        Path here = volume;
        for (Path name : Path.of(path).normalize()) {
            here = here.resolve(name);
            if (!name.toString().isEmpty()) {
                make(here);
            }
            if (Files.isSymbolicLink(here)) {
                return null;
            }
        }
        return here;
    }

    /** Other steps may be making the same folder, or have made it a moment ago. */
    private static void make(Path folder) throws IOException {
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException _) {
            // It is there, which is all that was wanted.
        }
    }

    private static boolean hasParent(String path) {
        for (Path name : Path.of(path)) {
            if (name.toString().equals("..")) {
                return true;
            }
        }
        return false;
    }
}
