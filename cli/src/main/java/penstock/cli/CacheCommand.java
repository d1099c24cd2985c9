package penstock.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The cache: why a step was or was not run, list entries, revoke them. */
@Command(
        name = "cache",
        description = "Say why a step was or was not run; list and revoke kept results.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  penstock cache explain RUN train",
            "  penstock cache list --pipeline iris",
            "  penstock cache rm 12 13",
            "  penstock cache rm --run RUN"
        })
final class CacheCommand {

    private static final String CACHE = "/apis/penstock/v1/cache";
    private static final int SHOWN_DIGEST = 12;

    private final Terminal terminal;

    CacheCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(
            name = "explain",
            description = "Say why a step was or was not run, and what its result depends on.",
            mixinStandardHelpOptions = true)
    int explain(
            @Mixin ServerOptions server,
            @Parameters(index = "0", paramLabel = "RUN", description = "The run's id.") String run,
            @Parameters(index = "1", paramLabel = "TASK", description = "The step's path or id.")
                    String task,
            @Option(names = "--json", description = "Print JSON.") boolean json) {
        try (Connection connection = Connection.open(server, terminal)) {
            Api api = connection.api();
            String path = "/apis/penstock/v1/runs/" + Api.encode(run) + "/tasks/";
            JsonNode answer = api.get(path + Api.encode(Steps.id(run, task)) + "/cache");
            if (json) {
                terminal.result(answer.toPrettyString());
            } else {
                print(answer);
            }
        }
        return ExitCode.OK;
    }

    private void print(JsonNode answer) {
        terminal.result(
                terminal.paint(Terminal.Style.STRONG, answer.path("outcome").asText())
                        + "  "
                        + Plain.line(answer.path("reason").asText()));
        JsonNode origin = answer.path("origin");
        if (!origin.isMissingNode()) {
            terminal.result(
                    "from         "
                            + origin.path("run_id").asText()
                            + "  "
                            + Plain.line(origin.path("path").asText()));
        }
        terminal.result("fingerprint  " + answer.path("fingerprint").asText());
        List<String> differs = new ArrayList<>();
        answer.path("differs").forEach(one -> differs.add(one.path("part").asText()));
        for (Map.Entry<String, JsonNode> part : answer.path("key").properties()) {
            String mark = differs.contains(part.getKey()) ? "* " : "  ";
            terminal.result(
                    mark
                            + "%-28s ".formatted(Plain.line(part.getKey()))
                            + Plain.line(part.getValue().asText()));
        }
    }

    @Command(
            name = "list",
            description = "List results that are kept, newest first.",
            mixinStandardHelpOptions = true)
    int list(
            @Mixin ServerOptions server,
            @Option(names = "--pipeline", paramLabel = "NAME", description = "Of this pipeline.")
                    @Nullable String pipeline,
            @Option(names = "--run", paramLabel = "RUN", description = "Made by this run.")
                    @Nullable String run,
            @Option(names = "--limit", defaultValue = "50", description = "How many (1-1000).")
                    int limit,
            @Option(names = "--json", description = "Print JSON.") boolean json) {
        if (limit < 1 || limit > 1_000) {
            throw new CliFailure("--limit " + limit + " (expected: 1 to 1000)", "");
        }
        try (Connection connection = Connection.open(server, terminal)) {
            String query = "?page_size=" + limit + selection("&", pipeline, run);
            JsonNode answer = connection.api().get(CACHE + query);
            if (json) {
                terminal.result(answer.toPrettyString());
            } else {
                answer.path("entries").forEach(this::printRow);
                terminal.note(answer.path("total_size").asLong() + " in all");
            }
        }
        return ExitCode.OK;
    }

    private void printRow(JsonNode entry) {
        terminal.result(
                "%6s  %s  %5d hits  %s  %s/%s"
                        .formatted(
                                entry.path("entry_id").asText(),
                                entry.path("fingerprint").asText().substring(0, SHOWN_DIGEST),
                                entry.path("hits").asLong(),
                                entry.path("created_at").asText(),
                                Plain.line(entry.path("pipeline_name").asText()),
                                Plain.line(entry.path("task").asText())));
    }

    @Command(
            name = "rm",
            description = "Revoke results: steps run again instead of taking them.",
            mixinStandardHelpOptions = true)
    int remove(
            @Mixin ServerOptions server,
            @Parameters(arity = "0..*", paramLabel = "ENTRY", description = "Numbers of entries.")
                    @Nullable List<String> entries,
            @Option(names = "--pipeline", paramLabel = "NAME", description = "Of this pipeline.")
                    @Nullable String pipeline,
            @Option(names = "--run", paramLabel = "RUN", description = "Made by this run.")
                    @Nullable String run,
            @Option(names = "--all", description = "All of them.") boolean all) {
        List<String> chosen = entries == null ? List.of() : entries;
        String selection = selection("&", pipeline, run);
        if (chosen.isEmpty() == (selection.isEmpty() && !all)) {
            throw new CliFailure(
                    chosen.isEmpty()
                            ? "nothing to revoke"
                            : "entries beside --pipeline, --run or --all",
                    "Name entries, or give --pipeline, --run or --all.");
        }
        try (Connection connection = Connection.open(server, terminal)) {
            long revoked = 0;
            for (String entry : chosen) {
                revoked += revoke(connection.api(), CACHE + "/" + Api.encode(entry));
            }
            if (chosen.isEmpty()) {
                revoked = revoke(connection.api(), CACHE + "?all=" + all + selection);
            }
            terminal.note(revoked + (revoked == 1 ? " result" : " results") + " revoked");
        }
        return ExitCode.OK;
    }

    private static long revoke(Api api, String path) {
        return api.delete(path).path("revoked").asLong();
    }

    private static String selection(
            String separator, @Nullable String pipeline, @Nullable String run) {
        return (pipeline == null ? "" : separator + "pipeline_name=" + Api.encode(pipeline))
                + (run == null ? "" : separator + "run_id=" + Api.encode(run));
    }
}
