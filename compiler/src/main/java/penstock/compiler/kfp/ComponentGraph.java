package penstock.compiler.kfp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import penstock.plan.Plan;
import penstock.spec.DiagnosticCode;
import penstock.spec.Diagnostics;
import penstock.spec.kfp.ComponentSpec;
import penstock.spec.kfp.PipelineSpec;
import penstock.spec.kfp.SourceText;
import penstock.spec.kfp.TaskSpec;

/** Which components a run can reach, and who uses them. */
final class ComponentGraph {
    private final PipelineSpec pipeline;
    private final Diagnostics diagnostics;
    private final ReferenceReports reports;
    private final SequencedMap<String, ComponentSpec> reachable = new LinkedHashMap<>();
    private final Map<String, List<Use>> uses = new HashMap<>();
    private final Map<String, Long> expanded = new HashMap<>();
    private final Deque<String> path = new ArrayDeque<>();

    private ComponentGraph(PipelineSpec pipeline, Diagnostics diagnostics) {
        this.pipeline = pipeline;
        this.diagnostics = diagnostics;
        this.reports = new ReferenceReports(diagnostics);
    }

    /** A task that uses a component; {@code scope} names the component the task is part of. */
    record Use(String scope, TaskSpec task) {}

    /** The graph of {@code pipeline}; what does not resolve is reported. */
    static ComponentGraph of(PipelineSpec pipeline, Diagnostics diagnostics) {
        ComponentGraph graph = new ComponentGraph(pipeline, diagnostics);
        ComponentSpec impostor = pipeline.components().get(Plan.ROOT);
        if (impostor == null) {
            graph.visitRoot();
        } else {
            diagnostics.error(
                    DiagnosticCode.BAD_NAME,
                    impostor.span(),
                    "a component is named 'root', the name of the whole pipeline",
                    "rename it");
        }
        return graph;
    }

    private void visitRoot() {
        long tasks = visit(Plan.ROOT, pipeline.root());
        if (tasks > Bounds.TASKS_EXPANDED) {
            diagnostics.error(
                    DiagnosticCode.TOO_MANY_TASKS,
                    pipeline.root().span(),
                    "a run would have more than " + Bounds.TASKS_EXPANDED + " tasks",
                    "use a component in fewer places, or split the pipeline");
        }
    }

    /** The components by name, the root first, each after the first that uses it. */
    SequencedMap<String, ComponentSpec> reachable() {
        return reachable;
    }

    /** The component called {@code name}, or null when there is none that a run reaches. */
    @Nullable ComponentSpec find(String name) {
        return reachable.get(name);
    }

    /** The tasks that use a component. */
    List<Use> uses(String component) {
        return uses.getOrDefault(component, List.of());
    }

    /** Whether an input of a component receives the item of a loop. */
    boolean isLoopItem(String component, String input) {
        return uses(component).stream()
                .map(use -> use.task().iterator())
                .anyMatch(loop -> loop != null && loop.itemInput().equals(input));
    }

    /** Visits a component and gives the number of tasks inside it, capped above the bound. */
    private long visit(String name, ComponentSpec component) {
        Long known = expanded.get(name);
        if (known != null) {
            return known;
        }
        reachable.putIfAbsent(name, component);
        long tasks = 0;
        if (component.dag() != null) {
            path.addLast(name);
            for (TaskSpec task : component.dag().tasks().values()) {
                tasks += 1 + follow(name, task);
                tasks = Math.min(tasks, Bounds.TASKS_EXPANDED + 1);
            }
            path.removeLast();
        }
        expanded.put(name, tasks);
        return tasks;
    }

    private long follow(String scope, TaskSpec task) {
        SourceText ref = task.componentRef();
        ComponentSpec component = pipeline.components().get(ref.text());
        if (component == null) {
            reports.unknownComponent(ref, pipeline.components().keySet());
            return 0;
        }
        uses.computeIfAbsent(ref.text(), _ -> new ArrayList<>()).add(new Use(scope, task));
        if (path.contains(ref.text())) {
            reports.recursion(ref, new ArrayList<>(path));
            return 0;
        }
        if (path.size() >= Bounds.NESTING) {
            tooDeep(ref);
            return 0;
        }
        return visit(ref.text(), component);
    }

    private void tooDeep(SourceText ref) {
        diagnostics.error(
                DiagnosticCode.NESTED_TOO_DEEPLY,
                ref.span(),
                "components are nested more than " + Bounds.NESTING + " levels deep",
                "flatten the pipeline");
    }
}
