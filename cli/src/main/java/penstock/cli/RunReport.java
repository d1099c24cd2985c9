package penstock.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import penstock.cli.Terminal.Style;

/** What there is to say once a run has ended: its state, what it gave, and what failed and why. */
final class RunReport {

    private static final int LOG_LINES = 15;
    private static final int TAIL_BYTES = 16 * 1024;
    private static final int DETAILED_TASKS = 200;

    private final Api api;
    private final Terminal terminal;

    RunReport(Api api, Terminal terminal) {
        this.api = api;
        this.terminal = terminal;
    }

    void print(JsonNode run, SortedMap<String, JsonNode> tasks) {
        String id = run.path("run_id").asText();
        tasks.values().stream().limit(DETAILED_TASKS).forEach(task -> printResults(id, task));
        for (JsonNode task : tasks.values()) {
            if (task.path("state").asText().equals("FAILED")
                    && task.path("kind").asText().equals("CONTAINER")) {
                printFailure(id, task);
            }
        }
        printEnd(run);
    }

    private void printEnd(JsonNode run) {
        String state = run.path("state").asText();
        String time =
                Plain.between(
                        run.path("started_at").asText(null), run.path("finished_at").asText(null));
        terminal.note(
                "Run "
                        + run.path("run_id").asText()
                        + " "
                        + terminal.paint(RunView.style(state), state.toLowerCase(Locale.ROOT))
                        + (time.isEmpty() ? "" : " in " + time));
        JsonNode error = run.path("error");
        if (!error.isMissingNode()) {
            terminal.error(
                    Plain.safe(error.path("message").asText()),
                    Plain.safe(error.path("hint").asText("")));
        }
    }

    private void printResults(String run, JsonNode task) {
        if (!task.path("state").asText().equals("SUCCEEDED")
                || !task.path("kind").asText().equals("CONTAINER")) {
            return;
        }
        JsonNode outputs = detail(run, task).path("outputs");
        String path = Plain.line(task.path("path").asText());
        for (Map.Entry<String, JsonNode> output : outputs.path("parameters").properties()) {
            terminal.note(
                    "  "
                            + path
                            + "."
                            + output.getKey()
                            + " = "
                            + Plain.line(output.getValue().toString()));
        }
        for (Map.Entry<String, JsonNode> output : outputs.path("artifacts").properties()) {
            output.getValue().forEach(artifact -> printArtifact(path, output.getKey(), artifact));
        }
    }

    private void printArtifact(String path, String name, JsonNode artifact) {
        boolean metrics = artifact.path("type").asText().equals("system.Metrics");
        if (!metrics) {
            return;
        }
        for (Map.Entry<String, JsonNode> metric : artifact.path("metadata").properties()) {
            terminal.note(
                    "  "
                            + path
                            + "."
                            + name
                            + ": "
                            + Plain.line(metric.getKey())
                            + " = "
                            + terminal.paint(
                                    Style.STRONG, Plain.line(metric.getValue().toString())));
        }
    }

    private void printFailure(String run, JsonNode task) {
        JsonNode error = task.path("error");
        terminal.note("");
        terminal.error(
                "step '"
                        + Plain.line(task.path("path").asText())
                        + "': "
                        + Plain.safe(error.path("message").asText("failed")),
                Plain.safe(error.path("hint").asText("")));
        List<String> tail = logTail(run, task);
        String told = error.path("message").asText();
        if (!told.contains(String.join("\n", tail))) {
            terminal.note(terminal.paint(Style.FAINT, "  last lines of its log:"));
            tail.forEach(line -> terminal.note(terminal.paint(Style.FAINT, "  │ ") + line));
        }
    }

    private List<String> logTail(String run, JsonNode task) {
        String path = taskPath(run, task);
        JsonNode attempts = detail(run, task).path("attempts");
        long size = attempts.path(attempts.size() - 1).path("log_bytes").asLong(0);
        long from = Math.max(0, size - TAIL_BYTES);
        try (InputStream log = api.stream(path + "/log?offset=" + from).body()) {
            String text = new String(log.readNBytes(TAIL_BYTES), StandardCharsets.UTF_8);
            List<String> lines = Plain.safe(text).lines().toList();
            return lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size());
        } catch (IOException | CliFailure e) {
            return List.of();
        }
    }

    private JsonNode detail(String run, JsonNode task) {
        return api.get(taskPath(run, task));
    }

    private static String taskPath(String run, JsonNode task) {
        return "/apis/penstock/v1/runs/" + run + "/tasks/" + task.path("task_id").asText();
    }
}
