package penstock.server.kfp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import penstock.server.backend.Backend;
import penstock.server.http.Answer;
import penstock.server.http.Call;
import penstock.server.http.Refusal;
import penstock.server.http.Route;
import penstock.server.json.Json;

/**
 * Where the agents of a KFP in a cluster report workflows. Runs of this server tell their state
 * themselves, so a report is checked as KFP checks it, and then there is nothing to do.
 */
final class ReportRoutes {
    private final RunActions runs;

    ReportRoutes(Backend backend) {
        this.runs = new RunActions(backend);
    }

    List<Route> routes() {
        return List.of(
                Route.of("POST", "/apis/v1beta1/workflows", this::workflow),
                Route.of("POST", "/apis/v2beta1/workflows", this::workflow),
                Route.of("POST", "/apis/v1beta1/scheduledworkflows", ReportRoutes::schedule),
                Route.of("POST", "/apis/v2beta1/scheduledworkflows", ReportRoutes::schedule));
    }

    private Answer workflow(Call call) {
        JsonNode metadata = reported(call, "Workflow");
        runs.find(text(metadata.path("labels"), "pipeline/runid"));
        return Json.empty();
    }

    private static Answer schedule(Call call) {
        JsonNode metadata = reported(call, "ScheduledWorkflow");
        throw Refusal.notFound("RecurringRun", text(metadata, "uid"));
    }

    /** The metadata in the text that is the body. */
    private static JsonNode reported(Call call, String kind) {
        JsonNode body = Json.tree(call.body().read(Json.MAX_BYTES), kind);
        if (!body.isTextual()) {
            throw Refusal.invalid("the body is not a text (expected: a " + kind + " as text)");
        }
        JsonNode metadata = Json.tree(body.textValue(), kind).path("metadata");
        for (String name : List.of("namespace", "name", "uid")) {
            text(metadata, name);
        }
        return metadata;
    }

    private static String text(JsonNode node, String name) {
        String text = node.path(name).asText();
        if (text.isEmpty()) {
            throw Refusal.invalid("the metadata of the report lacks '" + name + "'");
        }
        return text;
    }
}
