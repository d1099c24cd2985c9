package penstock.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that hold backups, which hold secrets. */
final class Archives {

    private Archives() {}

    static boolean isKnown(String name) {
        return name.endsWith(".tar") || isZipped(name);
    }

    /** By the name, with or without {@code .part} behind it. */
    static boolean isCompressed(Path file) {
        String name = String.valueOf(file.getFileName());
        return isZipped(name.endsWith(".part") ? name.substring(0, name.length() - 5) : name);
    }

    private static boolean isZipped(String name) {
        return name.endsWith(".tar.gz") || name.endsWith(".tgz");
    }

    /** What a new file is made with. */
    static FileAttribute<?>[] ownersOnly(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        boolean posix =
                folder != null && Files.getFileStore(folder).supportsFileAttributeView("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
