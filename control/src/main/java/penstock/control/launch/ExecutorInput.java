package penstock.control.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import penstock.control.port.AttemptOrder;
import penstock.plan.Artifact;
import penstock.plan.ArtifactType;
import penstock.plan.Interface.ArtifactOutput;
import penstock.plan.Value;

/** The executor input message of the KFP IR, as the program reads it. */
final class ExecutorInput {

    private ExecutorInput() {}

    static Value.Struct of(AttemptOrder order, Places places) {
        return struct("inputs", inputs(order, places), "outputs", outputs(order, places));
    }

    /** The artifacts of an input as a list of RuntimeArtifact messages. */
    static Value.Items artifacts(List<Artifact> artifacts, Places places) {
        List<Value> messages = new ArrayList<>(artifacts.size());
        for (Artifact artifact : artifacts) {
            Artifact told = places.visible(artifact);
            messages.add(
                    runtimeArtifact(
                            Long.toString(told.id()), told.type(), told.uri(), told.metadata()));
        }
        return new Value.Items(messages);
    }

    private static Value.Struct inputs(AttemptOrder order, Places places) {
        SortedMap<String, Value> artifacts = new TreeMap<>();
        for (Map.Entry<String, List<Artifact>> input : order.inputs().artifacts().entrySet()) {
            artifacts.put(input.getKey(), struct("artifacts", artifacts(input.getValue(), places)));
        }
        SortedMap<String, Value> fields = new TreeMap<>();
        fields.put("parameterValues", new Value.Struct(order.inputs().parameters()));
        fields.put("artifacts", new Value.Struct(artifacts));
        if (TypedParameters.areReadBy(order)) {
            fields.put("parameters", TypedParameters.of(order));
        }
        return new Value.Struct(fields);
    }

    private static Value.Struct outputs(AttemptOrder order, Places places) {
        SortedMap<String, Value> parameters = new TreeMap<>();
        for (String name : order.io().outputParameters().keySet()) {
            parameters.put(
                    name, struct("outputFile", new Value.Text(places.outputParameterFile(name))));
        }
        SortedMap<String, Value> artifacts = new TreeMap<>();
        for (Map.Entry<String, ArtifactOutput> output : order.io().outputArtifacts().entrySet()) {
            artifacts.put(output.getKey(), outputArtifact(order, places, output));
        }
        SortedMap<String, Value> fields = new TreeMap<>();
        fields.put("parameters", new Value.Struct(parameters));
        fields.put("artifacts", new Value.Struct(artifacts));
        fields.put("outputFile", new Value.Text(places.executorOutputFile()));
        return new Value.Struct(fields);
    }

    private static Value.Struct outputArtifact(
            AttemptOrder order, Places places, Map.Entry<String, ArtifactOutput> output) {
        String uri = OutputUris.of(order, output.getKey());
        Value message =
                runtimeArtifact(
                        output.getKey(),
                        output.getValue().type(),
                        places.visibleUri(uri),
                        output.getValue().metadata());
        return struct("artifacts", new Value.Items(List.of(message)));
    }

    private static Value.Struct runtimeArtifact(
            String name, ArtifactType type, String uri, Value.Struct metadata) {
        SortedMap<String, Value> fields = new TreeMap<>();
        fields.put("name", new Value.Text(name));
        fields.put("type", type(type));
        fields.put("uri", new Value.Text(uri));
        fields.put("metadata", metadata);
        return new Value.Struct(fields);
    }

    private static Value.Struct type(ArtifactType type) {
        Value title = new Value.Text(type.schemaTitle());
        return type.schemaVersion().isEmpty()
                ? struct("schemaTitle", title)
                : struct(
                        "schemaTitle",
                        title,
                        "schemaVersion",
                        new Value.Text(type.schemaVersion()));
    }

    private static Value.Struct struct(String key, Value value) {
        SortedMap<String, Value> fields = new TreeMap<>();
        fields.put(key, value);
        return new Value.Struct(fields);
    }

    private static Value.Struct struct(String key, Value value, String key2, Value value2) {
        SortedMap<String, Value> fields = new TreeMap<>();
        fields.put(key, value);
        fields.put(key2, value2);
        return new Value.Struct(fields);
    }
}
