package penstock.server.kfp;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import penstock.control.CreateRun;
import penstock.control.PipelineService;
import penstock.control.RunService;
import penstock.control.port.Catalogue;
import penstock.control.port.Paging;
import penstock.control.port.RunReads;
import penstock.control.port.RunReads.RunRow;
import penstock.engine.RunCaching;
import penstock.engine.RunId;
import penstock.plan.Plan;
import penstock.plan.Value;
import penstock.server.backend.Backend;
import penstock.server.backend.Outcomes;
import penstock.server.http.Answer;
import penstock.server.http.Call;
import penstock.server.http.Handler;
import penstock.server.http.Refusal;
import penstock.server.http.Route;
import penstock.server.json.Json;
import penstock.server.list.Lists;
import penstock.server.list.Resource;
import penstock.server.v1beta1.Mapper;
import penstock.server.v1beta1.RunInput;
import penstock.server.v1beta1.RunMessage;

/** Runs, for clients of KFP v1. */
final class V1RunRoutes {
    private static final String ALL = "/apis/v1beta1/runs";
    private static final String ONE = ALL + "/{id}";

    /** Documents of listed runs are shown as long as they take no more than this together. */
    private static final int MOST_LISTED = 16 << 20;

    private final RunService runs;
    private final PipelineService pipelines;
    private final RunReads reads;
    private final Catalogue catalogue;
    private final RunActions actions;
    private final RecurringRunActions recurring;
    private final Lists lists;
    private final Mapper mapper;

    V1RunRoutes(Backend backend, Lists lists, Mapper mapper) {
        this.runs = backend.services().runs();
        this.pipelines = backend.services().pipelines();
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
                Route.of("GET", ONE, call -> detail(call.variable("id"))),
                Route.of("DELETE", ONE, acting(actions::delete)),
                Route.of("POST", ONE + ":archive", acting(id -> actions.archive(id, true))),
                Route.of("POST", ONE + ":unarchive", acting(id -> actions.archive(id, false))),
                Route.of("POST", ONE + "/terminate", acting(actions::terminate)),
                Route.of("POST", ONE + "/retry", acting(actions::retry)));
    }

    private static Handler acting(Consumer<String> action) {
        return call -> {
            action.accept(call.variable("id"));
            return Json.empty();
        };
    }

    private Answer create(Call call) {
        RunInput input = RunInput.read(Json.message(call.body().read(Json.MAX_BYTES), "Run"));
        if (input.name().isBlank()) {
            throw Refusal.invalid("Run name cannot be empty");
        }
        CreateRun.Spawn spawn = recurring.spawn(input.jobId(), input.name());
        if (spawn != null && recurring.isStarted(spawn)) {
            return detail(spawn.run().value());
        }
        CreateRun.Source source = actions.source(input.spec());
        Plan plan = Outcomes.done(pipelines.compile(actions.document(source)));
        String experimentId = input.experimentId();
        String account = input.serviceAccount();
        CreateRun request =
                new CreateRun(
                        Backend.NAMESPACE,
                        input.name(),
                        input.description(),
                        experimentId.isEmpty() ? null : experimentId,
                        source,
                        V1Arguments.of(plan, input.spec().texts(), input.spec().values()),
                        input.spec().pipelineRoot(),
                        account.isEmpty() ? RunRoutes.SERVICE_ACCOUNT : account,
                        RunCaching.DEFAULT,
                        spawn);
        RunId run = Outcomes.done(runs.create(request));
        return detail(run.value());
    }

    private Answer detail(String id) {
        RunRow row = actions.find(id);
        RunId run = row.header().run();
        RunReads.TaskPage tasks = reads.tasks(run, 0, RunRoutes.MOST_TASKS);
        return Json.answer(mapper.detail(known(row, document(run)), tasks.tasks()));
    }

    private String document(RunId run) {
        String document = reads.document(run);
        return document == null ? "" : document;
    }

    private Mapper.Known known(RunRow row, String document) {
        String versionId = row.origin().pipelineVersionId();
        Catalogue.Version version = versionId == null ? null : catalogue.version(versionId);
        return new Mapper.Known(row, document, version == null ? "" : version.name(), metrics(row));
    }

    private List<RunMessage.Metric> metrics(RunRow row) {
        return reads.metrics(row.header().run()).stream()
                .map(each ->
                        new RunMessage.Metric(
                                each.name(), each.nodeId(), each.value(), each.format()))
                .toList();
    }

    private Answer list(Call call) {
        String experimentId = V1Scope.experiment(call.query());
        if (!experimentId.isEmpty() && catalogue.experiment(experimentId) == null) {
            throw Refusal.notFound("Experiment", experimentId).within("Failed to list runs");
        }
        String jobId = V1Scope.job(call.query());
        Lists.Asked asked = lists.read(call.query(), Resource.RUNS, experimentId + jobId);
        Paging.Page<RunRow> page =
                reads.runs(
                        Backend.NAMESPACE,
                        experimentId.isEmpty() ? null : experimentId,
                        jobId.isEmpty() ? asked.request() : ofJob(asked.request(), jobId));
        return Json.answer(
                new RunMessage.Page(listed(page.items()), page.total(), lists.next(asked, page)));
    }

    private static Paging.Request ofJob(Paging.Request request, String jobId) {
        List<Paging.Predicate> where = new ArrayList<>(request.where());
        where.add(
                new Paging.Predicate(
                        "recurring_run_id",
                        Paging.Operation.EQUALS,
                        List.of(new Value.Text(jobId))));
        return new Paging.Request(
                where, request.sort(), request.descending(), request.limit(), request.after());
    }

    private List<RunMessage> listed(List<RunRow> rows) {
        Allowance allowance = new Allowance(MOST_LISTED);
        return rows.stream()
                .map(row -> {
                    String document = allowance.isSpent() ? "" : document(row.header().run());
                    allowance.spend(document.length());
                    return mapper.run(known(row, document));
                })
                .toList();
    }
}
