package penstock.compiler.kfp;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import penstock.plan.Interface;
import penstock.plan.ParameterType;
import penstock.spec.Diagnostics;
import penstock.spec.kfp.ComponentSpec;
import penstock.spec.kfp.DagSpec;
import penstock.spec.kfp.ExecutorSpec;
import penstock.spec.kfp.SourceText;
import penstock.spec.kfp.TaskSpec;
import penstock.spec.kfp.TaskSpec.ArtifactSource;
import penstock.spec.kfp.TaskSpec.ParameterSource;

/** The components of a pipeline that a run reaches, with their interfaces. */
final class Components {
    private final ComponentGraph graph;
    private final SequencedMap<String, Known> known = new LinkedHashMap<>();

    /**
     * A component.
     *
     * @param executor null for a graph, and where the document names none that exists
     */
    record Known(String name, ComponentSpec spec, Interface io, @Nullable ExecutorSpec executor) {}

    Components(
            ComponentGraph graph,
            SequencedMap<String, ExecutorSpec> executors,
            Diagnostics diagnostics) {
        this.graph = graph;
        InterfaceLowering interfaces = new InterfaceLowering(diagnostics);
        graph.reachable()
                .forEach((name, spec) -> {
                    SourceText label = spec.executorLabel();
                    ExecutorSpec executor = label == null ? null : executors.get(label.text());
                    Interface io = interfaces.lower(name, spec);
                    known.put(name, new Known(name, spec, io, executor));
                });
    }

    /** All of them by name, the root first. */
    SequencedMap<String, Known> all() {
        return known;
    }

    @Nullable Known find(String name) {
        return known.get(name);
    }

    /** Whether an input of a component receives the item of a loop. */
    boolean isLoopItem(Known component, String input) {
        return graph.isLoopItem(component.name(), input);
    }

    /** Names of the inputs that tasks pass to a component which does not declare them. */
    SortedSet<String> extras(Known component) {
        SortedSet<String> extras = new TreeSet<>();
        for (ComponentGraph.Use use : graph.uses(component.name())) {
            extras.addAll(use.task().parameters().keySet());
            extras.addAll(use.task().artifacts().keySet());
        }
        extras.removeAll(component.io().parameters().keySet());
        extras.removeAll(component.io().artifacts().keySet());
        return extras;
    }

    /** The tasks that use a component. */
    List<ComponentGraph.Use> uses(Known component) {
        return graph.uses(component.name());
    }

    /** Whether a task inside the component, a scope, asks for one of its inputs. */
    static boolean consumes(Known component, String input) {
        DagSpec dag = component.spec().dag();
        return dag != null && dag.tasks().values().stream().anyMatch(task -> consumes(task, input));
    }

    private static boolean consumes(TaskSpec task, String input) {
        return task.parameters().values().stream()
                        .anyMatch(argument ->
                                argument.source()
                                                instanceof ParameterSource.ComponentInput(var name)
                                        && name.text().equals(input))
                || task.artifacts().values().stream()
                        .anyMatch(argument ->
                                argument.source() instanceof ArtifactSource.ComponentInput(var name)
                                        && name.text().equals(input));
    }

    /** Names of the inputs that placeholders of the component's container ask for. */
    static Set<String> mentioned(Known component) {
        Set<String> names = new HashSet<>();
        if (component.executor() instanceof ExecutorSpec.Container container) {
            container.templates().forEach(t -> Placeholders.addMentioned(t.text(), names));
        }
        return names;
    }

    /** Output parameters that a task using the component offers, with their types where certain. */
    static @Nullable ParameterType certainOutput(Known component, String key) {
        return component.spec().dag() == null ? component.io().outputParameters().get(key) : null;
    }

    /** Names of the output parameters of a component. */
    static Map<String, ?> outputParameters(Known component) {
        DagSpec dag = component.spec().dag();
        return dag == null ? component.io().outputParameters() : dag.outputParameters();
    }

    /** Names of the output artifacts of a component. */
    static Map<String, ?> outputArtifacts(Known component) {
        DagSpec dag = component.spec().dag();
        return dag == null ? component.io().outputArtifacts() : dag.outputArtifacts();
    }
}
