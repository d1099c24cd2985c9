package penstock.server.v1;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.SortedMap;
import penstock.plan.Component;
import penstock.plan.Interface.ParameterInput;
import penstock.plan.Plan;
import penstock.plan.Task;
import penstock.server.json.Json;

/** A plan as the UI draws it: scopes by component name, each with its tasks. */
final class GraphJson {

    private GraphJson() {}

    static ObjectNode of(Plan plan) {
        ObjectNode json = Json.object();
        json.put("root", Plan.ROOT);
        json.put("pipeline_name", plan.pipelineName());
        json.put("description", plan.description());
        ObjectNode scopes = json.putObject("scopes");
        for (Map.Entry<String, Component> component : plan.components().entrySet()) {
            if (component.getValue() instanceof Component.Scope scope) {
                scopes.set(component.getKey(), scope(plan, scope));
            }
        }
        return json;
    }

    private static ObjectNode scope(Plan plan, Component.Scope scope) {
        ObjectNode json = Json.object();
        inputs(json.putArray("inputs"), scope.io().parameters());
        ArrayNode outputs = json.putArray("outputs");
        scope.io()
                .outputParameters()
                .forEach((name, type) ->
                        outputs.addObject().put("name", name).put("type", type.name()));
        scope.io()
                .outputArtifacts()
                .forEach((name, output) ->
                        outputs.addObject()
                                .put("name", name)
                                .put("type", output.type().schemaTitle()));
        ArrayNode tasks = json.putArray("tasks");
        scope.tasks().values().forEach(task -> tasks.add(task(plan, task)));
        return json;
    }

    private static void inputs(ArrayNode json, SortedMap<String, ParameterInput> parameters) {
        for (Map.Entry<String, ParameterInput> entry : parameters.entrySet()) {
            ParameterInput input = entry.getValue();
            ObjectNode node = json.addObject();
            node.put("name", entry.getKey());
            node.put("type", input.type().name());
            node.put("optional", input.optional() || input.defaultValue() != null);
            if (input.defaultValue() != null) {
                node.putPOJO("default_value", input.defaultValue());
            }
            if (!input.literals().isEmpty()) {
                ArrayNode literals = node.putArray("literals");
                input.literals().forEach(literals::addPOJO);
            }
        }
    }

    private static ObjectNode task(Plan plan, Task task) {
        ObjectNode json = Json.object();
        json.put("key", task.key());
        json.put("display_name", task.displayName());
        json.put("component", task.component());
        json.put("kind", kind(plan.component(task.component()), task));
        ArrayNode dependencies = json.putArray("depends_on");
        task.dependencies().forEach(dependencies::add);
        if (task.trigger().condition() != null) {
            json.put("condition", task.trigger().condition());
        }
        json.put("loop", task.loop() != null);
        if (task.loop() != null) {
            json.put("parallelism", task.loop().parallelism());
        }
        json.put("exit", task.trigger().strategy() == Task.Strategy.ALL_COMPLETED);
        return json;
    }

    private static String kind(Component component, Task task) {
        if (task.loop() != null) {
            return "LOOP";
        }
        return switch (component) {
            case Component.Scope _ -> "SCOPE";
            case Component.Container _ -> "CONTAINER";
            case Component.VolumeChange _ -> "VOLUME";
            case Component.Importer _ -> "IMPORTER";
        };
    }
}
