package penstock.server.v1;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import penstock.control.port.RunReads;
import penstock.control.port.TaskTree;
import penstock.control.port.TaskTree.TaskOutputs;
import penstock.engine.RunId;
import penstock.plan.Artifact;
import penstock.server.http.Answer;
import penstock.server.http.Call;
import penstock.server.http.Route;
import penstock.server.json.Json;

/** The metrics of a run in one answer, for comparing runs. */
final class MetricRoutes {

    private static final int MOST_STEPS = 1_000;
    private static final int MOST_ARTIFACTS = 500;

    private final TaskTree tasks;
    private final Lookup lookup;

    MetricRoutes(RunReads reads, TaskTree tasks) {
        this.tasks = tasks;
        this.lookup = new Lookup(reads);
    }

    List<Route> routes() {
        return List.of(Route.of("GET", "/apis/penstock/v1/runs/{run_id}/metrics", this::metrics));
    }

    private Answer metrics(Call call) {
        RunId run = lookup.run(call).header().run();
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("metrics");
        for (TaskOutputs step : tasks.outputs(run, MOST_STEPS)) {
            step.outputs()
                    .artifacts()
                    .forEach((name, artifacts) -> {
                        for (Artifact artifact : artifacts) {
                            if (isMetrics(artifact) && list.size() < MOST_ARTIFACTS) {
                                list.add(metric(step, name, artifact));
                            }
                        }
                    });
        }
        return Json.answer(json);
    }

    private static boolean isMetrics(Artifact artifact) {
        return artifact.type().schemaTitle().endsWith("Metrics");
    }

    private static ObjectNode metric(TaskOutputs step, String name, Artifact artifact) {
        ObjectNode json = Json.object();
        json.put("task_id", step.row().taskId());
        json.put("path", step.row().path());
        json.put("output", name);
        json.set("artifact", RunJson.artifact(artifact));
        return json;
    }
}
