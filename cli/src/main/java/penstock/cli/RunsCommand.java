package penstock.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs: list, look at, follow, cancel. */
@Command(
        name = "runs",
        description = "List runs, look at one, follow one, cancel one.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  penstock runs list",
            "  penstock runs get RUN --json",
            "  penstock runs watch RUN",
            "  penstock runs cancel RUN"
        })
final class RunsCommand {

    private final Terminal terminal;

    RunsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(
            name = "list",
            description = "List runs, newest first.",
            mixinStandardHelpOptions = true)
    int list(
            @Mixin ServerOptions server,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "20",
                            description = "Runs to show, 1 to 200 (default: ${DEFAULT-VALUE}).")
                    int limit,
            @Option(names = "--json", description = "Print JSON.") boolean json) {
        if (limit < 1 || limit > 200) {
            throw new CliFailure("--limit " + limit + " (expected: 1 to 200)", "");
        }
        try (Connection connection = Connection.open(server, terminal)) {
            String path = "/apis/v2beta1/runs?sort_by=created_at%20desc&page_size=" + limit;
            JsonNode answer = connection.api().get(path);
            if (json) {
                terminal.result(answer.toPrettyString());
            } else {
                answer.path("runs").forEach(this::printRow);
            }
        }
        return ExitCode.OK;
    }

    @Command(
            name = "get",
            description = "Show a run and its steps.",
            mixinStandardHelpOptions = true)
    int get(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "RUN", description = "The run's id.") String run,
            @Option(names = "--json", description = "Print JSON.") boolean json) {
        try (Connection connection = Connection.open(server, terminal)) {
            Api api = connection.api();
            ObjectNode answer = (ObjectNode) api.get(runPath(run));
            JsonNode tasks = api.get(runPath(run) + "/tasks?page_size=2000").path("tasks");
            if (json) {
                answer.set("tasks", tasks);
                terminal.result(answer.toPrettyString());
            } else {
                Terminal results = terminal.ofResults();
                RunView view = new RunView(results);
                view.update(tasks);
                new RunReport(api, results).print(answer, view.tasks());
            }
        }
        return ExitCode.OK;
    }

    @Command(
            name = "watch",
            description = "Follow a run to its end; exit status 0 when it succeeded, else 1.",
            mixinStandardHelpOptions = true)
    int watch(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "RUN", description = "The run's id.") String run) {
        try (Connection connection = Connection.open(server, terminal)) {
            RunWatch watch = new RunWatch(connection.api(), run, terminal);
            JsonNode ended = watch.untilEnd();
            new RunReport(connection.api(), terminal).print(ended, watch.view().tasks());
            return ended.path("state").asText().equals("SUCCEEDED")
                    ? ExitCode.OK
                    : ExitCode.RUN_FAILED;
        }
    }

    @Command(
            name = "cancel",
            description = "Stop a run and its steps.",
            mixinStandardHelpOptions = true)
    int cancel(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "RUN", description = "The run's id.") String run) {
        try (Connection connection = Connection.open(server, terminal)) {
            connection
                    .api()
                    .post(
                            "/apis/v2beta1/runs/" + Api.encode(run) + ":terminate",
                            Api.JSON.createObjectNode());
            terminal.note("Run " + run + " is being cancelled.");
        }
        return ExitCode.OK;
    }

    private void printRow(JsonNode run) {
        String state = run.path("state").asText();
        terminal.result(
                run.path("run_id").asText()
                        + "  "
                        + terminal.paint(
                                RunView.style(state),
                                "%-9s".formatted(state.toLowerCase(Locale.ROOT)))
                        + "  "
                        + run.path("created_at").asText()
                        + "  "
                        + Plain.line(run.path("display_name").asText()));
    }

    private static String runPath(String run) {
        return "/apis/penstock/v1/runs/" + Api.encode(run);
    }
}
