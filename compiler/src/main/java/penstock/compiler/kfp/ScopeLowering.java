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
import penstock.spec.kfp.DagSpec;
import penstock.spec.kfp.DagSpec.Selector;
import penstock.spec.kfp.TaskSpec;

/** Lowers a graph: its tasks, and what its outputs are taken from. */
final class ScopeLowering {
    private final PipelineContext context;
    private final Components.Known scope;
    private final DagSpec dag;
    private final Diagnostics diagnostics;
    private final ReferenceReports reports;

    ScopeLowering(PipelineContext context, Components.Known scope, DagSpec dag) {
        this.context = context;
        this.scope = scope;
        this.dag = dag;
        this.diagnostics = context.diagnostics();
        this.reports = new ReferenceReports(diagnostics);
    }

    Component.Scope lower() {
        checkSize();
        TaskLowering lowering = new TaskLowering(context, scope, dag);
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
        int size = dag.tasks().size();
        String what = "component '" + scope.name() + "' has ";
        if (size == 0) {
            diagnostics.error(
                    DiagnosticCode.EMPTY_GRAPH,
                    dag.span(),
                    what + "no tasks",
                    "add a task, or remove the component");
        }
        if (size > Bounds.TASKS_IN_SCOPE) {
            diagnostics.error(
                    DiagnosticCode.TOO_MANY_TASKS,
                    dag.span(),
                    what + size + " tasks (limit: " + Bounds.TASKS_IN_SCOPE + ")",
                    "use a loop, or nested pipelines");
        }
    }

    private void checkOrder(SortedMap<String, Task> tasks) {
        for (List<String> circle : TaskOrder.circles(tasks)) {
            TaskSpec first = dag.tasks().get(circle.getFirst());
            reports.cycle(first == null ? dag.span() : first.span(), circle);
        }
    }

    private SortedMap<String, Selection> outputs(
            SequencedMap<String, DagSpec.Output> outputs,
            Function<Components.Known, Map<String, ?>> offered) {
        SortedMap<String, Selection> selections = new TreeMap<>();
        outputs.forEach((name, output) -> {
            List<TaskOutput> candidates = candidates(name, output, offered);
            if (!candidates.isEmpty()) {
                selections.put(name, new Selection(candidates));
            }
        });
        return selections;
    }

    private List<TaskOutput> candidates(
            String output,
            DagSpec.Output spec,
            Function<Components.Known, Map<String, ?>> offered) {
        if (spec.selectors().isEmpty()) {
            reports.emptyOutput(output, scope.name(), spec.span());
        }
        List<TaskOutput> candidates = new ArrayList<>();
        for (Selector selector : spec.selectors()) {
            if (resolves(output, selector, offered)) {
                candidates.add(
                        new TaskOutput(
                                selector.producerSubtask().text(), selector.outputKey().text()));
            }
        }
        return candidates;
    }

    private boolean resolves(
            String output, Selector selector, Function<Components.Known, Map<String, ?>> offered) {
        TaskSpec producer = dag.tasks().get(selector.producerSubtask().text());
        if (producer == null) {
            reports.danglingOutput(output, scope.name(), selector.producerSubtask());
            return false;
        }
        Components.Known component = context.components().find(producer.componentRef().text());
        if (component == null) {
            return false;
        }
        Map<String, ?> keys = offered.apply(component);
        boolean known = keys.containsKey(selector.outputKey().text());
        if (!known) {
            String what =
                    "output '" + output + "' of component '" + scope.name() + "' is taken from";
            reports.unknownOutput(what, selector.outputKey(), component.name(), keys.keySet());
        }
        return known;
    }
}
