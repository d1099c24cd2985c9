package penstock.compiler.kfp;

import java.util.LinkedHashSet;
import java.util.SequencedSet;
import penstock.spec.Diagnostic;
import penstock.spec.DiagnosticCode;
import penstock.spec.Span;
import penstock.spec.kfp.KubernetesSpec;
import penstock.spec.kfp.PlatformSpec;
import penstock.spec.kfp.SourceText;

/**
 * Says which Kubernetes settings mean nothing where steps are not pods, and which cannot be had.
 */
final class PlatformRemarks {
    private final PipelineContext context;

    PlatformRemarks(PipelineContext context) {
        this.context = context;
    }

    void add() {
        PlatformSpec platform = context.platform();
        if (platform != null) {
            SequencedSet<String> labels = labels();
            platform.executors().forEach((label, settings) -> add(label, settings, labels));
        }
    }

    private SequencedSet<String> labels() {
        SequencedSet<String> labels = new LinkedHashSet<>();
        for (Components.Known known : context.components().all().values()) {
            SourceText label = known.spec().executorLabel();
            if (label != null) {
                labels.add(label.text());
            }
        }
        return labels;
    }

    private void add(String label, KubernetesSpec settings, SequencedSet<String> labels) {
        if (!labels.contains(label)) {
            String message =
                    "there are Kubernetes settings for executor '"
                            + Names.shown(label)
                            + "', which no task uses";
            context.diagnostics()
                    .misnamed(
                            Diagnostic.warning(
                                    DiagnosticCode.UNKNOWN_EXECUTOR, settings.span(), message),
                            label,
                            labels);
            return;
        }
        settings.pod()
                .settings()
                .entries()
                .forEach((field, entry) -> passOver(label, field, entry.keySpan()));
        settings.initContainers().forEach(container -> refuse(label, container));
    }

    private void passOver(String label, String field, Span span) {
        context.diagnostics()
                .warning(
                        DiagnosticCode.PLATFORM_SETTING_IGNORED,
                        span,
                        "setting '" + field + "' of executor '" + label + "' has no effect here",
                        "nothing to do: it says where or how a pod runs, and steps are no pods"
                                + " here; it is kept with the plan");
    }

    private void refuse(String label, KubernetesSpec.InitContainer container) {
        String kind = container.sidecar() ? "sidecar" : "init container";
        context.diagnostics()
                .error(
                        DiagnosticCode.PLATFORM_SETTING_NOT_SUPPORTED,
                        container.span(),
                        "executor '"
                                + label
                                + "' has the "
                                + kind
                                + " '"
                                + Names.shown(container.name())
                                + "', which cannot run where steps are not pods",
                        container.sidecar()
                                ? "start the service outside of the pipeline"
                                : "do its work in a task before this one");
    }
}
