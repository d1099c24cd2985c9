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
import penstock.plan.RunSettings;
import penstock.spec.Diagnostic;
import penstock.spec.DiagnosticCode;
import penstock.spec.Diagnostics;
import penstock.spec.Severity;
import penstock.spec.kfp.DagSpec;
import penstock.spec.kfp.ExecutorSpec;
import penstock.spec.kfp.KfpDocument;
import penstock.spec.kfp.PipelineSpec;
import penstock.spec.kfp.PlatformSpec;
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
        PipelineSpec pipeline = Handovers.mended(EnvelopeDefaults.apply(document, diagnostics));
        PipelineSpec.PipelineInfo info = pipeline.info();
        Names.checkPipeline(info.name().text(), info.name().span(), diagnostics);
        ComponentGraph graph = ComponentGraph.of(pipeline, diagnostics);
        Components components = new Components(graph, pipeline.executors(), diagnostics);
        PipelineContext context =
                new PipelineContext(
                        components,
                        new Expressions(components, expressions, diagnostics),
                        document.platform(),
                        diagnostics);
        SortedMap<String, Component> lowered = lower(context, pipeline.executors());
        RunSettings settings = settings();
        check(context);
        return diagnostics.hasErrors()
                ? null
                : new Plan(
                        Plan.FORMAT,
                        info.name().text(),
                        info.displayName(),
                        info.description(),
                        lowered,
                        settings,
                        notes());
    }

    private RunSettings settings() {
        PlatformSpec platform = document.platform();
        return platform == null || platform.pipeline() == null
                ? RunSettings.NONE
                : new SettingsLowering(diagnostics).lower(platform.pipeline());
    }

    private void check(PipelineContext context) {
        new Unsupported(diagnostics).check(context.components());
        new WorkspaceChecks(context).check();
        new PlatformRemarks(context).add();
    }

    private SortedMap<String, Component> lower(
            PipelineContext context, SequencedMap<String, ExecutorSpec> executors) {
        SortedMap<String, Component> lowered = new TreeMap<>();
        for (Components.Known known : context.components().all().values()) {
            DagSpec dag = known.spec().dag();
            Component component =
                    dag == null
                            ? leaf(context, known, executors)
                            : new ScopeLowering(context, known, dag).lower();
            if (component != null) {
                lowered.put(known.name(), component);
            }
        }
        return new TaskConfigs(context, lowered).told();
    }

    /** A component without a graph; null where it cannot run, which {@link Unsupported} says. */
    private @Nullable Component leaf(
            PipelineContext context,
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
            return null;
        }
        return leaf(context, known, known.executor());
    }

    private @Nullable Component leaf(
            PipelineContext context, Components.Known known, ExecutorSpec executor) {
        Templates templates =
                new Templates(known.io(), context.components().extras(known), diagnostics);
        return switch (executor) {
            case ExecutorSpec.Container container when VolumeLowering.isMeantBy(container) ->
                    new VolumeLowering(context, known).lower(container);
            case ExecutorSpec.Container container ->
                    new ContainerLowering(context, known, templates).lower(container);
            case ExecutorSpec.Importer importer ->
                    new ImporterLowering(known, templates, diagnostics).lower(importer);
            case ExecutorSpec.Resolver _, ExecutorSpec.CustomJob _, ExecutorSpec.Unknown _ -> null;
        };
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
