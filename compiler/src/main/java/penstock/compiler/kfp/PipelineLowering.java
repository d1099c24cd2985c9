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
import penstock.spec.kfp.DagSpec;
import penstock.spec.kfp.ExecutorSpec;
import penstock.spec.kfp.KfpDocument;
import penstock.spec.kfp.PipelineSpec;
import penstock.spec.kfp.SourceText;

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
        PipelineContext context =
                new PipelineContext(
                        components,
                        new Expressions(components, expressions, diagnostics),
                        false,
                        diagnostics);
        SortedMap<String, Component> lowered = lower(context, pipeline.executors());
        check(components);
        return diagnostics.hasErrors()
                ? null
                : new Plan(
                        info.name().text(),
                        info.displayName(),
                        info.description(),
                        lowered,
                        notes());
    }

    private void check(Components components) {
        new Unsupported(diagnostics).check(components);
        new PlatformSettings(diagnostics).check(document.platform(), components);
    }

    private SortedMap<String, Component> lower(
            PipelineContext context, SequencedMap<String, ExecutorSpec> executors) {
        SortedMap<String, Component> lowered = new TreeMap<>();
        for (Components.Known known : context.components().all().values()) {
            DagSpec dag = known.spec().dag();
            Component component =
                    dag == null
                            ? leaf(context.components(), known, executors)
                            : new ScopeLowering(context, known, dag).lower();
            if (component != null) {
                lowered.put(known.name(), component);
            }
        }
        return lowered;
    }

    /** A component without a graph; null where it cannot run, which {@link Unsupported} says. */
    private @Nullable Component leaf(
            Components components,
            Components.Known known,
            SequencedMap<String, ExecutorSpec> executors) {
        SourceText label = known.spec().executorLabel();
        if (label == null || label.text().isEmpty() || known.name().equals(Plan.ROOT)) {
            withoutImplementation(known);
            return null;
        }
        if (known.executor() == null) {
            new ReferenceReports(diagnostics)
                    .unknownExecutor(known.name(), label, executors.keySet());
        }
        return known.executor() instanceof ExecutorSpec.Container container
                ? new ContainerLowering(known.io(), components.extras(known), diagnostics)
                        .lower(container)
                : null;
    }

    private void withoutImplementation(Components.Known known) {
        boolean root = known.name().equals(Plan.ROOT);
        diagnostics.error(
                DiagnosticCode.MISSING_FIELD,
                known.spec().span(),
                "component '"
                        + known.name()
                        + "' has no 'dag'"
                        + (root ? "" : " or 'executorLabel'"),
                "compile the pipeline again");
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
