package penstock.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import penstock.cli.Terminal.Style;

/**
 * A run's progress in a terminal: where a person watches, a block that is redrawn with every
 * change; elsewhere one line for each step that starts or ends.
 */
final class RunView {

    private static final int MAX_LINES = 20;

    private static final Map<String, String> MARKS =
            Map.of(
                    "SUCCEEDED", "✔",
                    "FAILED", "✘",
                    "RUNNING", "●",
                    "SKIPPED", "⊘",
                    "CANCELED", "■",
                    "CANCELING", "□",
                    "PENDING", "○");

    private final Terminal terminal;
    private final SortedMap<String, JsonNode> tasks = new TreeMap<>();
    private int drawn;

    RunView(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Takes changed task rows in and shows them. */
    void update(JsonNode rows) {
        for (JsonNode row : byStart(rows)) {
            JsonNode before = tasks.put(row.path("path").asText(), row);
            boolean changed = before == null || !before.path("state").equals(row.path("state"));
            if (changed && !terminal.isInteractive()) {
                terminal.note(line(row));
            }
        }
        redraw();
    }

    /** Draws the block anew, so that running times go on. */
    void redraw() {
        if (terminal.isInteractive()) {
            terminal.erase(drawn);
            List<String> lines = block();
            lines.forEach(terminal::note);
            drawn = lines.size();
        }
    }

    /** Task rows by path. */
    SortedMap<String, JsonNode> tasks() {
        return tasks;
    }

    private List<String> block() {
        List<JsonNode> rows = byStart(tasks.values());
        List<String> lines = new ArrayList<>();
        int hidden = rows.size() - MAX_LINES;
        if (hidden > 0) {
            lines.add(terminal.paint(Style.FAINT, "  … " + hidden + " earlier steps"));
        }
        rows.stream().skip(Math.max(0, hidden)).forEach(row -> lines.add(line(row)));
        return lines;
    }

    /** Rows in the order in which they began, and those that did not at the end. */
    static List<JsonNode> byStart(Iterable<JsonNode> rows) {
        List<JsonNode> sorted = new ArrayList<>();
        rows.forEach(sorted::add);
        sorted.sort(Comparator.comparing(RunView::start));
        return sorted;
    }

    /** As a time: as text, a whole second would come after its fractions. */
    private static Instant start(JsonNode row) {
        String time = row.path("started_at").asText("");
        return time.isEmpty() ? Instant.MAX : Instant.parse(time);
    }

    private String line(JsonNode row) {
        String state = row.path("state").asText();
        String time =
                Plain.between(
                        row.path("started_at").asText(null), row.path("finished_at").asText(null));
        String remark = row.path("cached").asBoolean() ? "cached" : row.path("reason").asText("");
        if (row.has("error")) {
            remark = row.path("error").path("message").asText();
        }
        return "  "
                + terminal.paint(style(state), MARKS.getOrDefault(state, "?"))
                + " "
                + Plain.line(row.path("path").asText())
                + " "
                + terminal.paint(style(state), state.toLowerCase(java.util.Locale.ROOT))
                + (time.isEmpty() || state.equals("SKIPPED")
                        ? ""
                        : "  " + terminal.paint(Style.FAINT, time))
                + (remark.isEmpty() ? "" : "  " + Plain.line(remark));
    }

    static Style style(String state) {
        return switch (state) {
            case "SUCCEEDED" -> Style.GOOD;
            case "FAILED" -> Style.BAD;
            case "RUNNING" -> Style.BUSY;
            case "CANCELED", "CANCELING" -> Style.CAUTION;
            default -> Style.FAINT;
        };
    }
}
