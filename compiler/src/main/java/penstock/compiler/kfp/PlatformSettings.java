package penstock.compiler.kfp;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;
import penstock.spec.Diagnostic;
import penstock.spec.DiagnosticCode;
import penstock.spec.Diagnostics;
import penstock.spec.Span;
import penstock.spec.document.ListNode;
import penstock.spec.document.MapNode;
import penstock.spec.document.Node;
import penstock.spec.kfp.PlatformSpec;
import penstock.spec.kfp.SourceText;

/** Sorts Kubernetes settings into those that may be passed over and those that a step needs. */
final class PlatformSettings {
    private static final String LATER = "it arrives in a later release";

    /**
     * Fields of {@code KubernetesExecutorConfig} that decide where and how, not what, a pod runs.
     */
    private static final List<String> IGNORED =
            List.of(
                    "nodeSelector",
                    "podMetadata",
                    "imagePullSecret",
                    "imagePullPolicy",
                    "activeDeadlineSeconds",
                    "tolerations",
                    "nodeAffinity",
                    "podAffinity",
                    "enabledSharedMemory",
                    "securityContext");

    /** Fields of which a step would see that they are not honoured. */
    private static final List<Need> NEEDED =
            List.of(
                    new Need("secretAsVolume", DiagnosticCode.SECRETS_NOT_SUPPORTED),
                    new Need("secretAsEnv", DiagnosticCode.SECRETS_NOT_SUPPORTED),
                    new Need("configMapAsVolume", DiagnosticCode.SECRETS_NOT_SUPPORTED),
                    new Need("configMapAsEnv", DiagnosticCode.SECRETS_NOT_SUPPORTED),
                    new Need("pvcMount", DiagnosticCode.VOLUMES_NOT_SUPPORTED),
                    new Need("genericEphemeralVolume", DiagnosticCode.VOLUMES_NOT_SUPPORTED),
                    new Need("emptyDirMounts", DiagnosticCode.VOLUMES_NOT_SUPPORTED),
                    new Need("fieldPathAsEnv", DiagnosticCode.PLATFORM_SETTING_NOT_SUPPORTED),
                    new Need("initContainers", DiagnosticCode.PLATFORM_SETTING_NOT_SUPPORTED));

    private record Need(String field, DiagnosticCode code) {}

    private final Diagnostics diagnostics;

    PlatformSettings(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    void check(@Nullable PlatformSpec platform, Components components) {
        if (platform == null) {
            return;
        }
        SequencedSet<String> labels = labels(components);
        platform.executors().forEach((label, config) -> checkExecutor(label, config, labels));
        if (platform.pipeline() != null) {
            checkPipeline(platform.pipeline());
        }
    }

    private static SequencedSet<String> labels(Components components) {
        SequencedSet<String> labels = new LinkedHashSet<>();
        for (Components.Known known : components.all().values()) {
            SourceText label = known.spec().executorLabel();
            if (label != null) {
                labels.add(label.text());
            }
        }
        return labels;
    }

    private void checkExecutor(String label, MapNode config, SequencedSet<String> labels) {
        if (!labels.contains(label)) {
            String message =
                    "there are Kubernetes settings for executor '"
                            + Names.shown(label)
                            + "', which no task uses";
            diagnostics.misnamed(
                    Diagnostic.warning(DiagnosticCode.UNKNOWN_EXECUTOR, config.span(), message),
                    label,
                    labels);
        }
        for (Map.Entry<String, MapNode.Entry> entry : config.entries().entrySet()) {
            if (!isEmpty(entry.getValue().value())) {
                checkSetting(label, entry.getKey(), entry.getValue().keySpan());
            }
        }
    }

    private void checkSetting(String label, String field, Span span) {
        String wanted = field.replace("_", "");
        Need need = needed(wanted);
        if (need != null) {
            refuse(need.code(), span, "executor '" + label + "' uses '" + field + "'");
        } else if (IGNORED.stream().anyMatch(wanted::equalsIgnoreCase)) {
            pass(span, "setting '" + field + "' of executor '" + label + "'");
        } else {
            unknown(label, field, span);
        }
    }

    private static @Nullable Need needed(String field) {
        for (Need need : NEEDED) {
            if (need.field().equalsIgnoreCase(field)) {
                return need;
            }
        }
        return null;
    }

    private void unknown(String label, String field, Span span) {
        SequencedSet<String> known = new LinkedHashSet<>(IGNORED);
        NEEDED.forEach(need -> known.add(need.field()));
        String message =
                "unknown field '"
                        + field
                        + "' of the Kubernetes settings of executor '"
                        + label
                        + "'";
        diagnostics.misnamed(
                Diagnostic.error(DiagnosticCode.UNKNOWN_FIELD, span, message), field, known);
    }

    private void checkPipeline(PlatformSpec.PipelineConfig config) {
        if (config.workspace() != null) {
            refuse(
                    DiagnosticCode.WORKSPACE_NOT_SUPPORTED,
                    config.workspace().span(),
                    "the pipeline has a workspace");
        }
        boolean timeToLive =
                config.ttlSecondsOnCompletion() > 0
                        || config.ttlSecondsOnSuccess() > 0
                        || config.ttlSecondsOnFailure() > 0;
        if (timeToLive) {
            pass(config.span(), "the time to live of finished runs");
        }
        if (config.activeDeadlineSeconds() > 0) {
            pass(config.span(), "the deadline of the whole run");
        }
    }

    private static boolean isEmpty(Node node) {
        return switch (node) {
            case MapNode map -> map.entries().isEmpty();
            case ListNode list -> list.items().isEmpty();
            default -> false;
        };
    }

    private void pass(Span span, String what) {
        diagnostics.warning(
                DiagnosticCode.PLATFORM_SETTING_IGNORED,
                span,
                what + " has no effect here",
                "nothing to do: it matters on Kubernetes only");
    }

    private void refuse(DiagnosticCode code, Span span, String message) {
        diagnostics.error(code, span, message + ", which cannot run yet", LATER);
    }
}
