package penstock.compiler.kfp;

import penstock.plan.Plan;
import penstock.spec.DiagnosticCode;
import penstock.spec.Diagnostics;
import penstock.spec.Span;
import penstock.spec.kfp.ComponentSpec.ArtifactSpec;
import penstock.spec.kfp.ExecutorSpec;

/** Names what a document asks for that cannot run, or cannot run to a good end. */
final class Unsupported {
    private final Diagnostics diagnostics;

    Unsupported(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    void check(Components components) {
        for (Components.Known known : components.all().values()) {
            if (known.name().equals(Plan.ROOT)) {
                known.spec().inputs().artifacts().forEach(this::checkRootArtifact);
            }
            if (known.executor() != null) {
                checkExecutor("component '" + known.name() + "'", known.executor());
            }
        }
    }

    private void checkRootArtifact(String name, ArtifactSpec input) {
        if (!input.optional()) {
            diagnostics.warning(
                    DiagnosticCode.ROOT_ARTIFACT_REQUIRED,
                    input.span(),
                    "the pipeline requires the artifact '"
                            + name
                            + "', and a run can be given parameters only:"
                            + " tasks that take it will fail",
                    "take its address as a parameter and import it with dsl.importer,"
                            + " or make the input optional");
        }
    }

    private void checkExecutor(String what, ExecutorSpec executor) {
        switch (executor) {
            case ExecutorSpec.Container _, ExecutorSpec.Importer _ -> {}
            case ExecutorSpec.Resolver resolver ->
                    never(resolver.span(), what + " looks up artifacts (resolver)");
            case ExecutorSpec.CustomJob job ->
                    never(job.span(), what + " is a Vertex AI custom job");
            case ExecutorSpec.Unknown unknown ->
                    never(unknown.span(), "the executor of " + what + " is of no known kind");
        }
    }

    private void never(Span span, String message) {
        diagnostics.error(
                DiagnosticCode.EXECUTOR_NOT_SUPPORTED,
                span,
                message + " (expected: a container or an importer)",
                "write it as a container component");
    }
}
