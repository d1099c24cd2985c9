package penstock.spec.kfp;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import penstock.spec.DiagnosticCode;
import penstock.spec.Span;
import penstock.spec.document.Node;
import penstock.spec.document.ScalarNode;
import penstock.spec.kfp.TaskSpec.ArtifactArgument;
import penstock.spec.kfp.TaskSpec.ArtifactSource;
import penstock.spec.kfp.TaskSpec.LoopIterator;
import penstock.spec.kfp.TaskSpec.ParameterArgument;
import penstock.spec.kfp.TaskSpec.ParameterSource;

/** Decodes {@code PipelineTaskSpec}. */
final class TaskDecoder {
    private TaskDecoder() {}

    static TaskSpec task(Node node, Span keySpan, Context context) {
        return context.message(node, fields -> task(fields, keySpan));
    }

    private static TaskSpec task(Fields fields, Span keySpan) {
        String displayName = fields.message("taskInfo", f -> f.text("name"));
        SourceText component = fields.message("componentRef", f -> f.sourceOrEmpty("name"));
        SequencedMap<String, ParameterArgument> parameters = new LinkedHashMap<>();
        SequencedMap<String, ArtifactArgument> artifacts = new LinkedHashMap<>();
        fields.message(
                "inputs",
                f -> {
                    parameters.putAll(f.map("parameters", "argument", TaskDecoder::parameter));
                    artifacts.putAll(f.map("artifacts", "argument", TaskDecoder::artifact));
                    return f;
                });
        Integer limit = fields.message("iteratorPolicy", f -> count(f, "parallelismLimit"));
        return new TaskSpec(
                displayName == null ? "" : displayName,
                component == null ? new SourceText("", keySpan) : component,
                parameters,
                artifacts,
                fields.list("dependentTasks", Values::text),
                fields.message("cachingOptions", TaskDecoder::caching),
                fields.message("triggerPolicy", TaskDecoder::trigger),
                fields.message("retryPolicy", TaskDecoder::retry),
                iterator(fields),
                limit == null ? 0 : limit,
                keySpan);
    }

    private static int count(Fields fields, String name) {
        return (int) fields.integer(name, 0, Integer.MAX_VALUE);
    }

    private static ParameterArgument parameter(Node node, Span keySpan, Context context) {
        return context.message(node, fields -> argument(fields, keySpan));
    }

    static ParameterArgument argument(Fields fields, Span span) {
        return new ParameterArgument(
                source(fields), fields.source("parameterExpressionSelector"), span);
    }

    private static @Nullable ParameterSource source(Fields fields) {
        fields.atMostOne(
                "taskOutputParameter",
                "runtimeValue",
                "componentInputParameter",
                "taskFinalStatus");
        ParameterSource output = fields.message("taskOutputParameter", TaskDecoder::taskOutput);
        ParameterSource value = fields.message("runtimeValue", TaskDecoder::runtimeValue);
        ParameterSource status = fields.message("taskFinalStatus", TaskDecoder::finalStatus);
        SourceText input = fields.source("componentInputParameter");
        if (input != null) {
            return new ParameterSource.ComponentInput(input);
        }
        if (output != null) {
            return output;
        }
        return value != null ? value : status;
    }

    static ParameterSource taskOutput(Fields fields) {
        return new ParameterSource.TaskOutput(
                fields.sourceOrEmpty("producerTask"), fields.sourceOrEmpty("outputParameterKey"));
    }

    private static ParameterSource finalStatus(Fields fields) {
        return new ParameterSource.FinalStatus(fields.sourceOrEmpty("producerTask"));
    }

    /** {@code ValueOrRuntimeParameter}, the constants of schema 2.0.0 included. */
    static @Nullable ParameterSource runtimeValue(Fields fields) {
        fields.atMostOne("constant", "constantValue", "runtimeParameter");
        Node constant = fields.value("constant");
        Node old = fields.message("constantValue", TaskDecoder::oldValue);
        SourceText parameter = fields.source("runtimeParameter");
        if (constant != null) {
            Context context = fields.context().field("constant");
            return new ParameterSource.Constant(Values.json(constant, context));
        }
        if (old != null) {
            return new ParameterSource.Constant(old);
        }
        return parameter == null ? null : new ParameterSource.RuntimeParameter(parameter);
    }

