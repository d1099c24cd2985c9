package penstock.server.kfp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import penstock.control.CreateRun;
import penstock.control.RunService;
import penstock.control.port.Catalogue;
import penstock.control.port.Paging;
import penstock.control.port.RunReads;
import penstock.control.port.RunReads.RunRow;
import penstock.engine.RunCaching;
import penstock.engine.RunId;
import penstock.server.backend.Backend;
import penstock.server.backend.Outcomes;
import penstock.server.http.Answer;
import penstock.server.http.Call;
import penstock.server.http.Code;
import penstock.server.http.Handler;
import penstock.server.http.Refusal;
import penstock.server.http.Route;
import penstock.server.json.Json;
import penstock.server.json.SpecJson;
import penstock.server.list.Lists;
import penstock.server.list.Resource;
import penstock.server.v2beta1.Mapper;
import penstock.server.v2beta1.RunInput;
import penstock.server.v2beta1.RunMessage;
import penstock.server.v2beta1.RunMessage.VersionReference;

/** Runs. */
final class RunRoutes {
    private static final String ALL = "/apis/v2beta1/runs";
    private static final String ONE = ALL + "/{run_id}";
    static final String SERVICE_ACCOUNT = "pipeline-runner";

    /** A run may have a hundred thousand tasks; the newest and the failed ones are shown. */
    static final int MOST_TASKS = 2_000;

    private final RunService runs;
    private final RunReads reads;
    private final Catalogue catalogue;
    private final RunActions actions;
    private final RecurringRunActions recurring;
    private final Lists lists;
    private final Mapper mapper;

    RunRoutes(Backend backend, Lists lists, Mapper mapper) {
        this.runs = backend.services().runs();
        this.reads = backend.reads().runs();
        this.catalogue = backend.reads().catalogue();
        this.actions = new RunActions(backend);
        this.recurring = new RecurringRunActions(backend, lists);
        this.lists = lists;
        this.mapper = mapper;
    }

    List<Route> routes() {
        return List.of(
                Route.of("POST", ALL, this::create),
                Route.of("GET", ALL, this::list),
                Route.of("GET", ONE, this::get),
                Route.of("DELETE", ONE, acting(actions::delete)),
                Route.of("POST", ONE + ":archive", acting(id -> actions.archive(id, true))),
                Route.of("POST", ONE + ":unarchive", acting(id -> actions.archive(id, false))),
                Route.of("POST", ONE + ":terminate", acting(actions::terminate)),
                Route.of("POST", ONE + ":retry", acting(actions::retry)));
    }

    private Answer create(Call call) {
        RunInput input = RunInput.read(Json.message(call.body().read(Json.MAX_BYTES), "Run"));
        check(input);
        CreateRun.Spawn spawn =
                recurring.spawn(input.extras().recurringRunId(), input.displayName());
        if (spawn != null && recurring.isStarted(spawn)) {
            return Json.answer(message(spawn.run()));
        }
        String experimentId = input.experimentId();
        String account = input.config().serviceAccount();
        CreateRun request =
                new CreateRun(
                        Backend.NAMESPACE,
                        input.displayName(),
                        input.description(),
                        experimentId.isEmpty() ? null : experimentId,
                        source(input.source(), actions),
                        input.config().parameters(),
                        input.config().pipelineRoot(),
                        account.isEmpty() ? SERVICE_ACCOUNT : account,
                        RunCaching.DEFAULT,
                        spawn);
        RunId run = Outcomes.done(runs.create(request));
        return Json.answer(message(run));
    }

    private static void check(RunInput input) {
        if (input.displayName().isBlank()) {
            throw Refusal.invalid("Run name cannot be empty");
        }
        if (input.extras().pluginsOutput()) {
            throw Refusal.of(Code.ABORTED, "plugins_output is set by the server alone");
        }
        if (input.extras().pluginsInput()) {
            throw Refusal.invalid("plugins_input: this version of Penstock has no plugins");
        }
    }

    /** What {@code source} names or holds. */
    static CreateRun.Source source(RunInput.Source source, RunActions actions) {
        VersionReference reference = source.reference();
        ObjectNode spec = source.pipelineSpec();
        if (reference != null && spec != null) {
            throw Refusal.invalid(
                    "both pipeline_spec and pipeline_version_reference (expected: one of them)");
        }
        if (reference != null) {
            return ofPipeline(reference, actions);
        }
        if (spec == null) {
            throw Refusal.invalid(
                    "no pipeline to run (expected: pipeline_spec or pipeline_version_reference)");
        }
        return new CreateRun.Document(SpecJson.toDocument(spec));
    }

    private static CreateRun.Source ofPipeline(VersionReference reference, RunActions actions) {
        if (reference.pipelineId().isEmpty() && reference.pipelineVersionId().isEmpty()) {
            throw Refusal.invalid("pipeline_version_reference names no pipeline");
        }
        return actions.ofPipeline(reference.pipelineId(), reference.pipelineVersionId());
    }

    private Answer get(Call call) {
        RunRow row = actions.find(call.variable("run_id"));
        RunId run = row.header().run();
        String document = row.origin().pipelineId() == null ? reads.document(run) : null;
        return Json.answer(mapper.run(row, document, reads.tasks(run, 0, MOST_TASKS).tasks()));
    }

    private RunMessage message(RunId run) {
        RunRow row = actions.find(run.value());
        String document = row.origin().pipelineId() == null ? reads.document(run) : null;
        return mapper.run(row, document, List.of());
    }

    private Answer list(Call call) {
        String experimentId = call.query().text("experiment_id");
        if (!experimentId.isEmpty() && catalogue.experiment(experimentId) == null) {
            throw Refusal.notFound("Experiment", experimentId).within("Failed to list runs");
        }
        Lists.Asked asked = lists.read(call.query(), Resource.RUNS, experimentId);
        Paging.Page<RunRow> page =
                reads.runs(
                        Backend.NAMESPACE,
                        experimentId.isEmpty() ? null : experimentId,
                        asked.request());
        return Json.answer(
                new RunMessage.Page(
                        page.items().stream().map(mapper::run).toList(),
                        page.total(),
                        lists.next(asked, page)));
    }

    private static Handler acting(Consumer<String> action) {
        return call -> {
            action.accept(call.variable("run_id"));
            return Json.empty();
        };
    }
}
