package penstock.spec.kfp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import penstock.spec.DiagnosticCode;
import penstock.spec.Span;
import penstock.spec.document.MapNode.Entry;
import penstock.spec.document.Node;
import penstock.spec.document.ScalarNode;
import penstock.spec.kfp.ComponentSpec.Inputs;
import penstock.spec.kfp.ComponentSpec.Outputs;

/** Decodes {@code PipelineSpec}, its components and graphs. */
final class PipelineDecoder {
    private PipelineDecoder() {}

    static PipelineSpec pipeline(Node node, Context context) {
        return context.message(node, PipelineDecoder::pipeline);
    }

    private static PipelineSpec pipeline(Fields fields) {
        PipelineSpec.PipelineInfo info = fields.message("pipelineInfo", PipelineDecoder::info);
        if (info == null) {
            info = new PipelineSpec.PipelineInfo(new SourceText("", fields.span()), "", "");
        }
        SourceText version = fields.sourceOrEmpty("schemaVersion");
        checkVersion(version, fields.context());
        SequencedMap<String, ComponentSpec> components =
                fields.map("components", "component", PipelineDecoder::component);
        SequencedMap<String, ExecutorSpec> executors = executors(fields);
        ComponentSpec root = root(fields);
        if (root == null) {
            missingRoot(fields);
            root = noComponent(fields.span());
        }
        return new PipelineSpec(
                info,
                fields.text("sdkVersion"),
                version.text(),
                fields.text("defaultPipelineRoot"),
                components,
                executors,
                root,
                fields.span());
    }

    private static void checkVersion(SourceText version, Context context) {
        boolean known = version.text().equals("2.1.0") || version.text().equals("2.0.0");
        if (!known) {
            String found = version.text().isEmpty() ? "missing" : "'" + version.text() + "'";
            context.error(
                    DiagnosticCode.UNSUPPORTED_SCHEMA_VERSION,
                    version.span(),
                    "'schemaVersion' is " + found + " (expected: 2.1.0 or 2.0.0)",
                    "compile the pipeline with kfp 2.x");
        }
    }

    private static void missingRoot(Fields fields) {
        fields.context()
                .error(
                        DiagnosticCode.MISSING_FIELD,
                        fields.span(),
                        "the pipeline has no 'root'",
                        "compile the pipeline again; 'root' is the component a run starts with");
    }

    private static ComponentSpec noComponent(Span span) {
        Inputs inputs = new Inputs(new LinkedHashMap<>(), new LinkedHashMap<>());
        Outputs outputs = new Outputs(new LinkedHashMap<>(), new LinkedHashMap<>());
        return new ComponentSpec(inputs, outputs, null, null, List.of(), span);
    }

    private static PipelineSpec.PipelineInfo info(Fields fields) {
        SourceText name = fields.sourceOrEmpty("name");
        if (name.text().isEmpty()) {
            fields.context()
                    .error(
                            DiagnosticCode.MISSING_FIELD,
                            name.span(),
                            "'pipelineInfo.name' is missing",
                            "give the pipeline a name such as 'my-pipeline'");
        }
        return new PipelineSpec.PipelineInfo(
                name, fields.text("displayName"), fields.text("description"));
    }

    private static SequencedMap<String, ExecutorSpec> executors(Fields fields) {
        Node deployment = fields.node("deploymentSpec");
        if (deployment == null) {
            return new LinkedHashMap<>();
        }
        Context context = fields.context().field("deploymentSpec").tolerant();
        return context.message(
                deployment, f -> f.map("executors", "executor", ExecutorDecoder::executor));
    }

    private static @Nullable ComponentSpec root(Fields fields) {
        Entry entry = fields.entry("root");
        if (entry == null || fields.node("root") == null) {
            return null;
        }
        return component(
                entry.value(), entry.keySpan(), fields.context().named("component", "root"));
    }

    private static ComponentSpec component(Node node, Span keySpan, Context context) {
        return context.message(node, fields -> component(fields, keySpan));
    }

    private static ComponentSpec component(Fields fields, Span keySpan) {
        fields.atMostOne("dag", "executorLabel");
        fields.ignore("singlePlatformSpecs");
        Inputs inputs =
                fields.message(
                        "inputDefinitions",
                        f -> new Inputs(parameters(f, "input"), artifacts(f, "input artifact")));
        Outputs outputs =
                fields.message(
                        "outputDefinitions",
                        f -> new Outputs(parameters(f, "output"), artifacts(f, "output artifact")));
        ComponentSpec none = noComponent(keySpan);
        return new ComponentSpec(
                inputs == null ? none.inputs() : inputs,
                outputs == null ? none.outputs() : outputs,
                fields.message("dag", f -> dag(f, keySpan)),
                fields.source("executorLabel"),
                fields.list(
                        "taskConfigPassthroughs",
                        (item, context) -> context.message(item, PipelineDecoder::passthrough)),
                keySpan);
    }

    private static ComponentSpec.Passthrough passthrough(Fields fields) {
        return new ComponentSpec.Passthrough(
                fields.constant("field", ComponentSpec.TaskConfigField.values()),
                fields.bool("applyToTask"));
    }

