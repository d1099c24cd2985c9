package penstock.runner.python;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import penstock.runner.Preparation;
import penstock.runner.StepToPrepare;
import penstock.runner.python.Recognition.Executor;

/** Starts KFP's executor with {@code warm.py}, forked from a parent or by itself. */
final class WarmStart {
    /** What Linux takes as one argument. */
    private static final int ARGUMENT_LIMIT = 131_071;

    /** What an interpreter, or the C library below it, looks at only when it starts. */
    private static final List<String> READ_AT_START =
            List.of("PYTHON", "LC_", "LD_", "MALLOC_", "GLIBC_");

    private static final Set<String> ALSO_READ_AT_START = Set.of("LANG", "LANGUAGE", "HOME");

    /** They differ from attempt to attempt; what executors import does not read them. */
    private static final List<String> OF_THE_ATTEMPT = List.of("KFP_POD_", "KFP_R");

    private static final Set<String> ALSO_OF_THE_ATTEMPT = Set.of("TMPDIR", "PATH");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path program;

    private WarmStart(Path program) {
        this.program = program;
    }

    /** Writes the program below {@code folder}, under a name of its content. */
    static WarmStart install(Path folder) throws IOException {
        byte[] content;
        try (InputStream resource = WarmStart.class.getResourceAsStream("warm.py")) {
            content = Objects.requireNonNull(resource, "warm.py").readAllBytes();
        }
        String text = new String(content, StandardCharsets.UTF_8);
        Path program = folder.resolve("warm-" + EnvironmentKey.of(List.of(text)) + ".py");
        if (!Files.exists(program)) {
            Files.createDirectories(folder);
            Path unfinished = Files.createTempFile(folder, ".new", "");
            Files.write(unfinished, content);
            Files.move(unfinished, program, StandardCopyOption.ATOMIC_MOVE);
        }
        return new WarmStart(program);
    }

    boolean fitsCommandLine(List<String> argv) {
        return argv.stream()
                .allMatch(word -> word.getBytes(StandardCharsets.UTF_8).length < ARGUMENT_LIMIT);
    }

    Preparation.Warm warm(Path python, Executor executor, Preparation.Plain fallback) {
        SortedMap<String, String> atStart = new TreeMap<>(fallback.environment());
        atStart.keySet()
                .removeIf(name -> executor.runtimeFlag() ? !readAtStart(name) : ofTheAttempt(name));
        List<String> identity = new ArrayList<>(List.of(python.toString(), executor.module()));
        identity.add(Boolean.toString(executor.runtimeFlag()));
        atStart.forEach((name, value) -> identity.add(name + "=" + value));

        SortedMap<String, String> variables = new TreeMap<>(atStart);
        variables.put("PATH", fallback.environment().getOrDefault("PATH", "/usr/bin:/bin"));
        if (executor.runtimeFlag()) {
            variables.put("_KFP_RUNTIME", "true");
        }
        return new Preparation.Warm(
                EnvironmentKey.of(identity),
                List.of(python.toString(), program.toString(), "serve", executor.module()),
                variables,
                payload(executor),
                fallback);
    }

    /** The same step with its long arguments in a file. */
    Preparation.Plain fromFile(
            StepToPrepare step, Path python, Executor executor, Preparation.Plain plain)
            throws IOException {
        Path folder = Files.createDirectories(step.folder().resolve("launch"));
        Path copy = folder.resolve("warm.py");
        Files.copy(program, copy, StandardCopyOption.REPLACE_EXISTING);
        Path payload = folder.resolve("payload.json");
        Files.writeString(payload, JSON.writeValueAsString(payload(executor)));
        List<Path> visible = new ArrayList<>(plain.visible());
        visible.add(folder);
        return new Preparation.Plain(
                List.of(python.toString(), copy.toString(), "run", payload.toString()),
                plain.environment(),
                visible,
                plain.notes());
    }

    private static Map<String, Object> payload(Executor executor) {
        return Map.of(
                "module", executor.module(),
                "runtime", executor.runtimeFlag(),
                "source", executor.source(),
                "arguments", executor.arguments());
    }

    private static boolean readAtStart(String name) {
        return ALSO_READ_AT_START.contains(name)
                || READ_AT_START.stream().anyMatch(name::startsWith);
    }

    private static boolean ofTheAttempt(String name) {
        return ALSO_OF_THE_ATTEMPT.contains(name)
                || OF_THE_ATTEMPT.stream().anyMatch(name::startsWith);
    }
}
