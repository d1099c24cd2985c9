package penstock.server;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/** Random bytes that a data folder keeps, so that what they sign outlives the server. */
final class SecretKey {

    private SecretKey() {}

    /** The key in {@code file}, made when it is missing or not of that length. */
    static byte[] of(Path file, int bytes) throws IOException {
        if (Files.exists(file) && Files.size(file) == bytes) {
            return Files.readAllBytes(file);
        }
        byte[] key = new byte[bytes];
        new SecureRandom().nextBytes(key);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createFile(
                    fresh,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            // Left behind by a start that was cut off; it is ours, as the folder is locked.
        }
        Files.write(fresh, key, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.SYNC);
        Files.move(
                fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return key;
    }
}
