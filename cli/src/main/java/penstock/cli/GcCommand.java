package penstock.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Deletes what retention rules let go and what nothing refers to any more. */
@Command(
        name = "gc",
        description = "Delete what the retention rules let go and what nothing refers to any more.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  penstock gc --dry-run     what would go, and why",
            "  penstock gc               delete it now; a server does so every ten minutes"
        })
final class GcCommand implements Callable<Integer> {

    private static final String RETENTION = "/apis/penstock/v1/retention";

    private final Terminal terminal;

    @Mixin private ServerOptions server = new ServerOptions();

    @Option(names = "--dry-run", description = "Only say what would go, and why.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    GcCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Connection connection = Connection.open(server, terminal)) {
            JsonNode answer =
                    dryRun ? connection.api().get(RETENTION) : collected(connection.api());
            if (json) {
                terminal.result(answer.toPrettyString());
            } else if (dryRun) {
                forecast(answer);
            } else {
                report(answer);
            }
        }
        return ExitCode.OK;
    }

    /** A long collection answers that it goes on; asking again waits for it. */
    private static JsonNode collected(Api api) {
        JsonNode answer = api.post(RETENTION + ":collect", Api.JSON.createObjectNode());
        while (answer.path("running").asBoolean()) {
            answer = api.post(RETENTION + ":collect", Api.JSON.createObjectNode());
        }
        return answer;
    }

    private void forecast(JsonNode answer) {
        answer.path("would_delete").forEach(this::part);
        JsonNode free = answer.path("unreferenced").path("free");
        terminal.result(
                "%d artifacts that nothing refers to: %s"
                        .formatted(free.path("artifacts").asLong(), bytes(free, "bytes")));
        JsonNode kept = answer.path("unreferenced").path("kept_by_cache");
        if (kept.path("artifacts").asLong() > 0) {
            terminal.note(
                    "%d artifacts of removed runs stay for the cache: %s. Set retention.cache, or revoke them with 'penstock cache rm'."
                            .formatted(kept.path("artifacts").asLong(), bytes(kept, "bytes")));
        }
        if (answer.path("rules").isEmpty()) {
            terminal.note("There are no retention rules: runs stay until somebody deletes them.");
        }
    }

    private void part(JsonNode part) {
        String what = part.path("what").asText();
        long runs = part.path("runs").asLong();
        terminal.result(
                "%s%d %s %s in '%s', %s%s"
                        .formatted(
                                what.equals("run") ? "" : what + " of ",
                                runs,
                                part.path("outcome").asText(),
                                runs == 1 ? "run" : "runs",
                                Plain.line(part.path("experiment").asText()),
                                why(part),
                                what.equals("logs")
                                        ? ""
                                        : ": up to " + bytes(part, "artifact_bytes")));
    }

    private static String why(JsonNode part) {
        String before = part.path("ended_before").asText();
        String age = before.isEmpty() ? "" : "ended before " + before;
        String count =
                part.has("beyond_newest")
                        ? "beyond the newest " + part.path("beyond_newest").asLong()
                        : "";
        return age.isEmpty() || count.isEmpty() ? age + count : age + " or " + count;
    }

    private void report(JsonNode answer) {
        terminal.result(
                "%d runs, %d artifacts (%s), logs of %d runs, %d cache entries, %s of downloads deleted"
                        .formatted(
                                answer.path("runs").asLong(),
                                answer.path("artifacts").asLong(),
                                bytes(answer, "artifact_bytes"),
                                answer.path("logs").asLong(),
                                answer.path("cache_entries").asLong(),
                                bytes(answer, "download_bytes")));
        if (answer.path("in_use").asLong() > 0) {
            terminal.note(
                    answer.path("in_use").asLong()
                            + " artifacts were looked at in the last 15 minutes and stay until later");
        }
        if (answer.path("failures").asLong() > 0) {
            terminal.note(
                    answer.path("failures").asLong()
                            + " files could not be deleted; check the data folder's permissions");
        }
    }

    private static String bytes(JsonNode node, String field) {
        return Plain.bytes(node.path(field).asLong());
    }
}
