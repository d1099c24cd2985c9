package penstock.spec.kfp;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import penstock.spec.Span;
import penstock.spec.document.MapNode;
import penstock.spec.document.Node;
import penstock.spec.kfp.PlatformSpec.PipelineConfig;
import penstock.spec.kfp.PlatformSpec.Workspace;

/** Decodes {@code PlatformSpec}; platforms other than Kubernetes are passed over. */
final class PlatformDecoder {
    private PlatformDecoder() {}

    static PlatformSpec platform(Node node, Context context) {
        return context.message(node, PlatformDecoder::platform);
    }

    private static PlatformSpec platform(Fields fields) {
        SequencedMap<String, PlatformSpec> platforms =
                fields.map("platforms", "platform", PlatformDecoder::single);
        PlatformSpec kubernetes = platforms.get("kubernetes");
        return kubernetes == null
                ? new PlatformSpec(new LinkedHashMap<>(), null, fields.span())
                : kubernetes;
    }

    private static PlatformSpec single(Node node, Span keySpan, Context context) {
        return context.message(
                node,
                fields -> {
                    fields.ignore("platform");
                    fields.ignore("config");
                    SequencedMap<String, MapNode> executors = new LinkedHashMap<>();
                    fields.message("deploymentSpec", f -> executors(f, executors));
                    PipelineConfig pipeline =
                            fields.message("pipelineConfig", PlatformDecoder::pipelineConfig);
                    return new PlatformSpec(executors, pipeline, keySpan);
                });
    }

    private static Fields executors(Fields fields, SequencedMap<String, MapNode> executors) {
        executors.putAll(
                fields.map(
                        "executors",
                        "executor",
                        (node, span, context) -> Values.struct(node, context)));
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
        fields.ignore("kubernetes");
        return new Workspace(fields.text("size"), fields.span());
    }
}
