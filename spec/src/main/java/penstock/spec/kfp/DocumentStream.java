package penstock.spec.kfp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import penstock.spec.DiagnosticCode;
import penstock.spec.Diagnostics;
import penstock.spec.Reading;
import penstock.spec.Span;
import penstock.spec.document.MapNode;
import penstock.spec.document.Node;
import penstock.spec.document.ScalarNode;

/** Tells the documents of one stream apart and puts them together. */
final class DocumentStream {
    private static final String OWN_GROUP = "pipelines.kubeflow.org/";
    private static final List<String> PIPELINE_FIELDS =
            List.of(
                    "pipelineInfo",
                    "pipeline_info",
                    "deploymentSpec",
                    "deployment_spec",
                    "schemaVersion",
                    "schema_version",
                    "sdkVersion",
                    "sdk_version",
                    "root");

    private final Diagnostics diagnostics;
    private final List<PipelineSpec> pipelines = new ArrayList<>();
    private final List<PlatformSpec> platforms = new ArrayList<>();
    private @Nullable RuntimeConfig runtime;

    DocumentStream(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** Takes in the next document. */
    void take(Node document) {
        switch (document) {
            case MapNode map -> takeMap(map);
            case ScalarNode scalar when scalar.kind() == ScalarNode.Kind.NULL -> {}
            default -> diagnostics.add(ForeignDocuments.unknown(document));
        }
    }

    /** The pipeline that the documents make up. */
    Reading<KfpDocument> finish() {
        if (pipelines.isEmpty()) {
            refuseEmpty();
            return new Reading.Refused<>(diagnostics.list());
        }
        if (pipelines.size() > 1) {
            several(DiagnosticCode.SEVERAL_PIPELINES, pipelines.get(1).span(), "pipeline");
        }
        if (platforms.size() > 1) {
            several(DiagnosticCode.SEVERAL_PLATFORMS, platforms.get(1).span(), "platform");
        }
        PlatformSpec platform = platforms.isEmpty() ? null : platforms.getFirst();
        return diagnostics.reading(new KfpDocument(pipelines.getFirst(), platform, runtime));
    }

    private void refuseEmpty() {
        if (!diagnostics.hasErrors()) {
            diagnostics.error(
                    DiagnosticCode.NO_PIPELINE,
                    Span.START,
                    "there is no pipeline in it",
                    "compile one, for instance with 'kfp dsl compile --py pipeline.py'");
        }
    }

    private void several(DiagnosticCode code, Span span, String what) {
        diagnostics.error(
                code, span, "a second " + what + " document", "put each pipeline in its own file");
    }

    private void takeMap(MapNode map) {
        if (map.get("apiVersion") instanceof ScalarNode version && map.get("kind") != null) {
            takeManifest(map, version.text());
        } else if (map.get("pipelineSpec") != null || map.get("pipeline_spec") != null) {
            Context context = Context.of("the pipeline job", diagnostics);
            context.message(map, this::takeJob);
        } else if (map.get("platforms") != null) {
            takePlatform(map);
        } else if (PIPELINE_FIELDS.stream().anyMatch(map.entries()::containsKey)) {
            takePipeline(map);
        } else {
            diagnostics.add(ForeignDocuments.foreign(map));
        }
    }

    private void takePipeline(Node node) {
        pipelines.add(PipelineDecoder.pipeline(node, Context.of("the pipeline", diagnostics)));
    }

    private void takePlatform(Node node) {
        Context context = Context.of("the platform document", diagnostics);
        platforms.add(PlatformDecoder.platform(node, context));
    }

    private void takeManifest(MapNode map, String apiVersion) {
        String kind = map.get("kind") instanceof ScalarNode scalar ? scalar.text() : "";
        boolean own = apiVersion.startsWith(OWN_GROUP);
        Node spec = map.get("spec");
        if (own && kind.equals("PipelineVersion") && spec != null) {
            Context context = Context.of("the manifest", diagnostics).tolerant();
            context.field("spec").message(spec, this::takeVersion);
        } else if (!own || !kind.equals("Pipeline")) {
            diagnostics.add(ForeignDocuments.manifest(map, apiVersion, kind));
        }
    }

    private Fields takeVersion(Fields fields) {
        List.of("pipelineName", "displayName", "description", "codeSourceURL")
                .forEach(fields::ignore);
        Node pipeline = fields.node("pipelineSpec");
        Node platform = fields.node("platformSpec");
        if (pipeline != null) {
            takePipeline(pipeline);
        }
        if (platform != null) {
            takePlatform(platform);
        }
        return fields;
    }

    private Fields takeJob(Fields fields) {
        List.of("name", "displayName", "labels", "encryptionSpec", "serviceAccount", "network")
                .forEach(fields::ignore);
        Node pipeline = fields.node("pipelineSpec");
        if (pipeline != null) {
            takePipeline(pipeline);
        }
        runtime = fields.message("runtimeConfig", DocumentStream::runtimeConfig);
        return fields;
    }

    private static RuntimeConfig runtimeConfig(Fields fields) {
        SequencedMap<String, Node> values = new LinkedHashMap<>();
        values.putAll(
                fields.map(
                        "parameters",
                        "parameter",
                        (node, span, context) -> context.message(node, TaskDecoder::oldValue)));
        values.putAll(
                fields.map(
                        "parameterValues",
                        "parameter",
                        (node, span, context) -> Values.json(node, context)));
        return new RuntimeConfig(values, fields.text("gcsOutputDirectory"), fields.span());
    }
}
