package penstock.compiler.kfp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import penstock.plan.Component;
import penstock.plan.Component.Selection;
import penstock.plan.Component.TaskOutput;
import penstock.plan.Task;
import penstock.spec.DiagnosticCode;
import penstock.spec.Diagnostics;
import penstock.spec.Suggestion;
import penstock.spec.kfp.DagSpec;
import penstock.spec.kfp.DagSpec.Selector;
import penstock.spec.kfp.TaskSpec;

/** Lowers a graph: its tasks, and what its outputs are taken from. */
final class ScopeLowering {
    private final Components components;
    private final Components.Known scope;
    private final DagSpec dag;
    private final Diagnostics diagnostics;

    ScopeLowering(
            Components components, Components.Known scope, DagSpec dag, Diagnostics diagnostics) {
        this.components = components;
        this.scope = scope;
        this.dag = dag;
        this.diagnostics = diagnostics;
    }

    Component.Scope lower() {
        checkSize();
        TaskLowering lowering = new TaskLowering(components, scope, dag, diagnostics);
        SortedMap<String, Task> tasks = new TreeMap<>();
        for (Map.Entry<String, TaskSpec> entry : dag.tasks().entrySet()) {
            Names.checkTask(entry.getKey(), entry.getValue().span(), diagnostics);
            tasks.put(entry.getKey(), lowering.lower(entry.getKey(), entry.getValue()));
        }
        checkOrder(tasks);
        return new Component.Scope(
                scope.io(),
                tasks,
                outputs(dag.outputParameters(), Components::outputParameters),
                outputs(dag.outputArtifacts(), Components::outputArtifacts));
    }

    private void checkSize() {
        if (dag.tasks().isEmpty()) {
            diagnostics.error(
                    DiagnosticCode.EMPTY_GRAPH,
                    dag.span(),
                    "component '" + scope.name() + "' has no tasks",
                    "add a task, or remove the component");
        }
        if (dag.tasks().size() > Bounds.TASKS_IN_SCOPE) {
            diagnostics.error(
                    DiagnosticCode.TOO_MANY_TASKS,
                    dag.span(),
                    "component '"
                            + scope.name()
                            + "' has "
                            + dag.tasks().size()
                            + " tasks (limit: "
                            + Bounds.TASKS_IN_SCOPE
                            + ")",
                    "use a loop, or nested pipelines");
        }
    }

    private void checkOrder(SortedMap<String, Task> tasks) {
        for (List<String> circle : TaskOrder.circles(tasks)) {
            TaskSpec first = dag.tasks().get(circle.getFirst());
            List<String> shown = circle.subList(0, Math.min(circle.size(), 10));
            diagnostics.error(
                    DiagnosticCode.TASK_CYCLE,
                    first == null ? dag.span() : first.span(),
                    "tasks wait for each other: "
                            + String.join(" → ", shown)
                            + (circle.size() > shown.size() ? " → …" : "")
                            + " → "
                            + circle.getFirst(),
                    "remove one of these dependencies");
        }
    }

    private SortedMap<String, Selection> outputs(
            SequencedMap<String, DagSpec.Output> outputs,
            Function<Components.Known, Map<String, ?>> offered) {
        SortedMap<String, Selection> selections = new TreeMap<>();
        outputs.forEach((name, output) -> {
            List<TaskOutput> candidates = new ArrayList<>();
            for (Selector selector : output.selectors()) {
                if (resolves(name, selector, offered)) {
                    candidates.add(
                            new TaskOutput(
                                    selector.producerSubtask().text(),
                                    selector.outputKey().text()));
                }
            }
            if (!candidates.isEmpty()) {
                selections.put(name, new Selection(candidates));
            }
        });
        return selections;
    }

    private boolean resolves(
            String output, Selector selector, Function<Components.Known, Map<String, ?>> offered) {
        TaskSpec producer = dag.tasks().get(selector.producerSubtask().text());
        if (producer == null) {
            diagnostics.warning(
                    DiagnosticCode.DANGLING_OUTPUT,
                    selector.producerSubtask().span(),
                    "output '"
                            + output
                            + "' of component '"
                            + scope.name()
                            + "' is taken from task '"
                            + selector.producerSubtask().text()
                            + "', which is not in it",
                    "the output will have no value; take it from a task of the same graph");
            return false;
        }
        Components.Known component = components.find(producer.componentRef().text());
        if (component == null) {
            return false;
        }
        Map<String, ?> keys = offered.apply(component);
        boolean known = keys.containsKey(selector.outputKey().text());
        if (!known) {
            diagnostics.error(
                    DiagnosticCode.UNKNOWN_OUTPUT,
                    selector.outputKey().span(),
                    "output '"
                            + output
                            + "' of component '"
                            + scope.name()
                            + "' is taken from output '"
                            + selector.outputKey().text()
                            + "', which task '"
                            + selector.producerSubtask().text()
                            + "' does not have",
                    Suggestion.of(selector.outputKey().text(), keys.keySet()));
        }
        return known;
    }
}
