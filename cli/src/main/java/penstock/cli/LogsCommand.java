package penstock.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The output of steps. */
@Command(
        name = "logs",
        description = "Print the output of a run's steps, or of one.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  penstock logs RUN                 all steps, one after the other",
            "  penstock logs RUN train           one step",
            "  penstock logs RUN train -f        and go on until it ends"
        })
final class LogsCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "RUN", description = "The run's id.")
    private String run = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "TASK",
            description = "Path, key or id of a step.")
    private @Nullable String task;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on until the step ends.")
    private boolean follow;

    @Option(names = "--attempt", paramLabel = "N", description = "Which attempt; newest if absent.")
    private @Nullable Integer attempt;

    @Mixin private ServerOptions server = new ServerOptions();

    private final Terminal terminal;

    LogsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Connection connection = Connection.open(server, terminal)) {
            Api api = connection.api();
            String path = "/apis/penstock/v1/runs/" + Api.encode(run);
            JsonNode rows = api.get(path + "/tasks?page_size=2000").path("tasks");
            List<JsonNode> steps = matching(rows);
            for (JsonNode step : steps) {
                if (steps.size() > 1) {
                    String name = Plain.line(step.path("path").asText());
                    terminal.note(terminal.paint(Terminal.Style.STRONG, "==> " + name));
                }
                print(api, path + "/tasks/" + step.path("task_id").asText());
            }
        }
        return ExitCode.OK;
    }

    private List<JsonNode> matching(JsonNode rows) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode row : RunView.byStart(rows)) {
            boolean step = row.path("kind").asText().equals("CONTAINER");
            if (step && (task == null || Steps.isNamed(row, task))) {
                found.add(row);
            }
        }
        if (found.isEmpty() && task != null) {
            throw Steps.none(run, task);
        }
        return found;
    }

    private void print(Api api, String path) {
        String query = "/log?follow=" + follow + (attempt == null ? "" : "&attempt=" + attempt);
        byte[] buffer = new byte[8192];
        try (InputStream log = api.stream(path + query).body()) {
            for (int read = log.read(buffer); read >= 0; read = log.read(buffer)) {
                terminal.raw(buffer, read);
            }
        } catch (IOException e) {
            throw new CliFailure("the log broke off: " + e.getMessage(), "Try again.");
        }
    }
}
