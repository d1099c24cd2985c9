package penstock.compiler.kfp;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.compiler.cel.CelEvaluator;
import penstock.plan.Component;
import penstock.plan.Plan;
import penstock.spec.Diagnostic;
import penstock.spec.DiagnosticCode;
import penstock.spec.Diagnostics;
import penstock.spec.Severity;
import penstock.spec.Suggestion;
import penstock.spec.kfp.ComponentSpec;
import penstock.spec.kfp.ExecutorSpec;
import penstock.spec.kfp.KfpDocument;
import penstock.spec.kfp.PipelineSpec;
import penstock.spec.kfp.SourceText;
import penstock.spec.kfp.TaskSpec;

/** Lowers a whole document. */
final class PipelineLowering {
    private final KfpDocument document;
    private final CelEvaluator expressions;
    private final Diagnostics diagnostics;

    PipelineLowering(KfpDocument document, CelEvaluator expressions, Diagnostics diagnostics) {
        this.document = document;
        this.expressions = expressions;
        this.diagnostics = diagnostics;
    }

    /** The plan, or null after an error was reported. */
    @Nullable Plan plan() {
        PipelineSpec pipeline = EnvelopeDefaults.apply(document, diagnostics);
        PipelineSpec.PipelineInfo info = pipeline.info();
        Names.checkPipeline(info.name().text(), info.name().span(), diagnostics);
        ComponentGraph graph = ComponentGraph.of(pipeline, diagnostics);
        Components components = new Components(graph, pipeline.executors(), diagnostics);
        SortedMap<String, Component> lowered = new TreeMap<>();
        for (Components.Known known : components.all().values()) {
            Component component = lower(components, known, pipeline.executors());
            if (component != null) {
                lowered.put(known.name(), component);
            }
        }
        new Expressions(expressions, diagnostics).check(components);
        new Unsupported(diagnostics).check(components);
        new PlatformSettings(diagnostics).check(document.platform(), components);
        noteCaching(components);
        return diagnostics.hasErrors()
                ? null
                : new Plan(
                        Plan.FORMAT,
                        info.name().text(),
                        info.displayName(),
                        info.description(),
                        lowered,
                        notes());
    }

    private @Nullable Component lower(
            Components components,
            Components.Known known,
            SequencedMap<String, ExecutorSpec> executors) {
        ComponentSpec spec = known.spec();
        if (spec.dag() != null) {
            return new ScopeLowering(components, known, spec.dag(), diagnostics).lower();
        }
        SourceText label = spec.executorLabel();
        if (label == null || label.text().isEmpty() || known.name().equals(Plan.ROOT)) {
            diagnostics.error(
                    DiagnosticCode.MISSING_FIELD,
                    spec.span(),
                    "component '"
                            + known.name()
                            + "' has no "
                            + (known.name().equals(Plan.ROOT)
                                    ? "'dag'"
                                    : "'dag' or 'executorLabel'"),
                    "compile the pipeline again");
            return null;
        }
        return switch (known.executor()) {
            case null -> {
                diagnostics.error(
                        DiagnosticCode.UNKNOWN_EXECUTOR,
                        label.span(),
                        "component '"
                                + known.name()
                                + "' has executor '"
                                + Names.shown(label.text())
                                + "', which does not exist",
                        Suggestion.of(label.text(), executors.keySet()));
                yield null;
            }
            case ExecutorSpec.Container container ->
                    new ContainerLowering(known.io(), components.extras(known), diagnostics)
                            .lower(container);
            case ExecutorSpec.Importer _,
                    ExecutorSpec.Resolver _,
                    ExecutorSpec.CustomJob _,
                    ExecutorSpec.Unknown _ ->
                    null;
        };
    }

    private void noteCaching(Components components) {
        for (Components.Known known : components.all().values()) {
            if (known.spec().dag() == null) {
                continue;
            }
            for (TaskSpec task : known.spec().dag().tasks().values()) {
                if (task.caching() != null && task.caching().enableCache()) {
                    diagnostics.note(
                            DiagnosticCode.CACHING_NOT_EXECUTED,
                            task.caching().span(),
                            "the pipeline asks for cached results, but every task will run",
                            "caching arrives in a later release");
                    return;
                }
            }
        }
    }

    /** What users of the plan should know: the warnings and notes, in the order of their report. */
    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        for (Diagnostic diagnostic : diagnostics.list()) {
            if (diagnostic.severity() != Severity.ERROR) {
                notes.add(diagnostic.message());
            }
        }
        return notes;
    }
}
