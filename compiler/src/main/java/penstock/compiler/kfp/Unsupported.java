package penstock.compiler.kfp;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import penstock.plan.Plan;
import penstock.spec.DiagnosticCode;
import penstock.spec.Diagnostics;
import penstock.spec.Span;
import penstock.spec.kfp.ComponentSpec;
import penstock.spec.kfp.ComponentSpec.ArtifactSpec;
import penstock.spec.kfp.ComponentSpec.ParameterSpec;
import penstock.spec.kfp.DagSpec;
import penstock.spec.kfp.ExecutorSpec;
import penstock.spec.kfp.ParameterKind;
import penstock.spec.kfp.SourceText;
import penstock.spec.kfp.TaskSpec.ParameterArgument;
import penstock.spec.kfp.TaskSpec.ParameterSource;

/** Names what a document asks for that this release cannot run. */
final class Unsupported {
    private static final String LATER = "it arrives in a later release";
    private static final String WORKSPACE = "{{$.workspace_path}}";

    private final Diagnostics diagnostics;

    Unsupported(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    void check(Components components) {
        for (Components.Known known : components.all().values()) {
            ComponentSpec spec = known.spec();
            spec.inputs().parameters().forEach(this::checkInput);
            if (known.name().equals(Plan.ROOT)) {
                spec.inputs().artifacts().forEach(this::checkRootArtifact);
            }
            if (spec.dag() != null) {
                checkGraph(spec.dag());
            }
            if (known.executor() != null) {
                checkExecutor(known.name(), known.executor());
            }
        }
    }

    private void checkInput(String name, ParameterSpec input) {
        if (input.type() == ParameterKind.TASK_CONFIG) {
            refuse(
                    DiagnosticCode.TASK_CONFIG_NOT_SUPPORTED,
                    input.span(),
                    "input '" + name + "' asks for the Kubernetes settings of its task");
        }
    }

    private void checkRootArtifact(String name, ArtifactSpec input) {
        if (!input.optional()) {
            diagnostics.error(
                    DiagnosticCode.ROOT_ARTIFACTS_NOT_SUPPORTED,
                    input.span(),
                    "the pipeline requires the artifact '"
                            + name
                            + "', which a run cannot be given yet",
                    "import the artifact inside the pipeline, or make the input optional");
        }
    }

    private void checkGraph(DagSpec dag) {
        dag.tasks()
                .forEach((key, task) -> {
                    for (Map.Entry<String, ParameterArgument> argument :
                            task.parameters().entrySet()) {
                        checkSource(
                                ArgumentReports.argument(argument.getKey(), key),
                                argument.getValue().source());
                    }
                });
    }

    private void checkSource(String what, @Nullable ParameterSource source) {
        if (source instanceof ParameterSource.Constant(var node)
                && Constants.holds(node, WORKSPACE)) {
            workspace(node.span(), what);
        }
    }

    private void checkExecutor(String component, ExecutorSpec executor) {
        String what = "component '" + component + "'";
        switch (executor) {
            case ExecutorSpec.Container container -> checkContainer(what, container);
            case ExecutorSpec.Importer importer ->
                    refuse(
                            DiagnosticCode.IMPORTERS_NOT_SUPPORTED,
                            importer.span(),
                            what + " imports an artifact (dsl.importer)");
            case ExecutorSpec.Resolver resolver ->
                    never(resolver.span(), what + " looks up artifacts (resolver)");
            case ExecutorSpec.CustomJob job ->
                    never(job.span(), what + " is a Vertex AI custom job");
            case ExecutorSpec.Unknown unknown ->
                    never(unknown.span(), "the executor of " + what + " is of no known kind");
        }
    }

    private void checkContainer(String what, ExecutorSpec.Container container) {
        if (container.image().text().startsWith("argostub/")) {
            refuse(
                    DiagnosticCode.VOLUMES_NOT_SUPPORTED,
                    container.image().span(),
                    what + " creates or deletes a volume");
        }
        for (SourceText text : container.templates()) {
            if (text.text().contains(WORKSPACE)) {
                workspace(text.span(), what);
            }
        }
    }

    private void workspace(Span span, String what) {
        refuse(DiagnosticCode.WORKSPACE_NOT_SUPPORTED, span, what + " uses the run's workspace");
    }

    private void refuse(DiagnosticCode code, Span span, String message) {
        diagnostics.error(code, span, message + ", which cannot run yet", LATER);
    }

    private void never(Span span, String message) {
        diagnostics.error(
                DiagnosticCode.EXECUTOR_NOT_SUPPORTED,
                span,
                message + " (expected: a container)",
                "write it as a container component");
    }
}
