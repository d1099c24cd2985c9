package penstock.compiler.kfp;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;
import penstock.plan.ParameterSource;
import penstock.plan.Task.ParameterArgument;
import penstock.spec.DiagnosticCode;
import penstock.spec.kfp.DagSpec;
import penstock.spec.kfp.KubernetesSpec.Reference;
import penstock.spec.kfp.SourceText;
import penstock.spec.kfp.TaskSpec;

/**
 * Finds what the Kubernetes settings of a component refer to, in the graphs that use it. Inside
 * groups, SDKs before 2.16 refer to what is outside; what is meant comes in as an input.
 */
final class PlatformReferences {
    private final PipelineContext context;
    private final Components.Known component;
    private final ReferenceReports reports;

    PlatformReferences(PipelineContext context, Components.Known component) {
        this.context = context;
        this.component = component;
        this.reports = new ReferenceReports(context.diagnostics());
    }

    /**
     * Where a reference to anything but a constant gets its value; null when it does not resolve,
     * which was reported.
     */
    @Nullable ParameterArgument resolve(Reference reference, TaskSpec.ParameterArgument value) {
        SequencedSet<ParameterArgument> meanings = new LinkedHashSet<>();
        for (ComponentGraph.Use use : context.components().uses(component)) {
            Components.Known scope = context.components().find(use.scope());
            ParameterArgument meaning = scope == null ? null : resolve(reference, value, scope);
            if (meaning == null) {
                return null;
            }
            meanings.add(meaning);
        }
        if (meanings.size() > 1) {
            ambiguous(reference);
        }
        return meanings.isEmpty() ? null : meanings.getFirst();
    }

    private @Nullable ParameterArgument resolve(
            Reference reference, TaskSpec.ParameterArgument value, Components.Known scope) {
        SourceText selector = value.selector();
        String expression = selector == null ? null : selector.text();
        return switch (value.source()) {
            case TaskSpec.ParameterSource.ComponentInput(var name) ->
                    input(reference, name, expression, scope);
            case TaskSpec.ParameterSource.RuntimeParameter(var name) ->
                    input(reference, name, expression, scope);
            case TaskSpec.ParameterSource.TaskOutput output ->
                    output(reference, output, expression, scope);
            case TaskSpec.ParameterSource.FinalStatus(var producer) -> {
                reports.unknownTask(takenFrom(reference), producer, List.of());
                yield null;
            }
            case TaskSpec.ParameterSource.Constant _ -> null;
            case null -> null;
        };
    }

    private @Nullable ParameterArgument input(
            Reference reference,
            SourceText name,
            @Nullable String selector,
            Components.Known scope) {
        ParameterArgument found = GroupInputs.find(name.text(), selector, scope);
        if (found != null) {
            return found;
        }
        reports.unknownInput(
                takenFrom(reference), name, scope.name(), scope.io().parameters().keySet());
        return null;
    }

    private @Nullable ParameterArgument output(
            Reference reference,
            TaskSpec.ParameterSource.TaskOutput output,
            @Nullable String selector,
            Components.Known scope) {
        DagSpec dag = scope.spec().dag();
        String producer = output.producerTask().text();
        String key = output.outputKey().text();
        TaskSpec task = dag == null ? null : dag.tasks().get(producer);
        if (task != null) {
            return hasOutput(reference, output, task)
                    ? new ParameterArgument(new ParameterSource.FromTask(producer, key), selector)
                    : null;
        }
        ParameterArgument surfaced = GroupInputs.surfaced(producer, key, selector, scope);
        if (surfaced == null) {
            Collection<String> tasks = dag == null ? List.of() : dag.tasks().keySet();
            reports.unknownTask(takenFrom(reference), output.producerTask(), tasks);
        }
        return surfaced;
    }

    private boolean hasOutput(
            Reference reference, TaskSpec.ParameterSource.TaskOutput output, TaskSpec task) {
        Components.Known known = context.components().find(task.componentRef().text());
        if (known == null) {
            return false;
        }
        Map<String, ?> keys = Components.outputParameters(known);
        if (!keys.containsKey(output.outputKey().text())) {
            reports.unknownOutput(
                    takenFrom(reference), output.outputKey(), known.name(), keys.keySet());
            return false;
        }
        return true;
    }

    private String takenFrom(Reference reference) {
        return setting(reference) + " is taken from";
    }

    /** Words for a setting, to begin a sentence with. */
    String setting(Reference reference) {
        return "setting '" + reference.place() + "' of component '" + component.name() + "'";
    }

    private void ambiguous(Reference reference) {
        context.diagnostics()
                .error(
                        DiagnosticCode.PLATFORM_SETTING_NOT_SUPPORTED,
                        reference.span(),
                        setting(reference)
                                + " means different things in the graphs that use the component",
                        "give each use a component and an executor of its own");
    }
}
