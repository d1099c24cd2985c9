package penstock.runner.python;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which environments running attempts use: a file in each attempt's folder, which goes with the
 * folder. So it needs no clean-up and survives the server.
 */
final class EnvironmentUses {
    private static final String FILE = "environment";

    private final Path attempts;

    EnvironmentUses(Path attempts) {
        this.attempts = attempts;
    }

    void mark(Path attempt, String id) throws IOException {
        Files.writeString(attempt.resolve(FILE), id);
    }

    Set<String> inUse() throws IOException {
        Set<String> ids = new TreeSet<>();
        if (!Files.isDirectory(attempts)) {
            return ids;
        }
        try (Stream<Path> folders = Files.list(attempts)) {
            for (Path folder : folders.toList()) {
                Path mark = folder.resolve(FILE);
                if (Files.isRegularFile(mark)) {
                    ids.add(read(mark));
                }
            }
        }
        return ids;
    }

    private static String read(Path mark) {
        try {
            return Files.readString(mark);
        } catch (IOException e) { // its attempt has just gone
            return "";
        }
    }
}