    /** The {@code Value} message of schema 2.0.0 as the datum it holds. */
    static Node oldValue(Fields fields) {
        fields.atMostOne("intValue", "doubleValue", "stringValue");
        if (fields.has("intValue")) {
            long number = fields.integer("intValue", Long.MIN_VALUE, Long.MAX_VALUE);
            return number(Long.toString(number), ScalarNode.Kind.INT, fields.span());
        }
        if (fields.has("doubleValue")) {
            String number = Double.toString(fields.number("doubleValue"));
            return number(number, ScalarNode.Kind.FLOAT, fields.span());
        }
        SourceText text = fields.sourceOrEmpty("stringValue");
        return new ScalarNode(ScalarNode.Kind.TEXT, text.text(), false, text.span());
    }

    private static Node number(String text, ScalarNode.Kind kind, Span span) {
        return new ScalarNode(kind, text, false, span);
    }

    private static ArtifactArgument artifact(Node node, Span keySpan, Context context) {
        return context.message(
                node, fields -> new ArtifactArgument(artifactSource(fields), keySpan));
    }

    private static @Nullable ArtifactSource artifactSource(Fields fields) {
        fields.atMostOne("taskOutputArtifact", "componentInputArtifact");
        ArtifactSource output =
                fields.message(
                        "taskOutputArtifact",
                        f ->
                                new ArtifactSource.TaskOutput(
                                        f.sourceOrEmpty("producerTask"),
                                        f.sourceOrEmpty("outputArtifactKey")));
        SourceText input = fields.source("componentInputArtifact");
        return input == null ? output : new ArtifactSource.ComponentInput(input);
    }

    private static TaskSpec.Caching caching(Fields fields) {
        return new TaskSpec.Caching(
                fields.bool("enableCache"), fields.text("cacheKey"), fields.span());
    }

    private static TaskSpec.Trigger trigger(Fields fields) {
        return new TaskSpec.Trigger(
                fields.source("condition"),
                fields.constant("strategy", TriggerStrategy.values()),
                fields.span());
    }

    private static TaskSpec.Retry retry(Fields fields) {
        return new TaskSpec.Retry(
                count(fields, "maxRetryCount"),
                fields.duration("backoffDuration"),
                fields.number("backoffFactor"),
                fields.duration("backoffMaxDuration"),
                fields.span());
    }

    private static @Nullable LoopIterator iterator(Fields fields) {
        fields.atMostOne("artifactIterator", "parameterIterator");
        LoopIterator artifacts = fields.message("artifactIterator", TaskDecoder::artifactIterator);
        LoopIterator parameters =
                fields.message("parameterIterator", TaskDecoder::parameterIterator);
        return artifacts == null ? parameters : artifacts;
    }

    private static LoopIterator artifactIterator(Fields fields) {
        SourceText input = fields.message("items", f -> f.sourceOrEmpty("inputArtifact"));
        return new LoopIterator.ArtifactItems(
                input == null ? missingItems(fields) : input,
                fields.text("itemInput"),
                fields.span());
    }

    private static LoopIterator parameterIterator(Fields fields) {
        String item = fields.text("itemInput");
        Items items = fields.message("items", TaskDecoder::items);
        if (items != null && items.raw() != null) {
            return new LoopIterator.RawItems(items.raw(), item, fields.span());
        }
        SourceText input = items == null ? null : items.input();
        return new LoopIterator.ParameterItems(
                input == null ? missingItems(fields) : input, item, fields.span());
    }

    private record Items(@Nullable SourceText raw, @Nullable SourceText input) {}

    private static Items items(Fields fields) {
        fields.atMostOne("raw", "inputParameter");
        return new Items(fields.source("raw"), fields.source("inputParameter"));
    }

    private static SourceText missingItems(Fields fields) {
        fields.context()
                .error(
                        DiagnosticCode.MISSING_FIELD,
                        fields.span(),
                        fields.context() + " has no 'items'",
                        "say which items the loop runs over");
        return new SourceText("", fields.span());
    }
}
