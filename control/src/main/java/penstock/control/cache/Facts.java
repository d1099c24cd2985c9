package penstock.control.cache;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import penstock.engine.Inputs;
import penstock.engine.RunFacts;
import penstock.engine.RunHeader;
import penstock.engine.TaskPath;
import penstock.plan.Artifact;
import penstock.plan.Component.ContainerSpec;
import penstock.plan.Kubernetes;
import penstock.plan.Template.RunConstant;
import penstock.plan.Value;

/** What a program is told about its run and its task beside its inputs, by name. */
final class Facts {

    private static final String IN_WORKSPACE = "_kfp_workspace";

    private final SortedMap<String, String> told = new TreeMap<>();

    private Facts() {}

    static SortedMap<String, String> of(
            RunHeader header, TaskPath path, ContainerSpec spec, Inputs inputs) {
        Facts facts = new Facts();
        SortedSet<RunConstant> constants = ToldFacts.all(spec);
        for (RunConstant constant : constants) {
            facts.told.put("fact:" + constant, RunFacts.text(constant, header, path));
        }
        facts.readFields(header, path, spec.kubernetes());
        if (constants.contains(RunConstant.WORKSPACE_PATH) || usesWorkspace(inputs)) {
            facts.told.put("workspace", header.run().value());
        }
        return facts.told;
    }

    /** What is said about the pod differs from run to run, unless the document fixes it. */
    private void readFields(RunHeader header, TaskPath path, Kubernetes kubernetes) {
        for (Kubernetes.Variable variable : kubernetes.env()) {
            if (variable instanceof Kubernetes.FieldVariable(var _, String field)) {
                told.put("fact:" + field, field(header, path, kubernetes, field));
            }
        }
    }

    private static String field(
            RunHeader header, TaskPath path, Kubernetes kubernetes, String field) {
        if (field.startsWith("metadata.labels")) {
            return kubernetes.labels().toString();
        }
        if (field.startsWith("metadata.annotations")) {
            return kubernetes.annotations().toString();
        }
        return switch (field) {
            case "metadata.namespace", "spec.nodeName", "spec.serviceAccountName" -> field;
            default -> header.run() + "/" + path;
        };
    }

    private static boolean usesWorkspace(Inputs inputs) {
        return inputs.parameters().values().stream().anyMatch(Facts::namesWorkspace)
                || inputs.artifacts().values().stream()
                        .flatMap(List::stream)
                        .anyMatch(Facts::isInWorkspace);
    }

    private static boolean namesWorkspace(Value value) {
        return switch (value) {
            case Value.Text(String text) -> text.contains(RunFacts.WORKSPACE_PATH);
            case Value.Items(List<Value> items) -> items.stream().anyMatch(Facts::namesWorkspace);
            case Value.Struct(var fields) ->
                    fields.values().stream().anyMatch(Facts::namesWorkspace);
            case Value.Null _, Value.Bool _, Value.Int _, Value.Real _ -> false;
        };
    }

    private static boolean isInWorkspace(Artifact artifact) {
        return new Value.Bool(true).equals(artifact.metadata().fields().get(IN_WORKSPACE));
    }
}
