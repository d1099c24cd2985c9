package penstock.spec.kfp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import penstock.spec.Diagnostic;
import penstock.spec.DiagnosticCode;
import penstock.spec.Severity;
import penstock.spec.Span;
import penstock.spec.Suggestion;
import penstock.spec.document.MapNode;
import penstock.spec.document.Node;
import penstock.spec.kfp.PlatformSpec.PipelineConfig;
import penstock.spec.kfp.PlatformSpec.Workspace;

/**
 * Decodes {@code PlatformSpec}; platforms other than Kubernetes are passed over, and said to be.
 */
final class PlatformDecoder {
    private static final String KUBERNETES = "kubernetes";

    private PlatformDecoder() {}

    static PlatformSpec platform(Node node, Context context) {
        return context.message(node, PlatformDecoder::platform);
    }

    private static PlatformSpec platform(Fields fields) {
        PlatformSpec kubernetes = new PlatformSpec(new LinkedHashMap<>(), null, fields.span());
        for (Map.Entry<String, Platform> entry :
                fields.map("platforms", "platform", Platform::new).entrySet()) {
            Platform platform = entry.getValue();
            if (entry.getKey().equals(KUBERNETES)) {
                kubernetes = single(platform.node(), platform.span(), platform.context());
            } else {
                other(entry.getKey(), platform.span(), platform.context());
            }
        }
        return kubernetes;
    }

    private record Platform(Node node, Span span, Context context) {}

    /** A misspelt platform must not take all its settings with it in silence. */
    private static void other(String name, Span span, Context context) {
        boolean misspelt = !Suggestion.of(name, List.of(KUBERNETES)).isEmpty();
        String message = "settings for the platform '" + name + "' are passed over";
        context.misnamed(
                new Diagnostic(
                        misspelt
                                ? DiagnosticCode.UNKNOWN_FIELD
                                : DiagnosticCode.PLATFORM_SETTING_IGNORED,
                        misspelt ? Severity.ERROR : Severity.WARNING,
                        message,
                        "",
                        span),
                name,
                List.of(KUBERNETES));
    }

    private static PlatformSpec single(Node node, Span keySpan, Context context) {
        return context.message(
                node,
                fields -> {
                    fields.ignore("platform");
                    fields.ignore("config");
                    SequencedMap<String, KubernetesSpec> executors = new LinkedHashMap<>();
                    fields.message("deploymentSpec", f -> executors(f, executors));
                    PipelineConfig pipeline =
                            fields.message("pipelineConfig", PlatformDecoder::pipelineConfig);
                    return new PlatformSpec(executors, pipeline, keySpan);
                });
    }

    private static Fields executors(Fields fields, SequencedMap<String, KubernetesSpec> executors) {
        executors.putAll(fields.map("executors", "executor", KubernetesDecoder::config));
        return fields;
    }

    private static PipelineConfig pipelineConfig(Fields fields) {
        return new PipelineConfig(
                fields.message("workspace", PlatformDecoder::workspace),
                seconds(fields, "resourceTtlOnCompletion") + seconds(fields, "resourceTtl"),
                seconds(fields, "resourceTtlOnSuccess"),
                seconds(fields, "resourceTtlOnFailure"),
                seconds(fields, "activeDeadlineSeconds"),
                fields.span());
    }

    private static long seconds(Fields fields, String name) {
        return fields.integer(name, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static Workspace workspace(Fields fields) {
        MapNode patch = fields.message("kubernetes", f -> f.struct("pvcSpecPatch"));
        return new Workspace(fields.sourceOrEmpty("size"), patch, fields.span());
    }
}
