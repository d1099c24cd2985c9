package penstock.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What an ended run left behind, held against what is expected of it. */
final class RunEvidence {

    private static final int LONGEST_LOG = 1 << 20;

    private final Api api;
    private final JsonNode run;
    private final String path;
    private final List<JsonNode> tasks = new ArrayList<>();

    RunEvidence(Api api, JsonNode run) {
        this.api = api;
        this.run = run;
        this.path = "/apis/penstock/v1/runs/" + run.path("run_id").asText();
        api.get(path + "/tasks?page_size=2000").path("tasks").forEach(tasks::add);
    }

    /** What differs from {@code expected}; empty when nothing does. */
    String against(JsonNode expected) {
        String state = expected.path("state").asText("SUCCEEDED");
        if (!run.path("state").asText().equals(state) || expected.has("refused")) {
            return "ended " + run.path("state").asText() + ": " + Plain.line(errors());
        }
        List<String> remarks = new ArrayList<>();
        outputs(expected.path("outputs"), remarks);
        texts(expected.path("texts"), remarks);
        states(expected.path("tasks"), remarks);
        values(expected.path("values"), remarks);
        metadata(expected.path("metadata"), remarks);
        words(expected, remarks);
        return String.join("; ", remarks);
    }

    private void outputs(JsonNode expected, List<String> remarks) {
        for (Map.Entry<String, JsonNode> output : expected.properties()) {
            compare(
                    "output " + output.getKey(),
                    run.path("outputs").path(output.getKey()),
                    output.getValue(),
                    remarks);
        }
    }

    /** Content of artifacts that some task gave under the name of the run's output. */
    private void texts(JsonNode expected, List<String> remarks) {
        for (Map.Entry<String, JsonNode> text : expected.properties()) {
            String wanted = text.getValue().asText();
            boolean found = false;
            for (JsonNode task : tasks) {
                for (JsonNode artifact : detail(task).at("/outputs/artifacts/" + text.getKey())) {
                    found |= content(artifact.path("artifact_id").asText()).equals(wanted);
                }
            }
            if (!found) {
                remarks.add("no artifact " + text.getKey() + " holds '" + wanted + "'");
            }
        }
    }

    private void states(JsonNode expected, List<String> remarks) {
        for (Map.Entry<String, JsonNode> state : expected.properties()) {
            compare(
                    "task " + state.getKey(),
                    task(state.getKey()).path("state"),
                    state.getValue(),
                    remarks);
        }
    }

    private void values(JsonNode expected, List<String> remarks) {
        for (Map.Entry<String, JsonNode> task : expected.properties()) {
            JsonNode given = detail(task(task.getKey())).at("/outputs/parameters");
            for (Map.Entry<String, JsonNode> output : task.getValue().properties()) {
                compare(
                        task.getKey() + "." + output.getKey(),
                        given.path(output.getKey()),
                        output.getValue(),
                        remarks);
            }
        }
    }

    private void metadata(JsonNode expected, List<String> remarks) {
        for (Map.Entry<String, JsonNode> task : expected.properties()) {
            JsonNode given =
                    detail(task(task.getKey())).at("/outputs/artifacts/artifact/0/metadata");
            for (Map.Entry<String, JsonNode> field : task.getValue().properties()) {
                compare(
                        "metadata " + field.getKey() + " of " + task.getKey(),
                        given.path(field.getKey()),
                        field.getValue(),
                        remarks);
            }
        }
    }

    private void words(JsonNode expected, List<String> remarks) {
        String error = expected.path("error").asText("");
        if (!errors().contains(error)) {
            remarks.add("no error names '" + error + "': " + Plain.line(errors()));
        }
        String logs = expected.has("logs") ? logs() : "";
        for (JsonNode text : expected.path("logs")) {
            if (!logs.contains(text.asText())) {
                remarks.add("no log has '" + text.asText() + "': " + Plain.line(logs));
            }
        }
    }

    private static void compare(String what, JsonNode got, JsonNode wanted, List<String> remarks) {
        if (!got.equals(wanted)) {
            remarks.add(what + " is " + got + ", not " + wanted);
        }
    }

    private JsonNode task(String path) {
        return tasks.stream()
                .filter(task -> task.path("path").asText().equals(path))
                .findFirst()
                .orElse(Api.JSON.missingNode());
    }

    private JsonNode detail(JsonNode task) {
        return task.isMissingNode()
                ? task
                : api.get(path + "/tasks/" + task.path("task_id").asText());
    }

    private String errors() {
        StringBuilder errors = new StringBuilder();
        for (JsonNode task : tasks) {
            errors.append(task.at("/error/message").asText(""))
                    .append(' ')
                    .append(task.at("/error/hint").asText(""))
                    .append('\n');
        }
        return errors.toString();
    }

    private String logs() {
        StringBuilder logs = new StringBuilder();
        for (JsonNode task : tasks) {
            if (task.path("kind").asText().equals("CONTAINER")) {
                logs.append(read(path + "/tasks/" + task.path("task_id").asText() + "/log"));
            }
        }
        return logs.toString();
    }

    private String content(String artifact) {
        return read("/apis/penstock/v1/artifacts/" + artifact + "/content");
    }

    /** Nothing where there is nothing, as for the log of a step that never ran. */
    private String read(String address) {
        try (InputStream bytes = api.stream(address).body()) {
            return new String(bytes.readNBytes(LONGEST_LOG), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
