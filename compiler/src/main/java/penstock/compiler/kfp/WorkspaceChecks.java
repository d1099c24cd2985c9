package penstock.compiler.kfp;

import java.util.Map;
import penstock.spec.DiagnosticCode;
import penstock.spec.Span;
import penstock.spec.document.Node;
import penstock.spec.kfp.DagSpec;
import penstock.spec.kfp.ExecutorSpec;
import penstock.spec.kfp.SourceText;
import penstock.spec.kfp.TaskSpec;
import penstock.spec.kfp.TaskSpec.ParameterArgument;
import penstock.spec.kfp.TaskSpec.ParameterSource;

/** Finds uses of the run's workspace in a pipeline that has none. */
final class WorkspaceChecks {
    private static final String PLACEHOLDER = "{{$.workspace_path}}";

    private final PipelineContext context;

    WorkspaceChecks(PipelineContext context) {
        this.context = context;
    }

    void check() {
        if (context.hasWorkspace()) {
            return;
        }
        for (Components.Known known : context.components().all().values()) {
            DagSpec dag = known.spec().dag();
            if (dag != null) {
                dag.tasks().forEach(this::checkTask);
            }
            if (known.executor() != null) {
                checkExecutor("component '" + known.name() + "'", known.executor());
            }
        }
    }

    private void checkTask(String key, TaskSpec task) {
        for (Map.Entry<String, ParameterArgument> argument : task.parameters().entrySet()) {
            if (argument.getValue().source() instanceof ParameterSource.Constant(Node node)
                    && Constants.holds(node, PLACEHOLDER)) {
                missing(node.span(), ArgumentReports.argument(argument.getKey(), key) + " names");
            }
        }
    }

    private void checkExecutor(String what, ExecutorSpec executor) {
        switch (executor) {
            case ExecutorSpec.Container container -> {
                for (SourceText text : container.templates()) {
                    if (text.text().contains(PLACEHOLDER)) {
                        missing(text.span(), what + " names");
                    }
                }
            }
            case ExecutorSpec.Importer importer -> {
                if (importer.downloadToWorkspace()) {
                    missing(importer.span(), what + " downloads to");
                }
            }
            case ExecutorSpec.Resolver _, ExecutorSpec.CustomJob _, ExecutorSpec.Unknown _ -> {}
        }
    }

    private void missing(Span span, String what) {
        context.diagnostics()
                .error(
                        DiagnosticCode.MISSING_WORKSPACE,
                        span,
                        what + " the run's workspace, and the pipeline has none",
                        "compile it with dsl.PipelineConfig(workspace=dsl.WorkspaceConfig(size='1Gi'))");
    }
}
