package penstock.spec.kfp;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import penstock.spec.Span;
import penstock.spec.document.Node;
import penstock.spec.kfp.ComponentSpec.ArtifactSchema;
import penstock.spec.kfp.TaskSpec.ParameterSource;

/** Decodes the executors of a {@code PipelineDeploymentConfig}. */
final class ExecutorDecoder {
    private ExecutorDecoder() {}

    static ExecutorSpec executor(Node node, Span keySpan, Context context) {
        return context.message(node, fields -> executor(fields, keySpan));
    }

    private static ExecutorSpec executor(Fields fields, Span keySpan) {
        fields.atMostOne("container", "importer", "resolver", "customJob");
        ExecutorSpec container = fields.message("container", f -> container(f, keySpan));
        ExecutorSpec importer = fields.message("importer", f -> importer(f, keySpan));
        ExecutorSpec resolver = fields.message("resolver", f -> resolver(f, keySpan));
        ExecutorSpec job = fields.message("customJob", f -> customJob(f, keySpan));
        if (container != null) {
            return container;
        }
        if (importer != null) {
            return importer;
        }
        if (resolver != null) {
            return resolver;
        }
        return job == null ? new ExecutorSpec.Unknown(keySpan) : job;
    }

    private static ExecutorSpec container(Fields fields, Span keySpan) {
        fields.ignore("lifecycle");
        return new ExecutorSpec.Container(
                fields.sourceOrEmpty("image"),
                fields.list("command", Values::text),
                fields.list("args", Values::text),
                fields.list("env", (item, context) -> context.message(item, ExecutorDecoder::env)),
                fields.message("resources", ExecutorDecoder::resources),
                keySpan);
    }

    private static ExecutorSpec.EnvVar env(Fields fields) {
        return new ExecutorSpec.EnvVar(fields.sourceOrEmpty("name"), fields.text("value"));
    }

    private static ExecutorSpec.Resources resources(Fields fields) {
        Accelerator accelerator = fields.message("accelerator", ExecutorDecoder::accelerator);
        return new ExecutorSpec.Resources(
                quantity(fields, "resourceCpuRequest", "cpuRequest", ""),
                quantity(fields, "resourceCpuLimit", "cpuLimit", ""),
                quantity(fields, "resourceMemoryRequest", "memoryRequest", "G"),
                quantity(fields, "resourceMemoryLimit", "memoryLimit", "G"),
                accelerator == null ? null : accelerator.type(),
                accelerator == null ? null : accelerator.count());
    }

    private record Accelerator(@Nullable SourceText type, @Nullable SourceText count) {}

    private static Accelerator accelerator(Fields fields) {
        return new Accelerator(
                orElse(fields.source("resourceType"), fields.source("type")),
                orElse(fields.source("resourceCount"), count(fields)));
    }

    private static @Nullable SourceText count(Fields fields) {
        long count = fields.integer("count", 0, Integer.MAX_VALUE);
        return count == 0 ? null : new SourceText(Long.toString(count), fields.span());
    }

    /** The text field, or the quantity that the old number field means. */
    private static @Nullable SourceText quantity(
            Fields fields, String textField, String numberField, String unit) {
        SourceText text = fields.source(textField);
        double number = fields.number(numberField);
        if (text != null && !text.text().isEmpty()) {
            return text;
        }
        if (number == 0) {
            return null;
        }
        String decimal =
                new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
        return new SourceText(decimal + unit, fields.span());
    }

    private static @Nullable SourceText orElse(
            @Nullable SourceText text, @Nullable SourceText old) {
        SourceText chosen = text != null && !text.text().isEmpty() ? text : old;
        return chosen == null || chosen.text().isEmpty() ? null : chosen;
    }

    private static ExecutorSpec importer(Fields fields, Span keySpan) {
        fields.ignore("properties");
        fields.ignore("customProperties");
        ParameterSource uri = fields.message("artifactUri", TaskDecoder::runtimeValue);
        ArtifactSchema schema = fields.message("typeSchema", PipelineDecoder::schema);
        return new ExecutorSpec.Importer(
                uri,
                schema == null ? ArtifactSchema.NONE : schema,
                fields.bool("reimport"),
                fields.struct("metadata"),
                fields.bool("downloadToWorkspace"),
                keySpan);
    }

    private static ExecutorSpec resolver(Fields fields, Span keySpan) {
        return new ExecutorSpec.Resolver(
                fields.map(
                        "outputArtifactQueries",
                        "query",
                        (node, span, context) -> Values.struct(node, context)),
                keySpan);
    }

    private static ExecutorSpec customJob(Fields fields, Span keySpan) {
        return new ExecutorSpec.CustomJob(fields.struct("customJob"), keySpan);
    }
}
