package penstock.runner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The Python interpreters of this machine: programs in PATH, pyenv's versions, and what uv knows.
 * Looked for once per version.
 */
public final class Interpreters {

    private static final int NEWEST_MINOR = 20;
    private static final int OLDEST_MINOR = 6;
    private static final int PROBE_SECONDS = 20;
    private static final String PROBE =
            "import importlib.util as u, json, platform, sys; print(json.dumps({'executable': sys.executable,"
                    + " 'version': platform.python_version(), 'pip': u.find_spec('pip') is not None}))";

    private final Map<String, String> environment;
    private final Map<PythonVersion, Optional<Interpreter>> byLine = new ConcurrentHashMap<>();
    private final Map<Path, Optional<Interpreter>> probed = new ConcurrentHashMap<>();

    /** Looks where {@code environment}'s PATH, PYENV_ROOT and HOME say. */
    public Interpreters(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The newest interpreter of a line such as 3.11, or null. */
    public @Nullable Interpreter exact(PythonVersion version) {
        return byLine.computeIfAbsent(version.line(), line -> Optional.ofNullable(find(line)))
                .orElse(null);
    }

    /** The interpreter of that line, else of the next newer one, else of the next older one. */
    public @Nullable Interpreter nearest(PythonVersion version) {
        for (int minor = version.minor(); minor <= NEWEST_MINOR; minor++) {
            Interpreter found = exact(new PythonVersion(3, minor, -1));
            if (found != null) {
                return found;
            }
        }
        for (int minor = version.minor() - 1; minor >= OLDEST_MINOR; minor--) {
            Interpreter found = exact(new PythonVersion(3, minor, -1));
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** What plain {@code python3} is, else the newest interpreter there is, or null. */
    public @Nullable Interpreter usual() {
        for (Path program : Programs.named("python3", path(), List.of())) {
            Interpreter found = probe(program);
            if (found != null) {
                return found;
            }
        }
        return nearest(new PythonVersion(3, NEWEST_MINOR, -1));
    }

    private @Nullable Interpreter find(PythonVersion line) {
        List<Path> candidates = new ArrayList<>(Programs.named("python" + line, path(), List.of()));
        // A shim of pyenv answers only for versions that are switched on, and slowly.
        candidates.removeIf(program -> program.toString().contains("/shims/"));
        candidates.addAll(ofPyenv(line));
        for (Path candidate : candidates) {
            Interpreter found = probe(candidate);
            if (found != null && found.version().line().equals(line)) {
                return found;
            }
        }
        return ofUv(line);
    }

    private List<Path> ofPyenv(PythonVersion line) {
        String home = environment.getOrDefault("HOME", "/nonexistent");
        Path versions =
                Path.of(environment.getOrDefault("PYENV_ROOT", home + "/.pyenv"), "versions");
        List<Path> found = new ArrayList<>();
        if (!Files.isDirectory(versions)) {
            return found;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(versions, line + ".*")) {
            folders.forEach(found::add);
        } catch (IOException e) {
            return List.of();
        }
        found.sort(Comparator.comparing(Interpreters::versionOfFolder).reversed());
        return found.stream().map(folder -> folder.resolve("bin/python" + line)).toList();
    }

    private static PythonVersion versionOfFolder(Path folder) {
        PythonVersion version = PythonVersion.parse(String.valueOf(folder.getFileName()));
        return version == null ? new PythonVersion(0, 0, -1) : version;
    }

    private @Nullable Interpreter ofUv(PythonVersion line) {
        for (Path uv : Programs.named("uv", path(), List.of())) {
            String said =
                    output(
                            List.of(
                                    uv.toString(),
                                    "python",
                                    "find",
                                    "--no-project",
                                    "--no-python-downloads",
                                    line.toString()));
            if (said != null && said.startsWith("/")) {
                Interpreter found = probe(Path.of(said.strip()));
                return found != null && found.version().line().equals(line) ? found : null;
            }
        }
        return null;
    }

    private @Nullable Interpreter probe(Path program) {
        return probed.computeIfAbsent(program, this::ask).orElse(null);
    }

    private Optional<Interpreter> ask(Path program) {
        if (!Files.isExecutable(program)) {
            return Optional.empty();
        }
        String said = output(List.of(program.toString(), "-I", "-c", PROBE));
        if (said == null) {
            return Optional.empty();
        }
        try {
            JsonNode answer = Json.read(said);
            PythonVersion version = PythonVersion.parse(answer.path("version").asText(""));
            Path executable = Path.of(answer.path("executable").asText(""));
            if (version == null || !executable.isAbsolute()) {
                return Optional.empty();
            }
            boolean pip = answer.path("pip").asBoolean(false);
            return Optional.of(new Interpreter(executable, version, pip));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** What a program prints, or null when it fails. */
    private @Nullable String output(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return null;
            }
            return process.exitValue() == 0 ? said : null;
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private String path() {
        return environment.getOrDefault("PATH", "");
    }
}
