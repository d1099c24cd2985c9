package penstock.runner.python;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The interpreters of the machine that runs the tests. */
public final class TestPython {
    private TestPython() {}

    /** Where tests keep what took long to get. */
    public static Path cache() {
        String set = System.getenv("PENSTOCK_TEST_CACHE");
        Path folder =
                set == null
                        ? Path.of(System.getProperty("user.home"), ".cache", "penstock-test")
                        : Path.of(set);
        return folder.toAbsolutePath();
    }

    /** Some Python 3, the newest that {@code PATH} names; the test is skipped without one. */
    static Path any() {
        for (String folder : System.getenv("PATH").split(":", -1)) {
            Path python = Path.of(folder, "python3");
            if (Files.isExecutable(python)) {
                return python;
            }
        }
        assumeTrue(false, "there is no python3 in PATH");
        throw new AssertionError();
    }

    /** An interpreter of a version like {@code 3.11}, if there is one. */
    static Optional<Path> version(String minor) {
        List<Path> folders = new ArrayList<>();
        for (String folder : System.getenv("PATH").split(":", -1)) {
            folders.add(Path.of(folder));
        }
        Path pyenv = Path.of(System.getProperty("user.home"), ".pyenv", "versions");
        if (Files.isDirectory(pyenv)) {
            try (Stream<Path> versions = Files.list(pyenv)) {
                versions.filter(each -> each.getFileName().toString().startsWith(minor + "."))
                        .forEach(each -> folders.addFirst(each.resolve("bin")));
            } catch (IOException e) {
                return Optional.empty();
            }
        }
        return folders.stream()
                .map(folder -> folder.resolve("python" + minor))
                .filter(Files::isExecutable)
                .filter(python -> !python.toString().contains("shims"))
                .findFirst();
    }

    /** The variables of a server whose user has configured nothing. */
    static SortedMap<String, String> plainVariables(Path home) {
        SortedMap<String, String> variables = new TreeMap<>(System.getenv());
        variables.keySet().removeIf(name -> name.startsWith("PIP_") || name.startsWith("UV_"));
        variables.put("HOME", home.toString());
        variables.put("PATH", "/usr/bin:/bin");
        return variables;
    }

    static PythonInterpreter facts(Path python) throws InterruptedException {
        return switch (new Interpreters(Map.of("PATH", "/usr/bin:/bin")).ask(python)) {
            case Interpreters.Answer.Usable(PythonInterpreter interpreter) -> interpreter;
            case Interpreters.Answer.Unusable(String reason) -> throw new AssertionError(reason);
        };
    }
}
