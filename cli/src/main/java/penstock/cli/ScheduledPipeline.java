package penstock.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import penstock.plan.Value;
import penstock.plan.ValueText;
import penstock.server.json.SpecJson;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a schedule runs: a document, or a pipeline of the server. */
final class ScheduledPipeline {

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "The pipeline as the kfp compiler wrote it; else give --pipeline.")
    private @Nullable Path file;

    @Option(
            names = "--pipeline",
            paramLabel = "ID",
            description = "An uploaded pipeline; its newest version each time.")
    private @Nullable String pipeline;

    @Option(
            names = "--pipeline-version",
            paramLabel = "ID",
            description = "This version of --pipeline each time.")
    private @Nullable String version;

    @Option(
            names = {"-p", "--param"},
            paramLabel = "NAME=VALUE",
            description = "A parameter; numbers, booleans, lists and structs as JSON.")
    private List<String> assignments = new ArrayList<>();

    /** Adds it to a request; answers with what to call the schedule where nothing is said. */
    String addTo(ObjectNode request, Api api, Terminal terminal) {
        if ((file == null) == (pipeline == null)) {
            throw new CliFailure(
                    "expected: either a file or --pipeline", "A schedule runs one of them.");
        }
        if (version != null && pipeline == null) {
            throw new CliFailure("--pipeline-version without --pipeline", "Name the pipeline too.");
        }
        return file != null ? document(request, file, terminal) : reference(request, api);
    }

    private String document(ObjectNode request, Path path, Terminal terminal) {
        Documents.Checked document;
        try {
            document = Documents.check(path);
        } catch (Documents.Refused refused) {
            Documents.show(terminal, path, refused.text(), refused.diagnostics());
            throw new CliFailure(path + " cannot be run", "");
        }
        request.set("pipeline_spec", spec(document.text()));
        config(
                request,
                penstock.cli.Parameters.read(
                        document.plan().root().io().parameters(), null, assignments));
        return document.plan().pipelineName();
    }

    private static JsonNode spec(String document) {
        Value spec = SpecJson.ofDocument(document);
        try {
            return Api.JSON.readTree(spec == null ? "{}" : ValueText.json(spec));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document that compiles is no JSON", e);
        }
    }

    private String reference(ObjectNode request, Api api) {
        String id = pipeline == null ? "" : pipeline;
        JsonNode known = api.get("/apis/v2beta1/pipelines/" + Api.encode(id));
        ObjectNode reference = request.putObject("pipeline_version_reference");
        reference.put("pipeline_id", id);
        if (version != null) {
            reference.put("pipeline_version_id", version);
        }
        ObjectNode parameters = Api.JSON.createObjectNode();
        JsonNode declared = declared(api, id);
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                throw new CliFailure("parameter '" + assignment + "' (expected: NAME=VALUE)", "");
            }
            String name = assignment.substring(0, equals);
            String text = assignment.substring(equals + 1);
            boolean textual = declared.at("/" + name + "/parameterType").asText().equals("STRING");
            parameters.set(name, textual ? Api.JSON.getNodeFactory().textNode(text) : json(text));
        }
        config(request, parameters);
        return known.path("display_name").asText();
    }

    private static JsonNode declared(Api api, String pipeline) {
        JsonNode newest =
                api.get(
                                "/apis/v2beta1/pipelines/"
                                        + Api.encode(pipeline)
                                        + "/versions?page_size=1&sort_by=created_at%20desc")
                        .at("/pipeline_versions/0/pipeline_spec");
        JsonNode spec = newest.has("pipeline_spec") ? newest.path("pipeline_spec") : newest;
        return spec.at("/root/inputDefinitions/parameters");
    }

    private static void config(ObjectNode request, ObjectNode parameters) {
        if (!parameters.isEmpty()) {
            request.putObject("runtime_config").set("parameters", parameters);
        }
    }

    private static JsonNode json(String text) {
        try {
            return Api.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return Api.JSON.getNodeFactory().textNode(text);
        }
    }
}
