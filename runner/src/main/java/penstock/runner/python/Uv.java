package penstock.runner.python;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds a uv that is new enough to be told everything that pip's configuration says. */
final class Uv {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern VERSION = Pattern.compile("^uv (\\d+)\\.(\\d+)\\.\\d+");
    private static final int OLDEST_MINOR = 5;

    /** uv no longer reads older interpreters. */
    private static final int OLDEST_PYTHON = 8;

    private final Map<List<String>, Boolean> usable = new ConcurrentHashMap<>();

    /** The command that is uv: a program in {@code PATH}, or a module of the interpreter. */
    Optional<List<String>> find(PythonInterpreter interpreter, Map<String, String> variables)
            throws InterruptedException {
        if (!interpreter.atLeast(OLDEST_PYTHON)) {
            return Optional.empty();
        }
        for (String folder : variables.getOrDefault("PATH", "").split(":", -1)) {
            Path program = Path.of(folder.isEmpty() ? "." : folder, "uv");
            if (Files.isExecutable(program)) {
                return checked(List.of(program.toString()), variables);
            }
        }
        return checked(List.of(interpreter.binary().toString(), "-m", "uv"), variables);
    }

    private Optional<List<String>> checked(List<String> command, Map<String, String> variables)
            throws InterruptedException {
        Boolean known = usable.get(command);
        if (known == null) {
            known = newEnough(command, variables);
            usable.put(command, known);
        }
        return known ? Optional.of(command) : Optional.empty();
    }

    private static boolean newEnough(List<String> command, Map<String, String> variables)
            throws InterruptedException {
        try {
            Tool tool = new Tool(Path.of("/"), variables, PATIENCE, Optional.empty());
            Tool.Result result = tool.run(Lists.concat(command, List.of("--version")));
            Matcher version = VERSION.matcher(result.lastLine());
            return result.code() == 0
                    && version.find()
                    && (Integer.parseInt(version.group(1)) > 0
                            || Integer.parseInt(version.group(2)) >= OLDEST_MINOR);
        } catch (IOException e) {
            return false;
        }
    }
}