    private static SequencedMap<String, ComponentSpec.ParameterSpec> parameters(
            Fields fields, String kind) {
        return fields.map(
                "parameters",
                kind,
                (node, span, context) -> context.message(node, f -> parameter(f, span)));
    }

    private static ComponentSpec.ParameterSpec parameter(Fields fields, Span keySpan) {
        ParameterKind type = fields.constant("parameterType", ParameterKind.values());
        ParameterKind old = fields.constant("type", PrimitiveKind.values()).modern();
        boolean unspecified = type == ParameterKind.PARAMETER_TYPE_ENUM_UNSPECIFIED;
        ParameterKind chosen = unspecified ? old : type;
        Node defaultValue = fields.value("defaultValue");
        return new ComponentSpec.ParameterSpec(
                chosen == ParameterKind.PARAMETER_TYPE_ENUM_UNSPECIFIED ? null : chosen,
                defaultValue == null ? null : present(defaultValue, fields),
                fields.bool("isOptional"),
                fields.text("description"),
                fields.list("literals", Values::json),
                keySpan);
    }

    /** A default of null is as good as none. */
    private static @Nullable Node present(Node defaultValue, Fields fields) {
        boolean none =
                defaultValue instanceof ScalarNode scalar && scalar.kind() == ScalarNode.Kind.NULL;
        return none ? null : Values.json(defaultValue, fields.context().field("defaultValue"));
    }

    private static SequencedMap<String, ComponentSpec.ArtifactSpec> artifacts(
            Fields fields, String kind) {
        return fields.map(
                "artifacts",
                kind,
                (node, span, context) -> context.message(node, f -> artifact(f, span)));
    }

    private static ComponentSpec.ArtifactSpec artifact(Fields fields, Span keySpan) {
        fields.ignore("properties");
        fields.ignore("customProperties");
        ComponentSpec.ArtifactSchema schema =
                fields.message("artifactType", PipelineDecoder::schema);
        return new ComponentSpec.ArtifactSpec(
                schema == null ? ComponentSpec.ArtifactSchema.NONE : schema,
                fields.bool("isArtifactList"),
                fields.bool("isOptional"),
                fields.text("description"),
                fields.struct("metadata"),
                keySpan);
    }

    static ComponentSpec.ArtifactSchema schema(Fields fields) {
        fields.atMostOne("schemaTitle", "schemaUri", "instanceSchema");
        fields.ignore("schemaUri");
        String title = fields.text("schemaTitle");
        String instance = fields.text("instanceSchema");
        return new ComponentSpec.ArtifactSchema(
                title.isEmpty() ? titleIn(instance) : title, fields.text("schemaVersion"));
    }

    /**
     * The title of an old inline schema, a small YAML text with a line {@code title: kfp.Model}.
     */
    private static String titleIn(String instanceSchema) {
        return instanceSchema
                .lines()
                .filter(line -> line.startsWith("title:"))
                .findFirst()
                .map(line -> line.substring("title:".length()).strip())
                .map(title -> title.startsWith("kfp.") ? "system." + title.substring(4) : title)
                .orElse("");
    }

    private static DagSpec dag(Fields fields, Span keySpan) {
        SequencedMap<String, TaskSpec> tasks = fields.map("tasks", "task", TaskDecoder::task);
        SequencedMap<String, DagSpec.Output> parameters = new LinkedHashMap<>();
        SequencedMap<String, DagSpec.Output> artifacts = new LinkedHashMap<>();
        fields.message(
                "outputs",
                f -> {
                    parameters.putAll(
                            f.map("parameters", "output", PipelineDecoder::outputParameter));
                    artifacts.putAll(
                            f.map("artifacts", "output artifact", PipelineDecoder::outputArtifact));
                    return f;
                });
        return new DagSpec(tasks, parameters, artifacts, keySpan);
    }

    private static DagSpec.Output outputParameter(Node node, Span keySpan, Context context) {
        List<DagSpec.Selector> selectors = new ArrayList<>();
        context.message(
                node,
                fields -> {
                    fields.atMostOne("valueFromParameter", "valueFromOneof");
                    DagSpec.Selector one =
                            fields.message(
                                    "valueFromParameter", f -> selector(f, "outputParameterKey"));
                    List<DagSpec.Selector> several =
                            fields.message(
                                    "valueFromOneof", f -> selectors(f, "parameterSelectors"));
                    selectors.addAll(one == null ? List.of() : List.of(one));
                    selectors.addAll(several == null ? List.of() : several);
                    return fields;
                });
        return new DagSpec.Output(List.copyOf(selectors), keySpan);
    }

    private static List<DagSpec.Selector> selectors(Fields fields, String name) {
        return fields.list(
                name, (item, inner) -> inner.message(item, f -> selector(f, "outputParameterKey")));
    }

    private static DagSpec.Output outputArtifact(Node node, Span keySpan, Context context) {
        return context.message(
                node,
                fields ->
                        new DagSpec.Output(
                                fields.list(
                                        "artifactSelectors",
                                        (item, inner) ->
                                                inner.message(
                                                        item,
                                                        f -> selector(f, "outputArtifactKey"))),
                                keySpan));
    }

    private static DagSpec.Selector selector(Fields fields, String key) {
        return new DagSpec.Selector(
                fields.sourceOrEmpty("producerSubtask"), fields.sourceOrEmpty(key));
    }
}
