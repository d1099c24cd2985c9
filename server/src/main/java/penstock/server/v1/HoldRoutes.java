package penstock.server.v1;

import java.util.List;
import penstock.control.Outcome;
import penstock.control.RunService;
import penstock.control.port.RunReads;
import penstock.engine.RunId;
import penstock.engine.TaskPath;
import penstock.server.backend.Outcomes;
import penstock.server.http.Answer;
import penstock.server.http.Call;
import penstock.server.http.Route;
import penstock.server.json.Json;

/** Holding a run, and letting runs and steps go on. */
final class HoldRoutes {

    private static final String RUN = "/apis/penstock/v1/runs/{run_id}";

    /** Who asked: there is one user until there are accounts. */
    private static final String SOMEBODY = "a user";

    private final RunService runs;
    private final Lookup lookup;

    HoldRoutes(RunService runs, RunReads reads) {
        this.runs = runs;
        this.lookup = new Lookup(reads);
    }

    List<Route> routes() {
        return List.of(
                Route.of("POST", RUN + ":pause", this::pause),
                Route.of("POST", RUN + ":resume", this::resume),
                Route.of("POST", RUN + "/tasks/{task_id}:resume", this::resumeTask));
    }

    private Answer pause(Call call) {
        return answer(runs.pause(lookup.run(call).header().run(), SOMEBODY));
    }

    private Answer resume(Call call) {
        return answer(runs.resume(lookup.run(call).header().run()));
    }

    private Answer resumeTask(Call call) {
        RunId run = lookup.run(call).header().run();
        TaskPath path = new TaskPath(lookup.task(run, call).row().path());
        return answer(runs.resumeTask(run, path));
    }

    private static Answer answer(Outcome<RunId> outcome) {
        return Json.answer(Json.object().put("run_id", Outcomes.done(outcome).value()));
    }
}
