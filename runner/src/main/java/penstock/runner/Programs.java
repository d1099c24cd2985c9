package penstock.runner;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/** Finds programs. */
final class Programs {

    private Programs() {}

    /** Every executable of that name in {@code first} and then in the folders of {@code path}. */
    static List<Path> named(String name, String path, List<String> first) {
        SequencedSet<String> folders = new LinkedHashSet<>(first);
        for (String folder : path.split(":", -1)) {
            if (folder.startsWith("/")) {
                folders.add(folder);
            }
        }
        List<Path> found = new ArrayList<>();
        for (String folder : folders) {
            Path program = Path.of(folder, name);
            if (Files.isRegularFile(program) && Files.isExecutable(program)) {
                found.add(program);
            }
        }
        return found;
    }
}
