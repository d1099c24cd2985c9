package penstock.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Schedules: list, look at, make, stop and start, remove, say when they fire. */
@Command(
        name = "schedules",
        description = "List schedules; look at one, make, enable, disable or delete one.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  penstock schedules create pipeline.yaml --cron '0 0 3 * * *' --zone Europe/Berlin",
            "  penstock schedules create --pipeline ID --every 900 -p day='[[ScheduledTime]]'",
            "  penstock schedules next --cron '0 30 2 * * MON-FRI'",
            "  penstock schedules list",
            "  penstock schedules disable SCHEDULE"
        })
final class SchedulesCommand {

    private static final String ALL = "/apis/v2beta1/recurringruns";

    private final Terminal terminal;

    SchedulesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(
            name = "list",
            description = "List schedules, newest first.",
            mixinStandardHelpOptions = true)
    int list(
            @Mixin ServerOptions server,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "20",
                            description =
                                    "Schedules to show, 1 to 200 (default: ${DEFAULT-VALUE}).")
                    int limit,
            @Option(names = "--json", description = "Print JSON.") boolean json) {
        if (limit < 1 || limit > 200) {
            throw new CliFailure("--limit " + limit + " (expected: 1 to 200)", "");
        }
        try (Connection connection = Connection.open(server, terminal)) {
            String path = ALL + "?sort_by=created_at%20desc&page_size=" + limit;
            JsonNode answer = connection.api().get(path);
            if (json) {
                terminal.result(answer.toPrettyString());
            } else {
                answer.path("recurringRuns").forEach(this::printRow);
            }
        }
        return ExitCode.OK;
    }

    @Command(
            name = "get",
            description = "Show a schedule: when it fires, and how it last went.",
            mixinStandardHelpOptions = true)
    int get(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "SCHEDULE", description = "The schedule's id.") String id,
            @Option(names = "--json", description = "Print JSON.") boolean json) {
        try (Connection connection = Connection.open(server, terminal)) {
            print(connection.api().get(address(id)), json);
        }
        return ExitCode.OK;
    }

    @Command(
            name = "create",
            description = "Make a schedule for a document or a pipeline.",
            mixinStandardHelpOptions = true)
    int create(
            @Mixin ServerOptions server,
            @Mixin ScheduledPipeline pipeline,
            @Mixin ScheduleTimes times,
            @Mixin ScheduleSettings settings,
            @Option(names = "--json", description = "Print JSON.") boolean json) {
        ObjectNode trigger = times.trigger();
        try (Connection connection = Connection.open(server, terminal)) {
            Api api = connection.api();
            ObjectNode request = Api.JSON.createObjectNode();
            String proposed = pipeline.addTo(request, api, terminal);
            settings.addTo(request, proposed);
            request.put("no_catchup", times.noCatchup());
            request.set("trigger", trigger);
            print(api.post(ALL, request), json);
        }
        return ExitCode.OK;
    }

    @Command(
            name = "enable",
            description = "Let a schedule fire; what it missed meanwhile is not made up for.",
            mixinStandardHelpOptions = true)
    int enable(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "SCHEDULE", description = "The schedule's id.") String id) {
        ask(server, address(id) + ":enable");
        terminal.note("Schedule " + id + " is enabled.");
        return ExitCode.OK;
    }

    @Command(
            name = "disable",
            description = "Let a schedule start nothing more; its runs go on.",
            mixinStandardHelpOptions = true)
    int disable(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "SCHEDULE", description = "The schedule's id.") String id) {
        ask(server, address(id) + ":disable");
        terminal.note("Schedule " + id + " is disabled.");
        return ExitCode.OK;
    }

    @Command(
            name = "delete",
            description = "Remove a schedule; its runs stay.",
            mixinStandardHelpOptions = true)
    int delete(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "SCHEDULE", description = "The schedule's id.") String id) {
        try (Connection connection = Connection.open(server, terminal)) {
            connection.api().delete(address(id));
        }
        terminal.note("Schedule " + id + " is deleted.");
        return ExitCode.OK;
    }

    @Command(
            name = "next",
            description = "Say when a schedule fires next, or when one would.",
            mixinStandardHelpOptions = true)
    int next(
            @Mixin ServerOptions server,
            @Mixin ScheduleTimes times,
            @Parameters(
                            arity = "0..1",
                            paramLabel = "SCHEDULE",
                            description = "The schedule's id; else give --cron or --every.")
                    @Nullable String id,
            @Option(names = "--json", description = "Print JSON.") boolean json) {
        if ((id == null) == times.isEmpty()) {
            throw new CliFailure(
                    "expected: either a schedule, or --cron or --every", "See --help.");
        }
        try (Connection connection = Connection.open(server, terminal)) {
            Api api = connection.api();
            JsonNode fires =
                    id == null
                            ? api.get("/apis/penstock/v1/schedules:preview" + times.query())
                                    .path("fire_times")
                            : api.get(address(id)).path("next_fire_times");
            if (json) {
                ObjectNode answer = Api.JSON.createObjectNode();
                answer.set(
                        "fire_times", fires.isMissingNode() ? Api.JSON.createArrayNode() : fires);
                terminal.result(answer.toPrettyString());
            } else {
                fires.forEach(time -> terminal.result(time.asText()));
            }
        }
        return ExitCode.OK;
    }

    private void ask(ServerOptions server, String address) {
        try (Connection connection = Connection.open(server, terminal)) {
            connection.api().post(address, Api.JSON.createObjectNode());
        }
    }

    private static String address(String id) {
        return ALL + "/" + Api.encode(id);
    }

    private void print(JsonNode row, boolean json) {
        if (json) {
            terminal.result(row.toPrettyString());
            return;
        }
        printRow(row);
        List<String> next = new ArrayList<>();
        row.path("next_fire_times").forEach(time -> next.add(time.asText()));
        terminal.result("fires  " + ScheduleTimes.words(row.path("trigger")));
        terminal.result("next   " + (next.isEmpty() ? "never" : String.join("  ", next)));
        JsonNode last = row.path("last_fire");
        if (!last.isMissingNode()) {
            terminal.result(
                    "last   "
                            + last.path("scheduled_time").asText()
                            + "  "
                            + Plain.line(
                                    last.path("run_id")
                                            .asText(last.at("/error/message").asText())));
        }
    }

    private void printRow(JsonNode row) {
        boolean enabled = row.path("status").asText().equals("ENABLED");
        boolean failed = row.has("error");
        Terminal.Style style =
                failed
                        ? Terminal.Style.BAD
                        : enabled ? Terminal.Style.STRONG : Terminal.Style.FAINT;
        String word = failed ? "problem" : enabled ? "enabled" : "disabled";
        terminal.result(
                row.path("recurring_run_id").asText()
                        + "  "
                        + terminal.paint(style, "%-8s".formatted(word))
                        + "  "
                        + row.path("next_fire_times").path(0).asText("-")
                        + "  "
                        + Plain.line(row.path("display_name").asText()));
    }
}
