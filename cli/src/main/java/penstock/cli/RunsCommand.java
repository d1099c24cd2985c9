package penstock.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs: list, look at, follow, cancel, hold, try again, keep. */
@Command(
        name = "runs",
        description = "List runs; look at one, follow, cancel, pause, resume, retry or keep one.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  penstock runs list",
            "  penstock runs get RUN --json",
            "  penstock runs watch RUN",
            "  penstock runs cancel RUN",
            "  penstock runs pause RUN",
            "  penstock runs resume RUN train",
            "  penstock runs retry RUN",
            "  penstock runs keep RUN"
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
            Api api = connection.api();
            JsonNode known = api.get(address(run));
            if (known.has("finished_at")) {
                throw new CliFailure(
                        "run " + run + " has already ended " + known.path("state").asText(), "");
            }
            api.post(
                    "/apis/v2beta1/runs/" + Api.encode(run) + ":terminate",
                    Api.JSON.createObjectNode());
            terminal.note("Run " + run + " is being cancelled.");
        }
        return ExitCode.OK;
    }

    @Command(
            name = "pause",
            description = "Start nothing more of a run until it is resumed.",
            mixinStandardHelpOptions = true)
    int pause(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "RUN", description = "The run's id.") String run) {
        ask(server, address(run) + ":pause");
        terminal.note("Run " + run + " is paused; steps that run go on to their end.");
        return ExitCode.OK;
    }

    @Command(
            name = "resume",
            description = "Go on with a paused run, or with a step that is held.",
            mixinStandardHelpOptions = true)
    int resume(
            @Mixin ServerOptions server,
            @Parameters(index = "0", paramLabel = "RUN", description = "The run's id.") String run,
            @Parameters(
                            index = "1",
                            arity = "0..1",
                            paramLabel = "TASK",
                            description = "The step's path, name or id.")
                    @Nullable String task) {
        if (task == null) {
            ask(server, address(run) + ":resume");
            terminal.note("Run " + run + " goes on.");
            return ExitCode.OK;
        }
        try (Connection connection = Connection.open(server, terminal)) {
            Api api = connection.api();
            JsonNode step = Steps.only(api.get(address(run) + "/tasks?page_size=2000"), run, task);
            String id = Api.encode(step.path("task_id").asText());
            api.post(address(run) + "/tasks/" + id + ":resume", Api.JSON.createObjectNode());
        }
        terminal.note("Step '" + task + "' goes on.");
        return ExitCode.OK;
    }

    @Command(
            name = "retry",
            description = "Run again what failed or was cancelled, keeping finished work.",
            mixinStandardHelpOptions = true)
    int retry(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "RUN", description = "The run's id.") String run) {
        ask(server, address(run) + ":retry");
        terminal.note("Run " + run + " goes on with what had not succeeded.");
        return ExitCode.OK;
    }

    @Command(
            name = "keep",
            description = "Keep runs whatever the retention rules say.",
            mixinStandardHelpOptions = true)
    int keep(
            @Mixin ServerOptions server,
            @Parameters(arity = "1..*", paramLabel = "RUN", description = "Ids of runs.")
                    List<String> runs) {
        runs.forEach(run -> {
            ask(server, address(run) + ":keep");
            terminal.note("Run " + run + " is kept until you delete it.");
        });
        return ExitCode.OK;
    }

    @Command(
            name = "unkeep",
            description = "Let the retention rules hold for runs again.",
            mixinStandardHelpOptions = true)
    int unkeep(
            @Mixin ServerOptions server,
            @Parameters(arity = "1..*", paramLabel = "RUN", description = "Ids of runs.")
                    List<String> runs) {
        runs.forEach(run -> {
            ask(server, address(run) + ":unkeep");
            terminal.note("Run " + run + " goes when a rule says so.");
        });
        return ExitCode.OK;
    }

    private void ask(ServerOptions server, String address) {
        try (Connection connection = Connection.open(server, terminal)) {
            connection.api().post(address, Api.JSON.createObjectNode());
        }
    }

    private static String address(String run) {
        return "/apis/penstock/v1/runs/" + Api.encode(run);
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
