package penstock.server.v1beta1;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.control.port.RunReads.RunRow;
import penstock.control.port.RunReads.TaskKind;
import penstock.control.port.RunReads.TaskRow;
import penstock.engine.RunHeader;
import penstock.engine.TaskPath;
import penstock.plan.Problem;
import penstock.plan.Value;
import penstock.plan.ValueText;
import penstock.server.json.Json;
import penstock.server.json.SpecJson;
import penstock.server.json.Times;

/**
 * A run as an Argo workflow: clients of KFP v1 look into it for its name, its parameters and how
 * its steps stand.
 */
final class Workflow {
    private static final String NAMESPACE = "kubeflow";

    private final RunRow row;
    private final List<TaskRow> tasks;

    /** Ids of tasks by the path of the task around them. */
    private final SortedMap<String, List<Value>> children;

    Workflow(RunRow row, List<TaskRow> tasks) {
        this.row = row;
        this.tasks = tasks;
        this.children = children(tasks);
    }

    /** The workflow as JSON. */
    String json(Document document) {
        SortedMap<String, Value> fields = new TreeMap<>();
        Value.Struct manifest =
                document.workflow() == null ? null : SpecJson.ofDocument(document.text());
        if (manifest != null) {
            fields.putAll(manifest.fields());
        }
        fields.putIfAbsent("apiVersion", text("argoproj.io/v1alpha1"));
        fields.putIfAbsent("kind", text("Workflow"));
        fields.put("metadata", metadata(within(fields, "metadata")));
        fields.put("spec", spec(within(fields, "spec")));
        fields.put("status", status());
        return Json.text(new Value.Struct(fields));
    }

    private Value metadata(SortedMap<String, Value> fields) {
        RunHeader header = row.header();
        SortedMap<String, Value> labels = within(fields, "labels");
        labels.put("pipeline/runid", text(header.run().value()));
        if (row.phase().isTerminal()) {
            labels.put("pipeline/persistedFinalState", text("true"));
        }
        fields.put("labels", new Value.Struct(labels));
        fields.put("name", text(header.resourceName()));
        fields.put("namespace", text(NAMESPACE));
        fields.put("uid", text(header.run().value()));
        fields.put("creationTimestamp", text(Times.seconds(header.createdAt())));
        return new Value.Struct(fields);
    }

    private Value spec(SortedMap<String, Value> fields) {
        List<Value> parameters = new ArrayList<>();
        Value given = within(fields, "arguments").get("parameters");
        SortedMap<String, Value> rest = new TreeMap<>(row.header().parameters());
        if (given instanceof Value.Items(List<Value> items)) {
            items.forEach(item -> parameters.add(parameter(item, rest)));
        }
        rest.forEach((name, value) -> parameters.add(parameter(name, value)));
        SortedMap<String, Value> arguments = within(fields, "arguments");
        arguments.put("parameters", new Value.Items(parameters));
        fields.put("arguments", new Value.Struct(arguments));
        return new Value.Struct(fields);
    }

    /** A parameter of the document with the run's value, which is taken out of {@code values}. */
    private static Value parameter(Value declared, SortedMap<String, Value> values) {
        if (declared instanceof Value.Struct(var fields)
                && fields.get("name") instanceof Value.Text(String name)) {
            Value given = values.remove(name);
            return given == null ? declared : parameter(name, given);
        }
        return declared;
    }

    private static Value parameter(String name, Value value) {
        return struct(Map.of("name", text(name), "value", text(ValueText.plain(value))));
    }

    private Value status() {
        SortedMap<String, Value> status = new TreeMap<>();
        status.put("phase", text(Mapper.word(row.phase())));
        putTime(status, "startedAt", row.startedAt());
        putTime(status, "finishedAt", row.finishedAt());
        putMessage(status, row.problem());
        SortedMap<String, Value> nodes = new TreeMap<>();
        for (TaskRow task : tasks) {
            nodes.put(task.taskId(), node(task));
        }
        status.put("nodes", new Value.Struct(nodes));
        return new Value.Struct(status);
    }

    private Value node(TaskRow task) {
        SortedMap<String, Value> node = new TreeMap<>();
        TaskPath path = new TaskPath(task.path());
        node.put("id", text(task.taskId()));
        node.put("name", text(row.header().resourceName() + "." + task.path()));
        node.put("displayName", text(task.displayName()));
        node.put("type", text(task.kind() == TaskKind.CONTAINER ? "Pod" : "DAG"));
        node.put("phase", text(Mapper.word(task.phase())));
        node.put("templateName", text(task.displayName().toLowerCase(Locale.ROOT)));
        putTime(node, "startedAt", task.startedAt());
        putTime(node, "finishedAt", task.finishedAt());
        putMessage(node, task.problem());
        if (!path.parent().isRoot()) {
            node.put("boundaryID", text(path.parent().idIn(row.header().run())));
        }
        node.put("children", new Value.Items(children.getOrDefault(task.path(), List.of())));
        return new Value.Struct(node);
    }

    private static SortedMap<String, List<Value>> children(List<TaskRow> tasks) {
        SortedMap<String, List<Value>> children = new TreeMap<>();
        tasks.stream()
                .sorted(Comparator.comparing(TaskRow::path))
                .forEach(task ->
                        children.computeIfAbsent(
                                        new TaskPath(task.path()).parent().value(),
                                        _ -> new ArrayList<>())
                                .add(text(task.taskId())));
        return children;
    }

    private static void putTime(
            SortedMap<String, Value> fields, String name, @Nullable Instant time) {
        if (time != null) {
            fields.put(name, text(Times.seconds(time)));
        }
    }

    private static void putMessage(SortedMap<String, Value> fields, @Nullable Problem problem) {
        if (problem != null) {
            fields.put("message", text(problem.message()));
        }
    }

    private static SortedMap<String, Value> within(SortedMap<String, Value> fields, String name) {
        return fields.get(name) instanceof Value.Struct(var inner)
                ? new TreeMap<>(inner)
                : new TreeMap<>();
    }

    private static Value struct(Map<String, Value> fields) {
        return new Value.Struct(new TreeMap<>(fields));
    }

    private static Value text(String text) {
        return new Value.Text(text);
    }
}
