package penstock.runner.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The interpreters of the machine that runs the tests. */
public final class TestPython {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

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

    /** The same with a uv in {@code PATH}, which is installed once; skipped where it cannot be. */
    static SortedMap<String, String> variablesWithUv(Path home)
            throws IOException, InterruptedException {
        Path folder = cache().resolve("uv");
        Path uv = folder.resolve("bin").resolve("uv");
        synchronized (TestPython.class) {
            if (!Files.isExecutable(uv)) {
                run(any(), System.getenv(), "-m", "venv", folder.toString());
                Tool tool = new Tool(folder, System.getenv(), PATIENCE, Optional.empty());
                String pip = folder.resolve("bin").resolve("pip").toString();
                Tool.Result result = tool.run(List.of(pip, "install", "uv==0.13.9"));
                assumeTrue(result.code() == 0, () -> "uv cannot be installed: " + result.tail(3));
            }
        }
        SortedMap<String, String> variables = plainVariables(home);
        variables.merge(
                "PATH", folder.resolve("bin").toString(), (path, first) -> first + ":" + path);
        return variables;
    }

    /** What a program writes; it has to succeed. */
    static String run(Path program, Map<String, String> variables, String... arguments)
            throws IOException, InterruptedException {
        Tool tool = new Tool(Path.of("/"), variables, PATIENCE, Optional.empty());
        Tool.Result result =
                tool.run(Lists.concat(List.of(program.toString()), List.of(arguments)));
        assertThat(result.code()).as(result.output()).isZero();
        return result.output().strip();
    }

    static PythonInterpreter facts(Path python) throws InterruptedException {
        return switch (new Interpreters(Map.of("PATH", "/usr/bin:/bin")).ask(python)) {
            case Interpreters.Answer.Usable(PythonInterpreter interpreter) -> interpreter;
            case Interpreters.Answer.Unusable(String reason) -> throw new AssertionError(reason);
        };
    }
}
