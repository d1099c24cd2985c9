package penstock.runner;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The spawner's Python files and the shell script for machines without Python, which travel inside
 * this jar.
 */
final class SpawnerCode {

    private static final List<String> FILES =
            List.of(
                    "shim.sh",
                    "spawner.py",
                    "shell.py",
                    "penstock_spawn/__init__.py",
                    "penstock_spawn/attempt.py",
                    "penstock_spawn/groups.py",
                    "penstock_spawn/kernel.py",
                    "penstock_spawn/loop.py",
                    "penstock_spawn/orders.py",
                    "penstock_spawn/parents.py",
                    "penstock_spawn/recover.py",
                    "penstock_spawn/spawn.py",
                    "penstock_spawn/step.py",
                    "penstock_spawn/view.py");

    private SpawnerCode() {}

    /**
     * Writes the files below {@code folder}, in a folder named by their content, so that a spawner
     * started by an older release keeps its own.
     *
     * @return the folder
     */
    static Path install(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        MessageDigest digest = sha256();
        for (String name : FILES) {
            byte[] content = resource(name);
            files.put(name, content);
            digest.update(content);
        }
        String name = "code-" + HexFormat.of().formatHex(digest.digest(), 0, 6);
        Path code = folder.resolve(name);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            writeOnce(code.resolve(file.getKey()), file.getValue());
        }
        return code;
    }

    private static void writeOnce(Path file, byte[] content) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalStateException("no folder for " + file);
        }
        Files.createDirectories(parent);
        Path temporary = Files.createTempFile(parent, ".new", "");
        Files.write(temporary, content);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = SpawnerCode.class.getResourceAsStream("spawner/" + name)) {
            if (in == null) {
                throw new IllegalStateException("this build lacks spawner/" + name);
            }
            return in.readAllBytes();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
