package penstock.server.v1;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import penstock.control.CreateRun;
import penstock.control.Outcome;
import penstock.control.RunService;
import penstock.control.port.CacheEntries;
import penstock.control.port.LogReads;
import penstock.control.port.RunReads;
import penstock.control.port.RunReads.RunRow;
import penstock.engine.RunCaching;
import penstock.engine.RunId;
import penstock.plan.Component;
import penstock.plan.Plan;
import penstock.plan.Value;
import penstock.server.backend.Ages;
import penstock.server.backend.Outcomes;
import penstock.server.http.Answer;
import penstock.server.http.Call;
import penstock.server.http.Refusal;
import penstock.server.http.Route;
import penstock.server.http.Text;
import penstock.server.json.Fields;
import penstock.server.json.Json;

/** Runs: create from a document, read, show the graph and single steps. */
final class RunRoutes {

    private static final String RUN = "/apis/penstock/v1/runs/{run_id}";

    private final RunService runs;
    private final RunReads reads;
    private final LogReads logs;
    private final Lookup lookup;
    private final CacheJson cache;

    RunRoutes(RunService runs, RunReads reads, LogReads logs, CacheEntries entries) {
        this.runs = runs;
        this.reads = reads;
        this.logs = logs;
        this.lookup = new Lookup(reads);
        this.cache = new CacheJson(reads, entries);
    }

    List<Route> routes() {
        return List.of(
                Route.of("POST", "/apis/penstock/v1/runs", this::create),
                Route.of("GET", RUN, this::run),
                Route.of("GET", RUN + "/tasks/{task_id}", this::task),
                Route.of("GET", RUN + "/graph", this::graph),
                Route.of("POST", RUN + ":retry", this::retry));
    }

    /** Takes the document as text, so that diagnostics can name its lines. */
    private Answer create(Call call) {
        Fields body = Json.message(call.body().read(Json.MAX_BYTES), "Run");
        String displayName = body.text("display_name");
        String description = body.text("description");
        String experiment = body.text("experiment_id");
        String document = body.text("document");
        String root = body.text("pipeline_root");
        SortedMap<String, Value> parameters = body.values("parameters");
        RunCaching caching = caching(body);
        body.end();
        CreateRun request =
                new CreateRun(
                        "",
                        displayName.isEmpty() ? "run" : displayName,
                        description,
                        absent(experiment),
                        new CreateRun.Document(document),
                        parameters,
                        absent(root),
                        "",
                        caching);
        RunId run = Outcomes.done(runs.create(request));
        return Json.answer(Json.object().put("run_id", run.value()));
    }

    private static RunCaching caching(Fields body) {
        boolean enabled = !body.flag("no_cache");
        String age = body.text("cache_max_age");
        Duration maxAge = Ages.parse(age);
        if (maxAge == null && !age.isEmpty()) {
            throw Refusal.invalid(
                    "cache_max_age: " + Text.shown(age) + " (expected: " + Ages.EXPECTED + ")");
        }
        return new RunCaching(enabled, maxAge, null);
    }

    private Answer run(Call call) {
        RunRow row = lookup.run(call);
        ObjectNode json = RunJson.run(row);
        Plan plan = reads.plan(row.header().run());
        if (plan != null) {
            ArrayNode notes = json.putArray("notes");
            plan.notes().forEach(notes::add);
        }
        return Json.answer(json);
    }

    private Answer retry(Call call) {
        Outcome<RunId> outcome = runs.retry(lookup.run(call).header().run());
        return Json.answer(Json.object().put("run_id", Outcomes.done(outcome).value()));
    }

    private Answer task(Call call) {
        RunRow row = lookup.run(call);
        RunId run = row.header().run();
        RunReads.TaskDetail task = lookup.task(run, call);
        ObjectNode json = RunJson.detail(run, task, logs, reads);
        Plan plan = reads.plan(run);
        if (plan != null
                && plan.components().get(task.component())
                        instanceof Component.Container container) {
            CommandJson.add(json, container.spec());
            SettingsJson.resources(json, container.spec().resources());
            SettingsJson.kubernetes(json, container.spec().kubernetes(), task.inputs().settings());
            json.set("cache", cache.of(row, plan, task));
            RetryJson.add(json, plan, task);
        }
        return Json.answer(json);
    }

    private Answer graph(Call call) {
        RunRow run = lookup.run(call);
        Plan plan = reads.plan(run.header().run());
        if (plan == null) {
            throw Refusal.notFound("Run", run.header().run().value());
        }
        return Json.answer(GraphJson.of(plan));
    }

    private static @Nullable String absent(String text) {
        return text.isEmpty() ? null : text;
    }
}
