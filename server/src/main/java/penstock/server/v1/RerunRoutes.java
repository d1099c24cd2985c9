package penstock.server.v1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import penstock.control.CreateRun;
import penstock.control.RerunRun;
import penstock.control.RerunService;
import penstock.control.port.Catalogue;
import penstock.control.rerun.RerunPreview;
import penstock.control.rerun.RerunPreview.Action;
import penstock.engine.RunId;
import penstock.engine.TaskPath;
import penstock.server.backend.Outcomes;
import penstock.server.http.Answer;
import penstock.server.http.Call;
import penstock.server.http.Refusal;
import penstock.server.http.Route;
import penstock.server.json.Fields;
import penstock.server.json.Json;

/** Runs a pipeline again from a step on, or changed, keeping what is finished. */
final class RerunRoutes {

    private static final String RUN = "/apis/penstock/v1/runs/{run_id}";
    private static final int MOST_STEPS = 1_000;

    private final RerunService reruns;
    private final Catalogue catalogue;

    RerunRoutes(RerunService reruns, Catalogue catalogue) {
        this.reruns = reruns;
        this.catalogue = catalogue;
    }

    List<Route> routes() {
        return List.of(
                Route.of("POST", RUN + ":preview_rerun", this::preview),
                Route.of("POST", RUN + ":rerun", this::start));
    }

    private Answer preview(Call call) {
        RunId earlier = Outcomes.runId(call.variable("run_id"));
        RerunPreview preview = Outcomes.done(reruns.preview(earlier, wanted(call)));
        ObjectNode json = Json.object();
        ArrayNode tasks = json.putArray("tasks");
        for (RerunPreview.Entry entry : preview.tasks()) {
            ObjectNode task = tasks.addObject();
            task.put("path", entry.path());
            task.put("display_name", entry.displayName());
            task.put("action", entry.action().name());
            task.put("reason", entry.reason());
        }
        json.put("reused", preview.count(Action.REUSE));
        json.put("to_run", preview.count(Action.RUN));
        return Json.answer(json);
    }

    private Answer start(Call call) {
        RunId earlier = Outcomes.runId(call.variable("run_id"));
        RunId started = Outcomes.done(reruns.start(earlier, wanted(call)));
        return Json.answer(Json.object().put("run_id", started.value()));
    }

    private RerunRun wanted(Call call) {
        Fields body = Json.message(call.body().read(Json.MAX_BYTES), "Rerun");
        List<TaskPath> from = new ArrayList<>();
        for (JsonNode path : body.items("from_tasks")) {
            from.add(path(path));
        }
        if (from.size() > MOST_STEPS) {
            throw Refusal.invalid(
                    "from_tasks names " + from.size() + " steps (expected: at most 1000)");
        }
        RerunRun wanted =
                new RerunRun(
                        from,
                        source(body.text("pipeline_version_id"), body.text("document")),
                        body.values("parameters"),
                        body.text("display_name"));
        body.end();
        return wanted;
    }

    private static TaskPath path(JsonNode node) {
        if (!node.isTextual() || node.asText().isEmpty()) {
            throw Refusal.invalid("from_tasks: " + node.getNodeType() + " (expected: paths)");
        }
        return new TaskPath(node.asText());
    }

    private CreateRun.@Nullable Source source(String versionId, String document) {
        if (!document.isEmpty()) {
            if (!versionId.isEmpty()) {
                throw Refusal.invalid(
                        "both document and pipeline_version_id (expected: one of them)");
            }
            return new CreateRun.Document(document);
        }
        if (versionId.isEmpty()) {
            return null;
        }
        Catalogue.Version version = catalogue.version(versionId);
        if (version == null) {
            throw Refusal.notFound("PipelineVersion", versionId);
        }
        return new CreateRun.OfPipeline(version.pipelineId(), versionId);
    }
}
