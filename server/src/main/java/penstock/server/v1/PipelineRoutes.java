package penstock.server.v1;

import java.util.List;
import penstock.control.PipelineService;
import penstock.server.backend.Outcomes;
import penstock.server.http.Answer;
import penstock.server.http.Call;
import penstock.server.http.Route;
import penstock.server.json.Json;

/** The graph of a pipeline version, before anything runs. */
final class PipelineRoutes {

    private final PipelineService pipelines;

    PipelineRoutes(PipelineService pipelines) {
        this.pipelines = pipelines;
    }

    List<Route> routes() {
        return List.of(
                Route.of(
                        "GET",
                        "/apis/penstock/v1/pipelines/{pipeline_id}/versions/{version_id}/graph",
                        this::graph));
    }

    private Answer graph(Call call) {
        return Json.answer(
                GraphJson.of(Outcomes.done(pipelines.plan(call.variable("version_id")))));
    }
}
