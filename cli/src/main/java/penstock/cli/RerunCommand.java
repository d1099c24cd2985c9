package penstock.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a pipeline again, keeping what an earlier run finished. */
@Command(
        name = "rerun",
        description = "Run again from a step on, or changed, keeping what is finished.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  penstock rerun RUN --from train --dry-run",
            "  penstock rerun RUN --file fixed.yaml -p epochs=5 --yes"
        })
final class RerunCommand implements Callable<Integer> {

    @Parameters(paramLabel = "RUN", description = "The earlier run's id.")
    private String run = "";

    @Option(
            names = "--from",
            paramLabel = "TASK",
            description = "A step that runs anew, with all that depends on it; may be repeated.")
    private List<String> from = new ArrayList<>();

    @Option(names = "--version", paramLabel = "V", description = "The pipeline version to run.")
    private @Nullable String version;

    @Option(names = "--file", paramLabel = "F", description = "The compiled pipeline to run.")
    private @Nullable Path file;

    @Option(
            names = {"-p", "--param"},
            paramLabel = "NAME=VALUE",
            description = "A parameter that differs from the earlier run.")
    private List<String> assignments = new ArrayList<>();

    @Option(names = "--name", paramLabel = "NAME", description = "What to call the new run.")
    private @Nullable String name;

    @Option(names = "--dry-run", description = "Only say what would run and what would be kept.")
    private boolean dryRun;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    @SuppressWarnings("UnusedVariable") // asked for by the parser
    private boolean help;

    @Option(names = "--yes", description = "Start without asking.")
    private boolean yes;

    @Option(names = "--json", description = "Print JSON on standard output.")
    private boolean json;

    @Mixin private ServerOptions server = new ServerOptions();

    private final Terminal terminal;

    RerunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (file != null && version != null) {
            throw new CliFailure("both --file and --version", "Give one of them.");
        }
        try (Connection connection = Connection.open(server, terminal)) {
            Api api = connection.api();
            String path = "/apis/penstock/v1/runs/" + Api.encode(run);
            ObjectNode request = request(api.get(path));
            JsonNode preview = api.post(path + ":preview_rerun", request);
            if (dryRun && json) {
                terminal.result(preview.toPrettyString());
                return ExitCode.OK;
            }
            show(preview);
            if (dryRun) {
                return ExitCode.OK;
            }
            if (!yes && !terminal.confirms("Start it?")) {
                throw new CliFailure("not started", "Add --yes to start without being asked.");
            }
            String started = api.post(path + ":rerun", request).path("run_id").asText();
            terminal.note("Run " + terminal.paint(Terminal.Style.STRONG, started));
            return Following.untilEnd(api, started, terminal, json);
        }
    }

    private ObjectNode request(JsonNode earlier) {
        ObjectNode request = Api.JSON.createObjectNode();
        ArrayNode steps = request.putArray("from_tasks");
        from.forEach(steps::add);
        if (version != null) {
            request.put("pipeline_version_id", version);
        }
        if (name != null) {
            request.put("display_name", name);
        }
        if (file == null) {
            request.set("parameters", guessed(earlier.path("parameters")));
        } else {
            Documents.Checked document = document(file);
            request.put("document", document.text());
            request.set(
                    "parameters",
                    penstock.cli.Parameters.read(
                            document.plan().root().io().parameters(), null, assignments));
        }
        return request;
    }

    private Documents.Checked document(Path path) {
        try {
            return Documents.check(path);
        } catch (Documents.Refused refused) {
            Documents.show(terminal, path, refused.text(), refused.diagnostics());
            throw new CliFailure(path + " cannot be run", "");
        }
    }

    /** Values of the kind that the earlier run had; JSON where it had none and it is JSON. */
    private ObjectNode guessed(JsonNode earlier) {
        ObjectNode parameters = Api.JSON.createObjectNode();
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                throw new CliFailure("parameter '" + assignment + "' (expected: NAME=VALUE)", "");
            }
            String parameter = assignment.substring(0, equals);
            String text = assignment.substring(equals + 1);
            boolean textual = earlier.path(parameter).isTextual();
            parameters.set(
                    parameter, textual ? JsonNodeFactory.instance.textNode(text) : value(text));
        }
        return parameters;
    }

    private static JsonNode value(String text) {
        try {
            return Api.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return JsonNodeFactory.instance.textNode(text);
        }
    }

    private void show(JsonNode preview) {
        for (JsonNode task : preview.path("tasks")) {
            String action = task.path("action").asText();
            Terminal.Style style =
                    action.equals("RUN") ? Terminal.Style.STRONG : Terminal.Style.FAINT;
            terminal.note(
                    terminal.paint(style, "%-8s".formatted(action))
                            + Plain.line(task.path("path").asText())
                            + "  "
                            + terminal.paint(
                                    Terminal.Style.FAINT,
                                    Plain.line(task.path("reason").asText())));
        }
        terminal.note(
                preview.path("to_run").asLong()
                        + " to run, "
                        + preview.path("reused").asLong()
                        + " kept");
    }
}
