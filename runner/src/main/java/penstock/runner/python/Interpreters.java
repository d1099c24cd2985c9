package penstock.runner.python;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Asks interpreters about themselves, each once as long as its file does not change. */
final class Interpreters {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** An interpreter, or why it cannot be used. */
    sealed interface Answer {
        record Usable(PythonInterpreter interpreter) implements Answer {}

        record Unusable(String reason) implements Answer {}
    }

    private record Known(FileTime modified, Answer answer) {}

    private final Map<Path, Known> known = new ConcurrentHashMap<>();
    private final Map<String, String> variables;

    Interpreters(Map<String, String> variables) {
        this.variables = variables;
    }

    Answer ask(Path python) throws InterruptedException {
        FileTime modified;
        try {
            modified = Files.getLastModifiedTime(python);
        } catch (IOException e) {
            return new Answer.Unusable("there is no Python interpreter at " + python);
        }
        Known before = known.get(python);
        if (before != null && before.modified().equals(modified)) {
            return before.answer();
        }
        Answer answer = run(python);
        if (answer instanceof Answer.Usable) {
            known.put(python, new Known(modified, answer));
        }
        return answer;
    }

    private Answer run(Path python) throws InterruptedException {
        try {
            List<String> command = List.of(python.toString(), "-c", script());
            Tool.Result result =
                    new Tool(Path.of("/"), variables, PATIENCE, Optional.empty()).run(command);
            if (result.code() != 0) {
                return new Answer.Unusable(
                        python + " cannot be used as Python 3.6 or newer: " + result.tail(3));
            }
            return new Answer.Usable(parse(JSON.readTree(result.lastLine())));
        } catch (IOException e) {
            return new Answer.Unusable(python + " cannot be started: " + e.getMessage());
        }
    }

    private static PythonInterpreter parse(JsonNode facts) {
        return new PythonInterpreter(
                Path.of(text(facts, "binary")),
                text(facts, "version"),
                text(facts, "platform"),
                Path.of(text(facts, "prefix")),
                paths(facts.path("site_packages")),
                paths(facts.path("wheels")),
                paths(facts.path("pip")).stream().findFirst());
    }

    private static String text(JsonNode facts, String name) {
        return Objects.requireNonNull(facts.path(name).textValue(), name);
    }

    private static List<Path> paths(JsonNode texts) {
        List<Path> paths = new ArrayList<>();
        texts.forEach(text -> paths.add(Path.of(text.asText())));
        return paths;
    }

    private static String script() throws IOException {
        try (InputStream script = Interpreters.class.getResourceAsStream("interpreter.py")) {
            return new String(
                    Objects.requireNonNull(script, "interpreter.py").readAllBytes(),
                    StandardCharsets.UTF_8);
        }
    }
}
