package penstock.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A shell where a step ran. */
@Command(
        name = "shell",
        description = {
            "Look around where a step ran: with its files, variables and inputs.",
            "",
            "./run-step runs its program again. What is written goes to a copy that is removed at the"
                    + " end; nothing recorded changes."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  penstock shell RUN train                  a shell where the step ran",
            "  penstock shell RUN train --attempt 1      as it was for its first attempt",
            "  penstock shell RUN train -- ./run-step    its program again",
            "  penstock shell RUN train -- pip list      any other program"
        })
final class ShellCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "RUN", description = "The run's id.")
    private String run = "";

    @Parameters(index = "1", paramLabel = "TASK", description = "Path, key or id of a step.")
    private String task = "";

    @Parameters(
            index = "2..*",
            arity = "0..*",
            paramLabel = "CMD",
            description = "After --: a program to run instead of a shell, and its arguments.")
    private List<String> command = new ArrayList<>();

    @Option(names = "--attempt", paramLabel = "N", description = "Which attempt; newest if absent.")
    private @Nullable Integer attempt;

    @Option(names = "--keep", description = "Keep the copy, and say where it is.")
    private boolean keep;

    @Mixin private ServerOptions server = new ServerOptions();

    private final Terminal terminal;

    ShellCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Connection connection = Connection.open(server, terminal)) {
            Api api = connection.api();
            String path = "/apis/penstock/v1/runs/" + Api.encode(run);
            JsonNode step = Steps.only(api.get(path + "/tasks?page_size=2000"), run, task);
            ObjectNode body = Api.JSON.createObjectNode();
            if (attempt != null) {
                body.put("attempt", attempt.intValue());
            }
            String id = step.path("task_id").asText();
            JsonNode session = api.post(path + "/tasks/" + Api.encode(id) + ":shell", body);
            requireSameMachine(session, api.base());
            return run(session, step);
        }
    }

    private static void requireSameMachine(JsonNode session, String url) {
        Path proof = Path.of(session.path("proof_file").asText());
        try {
            if (Files.readString(proof).equals(session.path("proof").asText())) {
                return;
            }
        } catch (IOException elsewhere) {
            // Said below: the file is not here, or not ours to read.
        }
        throw new CliFailure(
                "the step's files are on the machine of the server at " + url,
                "Run this command there, as the user who runs the server.");
    }

    private int run(JsonNode session, JsonNode step) {
        session.path("notes").forEach(note -> terminal.note("note: " + Plain.line(note.asText())));
        if (command.isEmpty()) {
            terminal.note(
                    "Where step "
                            + Plain.line(step.path("path").asText())
                            + " ran. ./run-step runs its program again; what is written goes to a"
                            + (keep ? " copy." : " copy that is removed at the end."));
        }
        List<String> words = new ArrayList<>();
        session.path("command").forEach(word -> words.add(word.asText()));
        words.add(keep ? "keep" : "remove");
        words.addAll(command);
        int code = wait(words);
        if (keep) {
            terminal.note("kept: " + session.path("folder").asText() + "/step");
        }
        return code;
    }

    /** The program has the terminal meanwhile; its exit code is this command's. */
    private static int wait(List<String> words) {
        try {
            return new ProcessBuilder(words).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new CliFailure("the shell could not be started: " + e.getMessage(), "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.INTERRUPTED;
        }
    }
}
