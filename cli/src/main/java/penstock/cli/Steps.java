package penstock.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import penstock.engine.RunId;
import penstock.engine.TaskPath;

/** Steps of a run as people name them. */
final class Steps {

    private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private Steps() {}

    /** The id of the step that {@code name}, a path or an id, stands for. */
    static String id(String run, String name) {
        if (name.matches(ID)) {
            return name;
        }
        if (run.isEmpty() || run.length() > 64) {
            throw new CliFailure("run '" + Plain.line(run) + "' (expected: a run's id)", "");
        }
        return new TaskPath(name).idIn(new RunId(run));
    }

    /** The one step that {@code name} means: a path, a name or an id. */
    static JsonNode only(JsonNode page, String run, String name) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode row : page.path("tasks")) {
            if (row.path("kind").asText().equals("CONTAINER") && isNamed(row, name)) {
                found.add(row);
            }
        }
        if (found.isEmpty()) {
            throw none(run, name);
        }
        if (found.size() > 1) {
            List<String> paths = found.stream().map(row -> row.path("path").asText()).toList();
            throw new CliFailure(
                    "run " + run + " has " + found.size() + " steps '" + name + "'",
                    "Name one by its path: " + Plain.line(String.join(", ", paths)));
        }
        return found.getFirst();
    }

    static CliFailure none(String run, String name) {
        return new CliFailure(
                "run " + run + " has no step '" + name + "' that was started",
                "See './penstock runs get " + run + "' for its steps.");
    }

    static boolean isNamed(JsonNode row, String name) {
        return row.path("path").asText().equals(name)
                || row.path("key").asText().equals(name)
                || row.path("task_id").asText().equals(name);
    }
}
