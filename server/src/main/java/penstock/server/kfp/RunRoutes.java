package penstock.server.kfp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import penstock.control.CreateRun;
import penstock.control.RunService;
import penstock.control.port.Catalogue;
import penstock.control.port.Paging;
import penstock.control.port.RunReads;
import penstock.control.port.RunReads.RunRow;
import penstock.engine.Phase;
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
    private static final String SERVICE_ACCOUNT = "pipeline-runner";
    private static final String BY = "a request to the API";

    /** A run may have a hundred thousand tasks; the newest and the failed ones are shown. */
    private static final int MOST_TASKS = 2_000;

    private final RunService runs;
    private final RunReads reads;
    private final Catalogue catalogue;
    private final RunRemoval removal;
    private final Lists lists;
    private final Mapper mapper;

    RunRoutes(Backend backend, Lists lists, Mapper mapper) {
        this.runs = backend.services().runs();
        this.reads = backend.reads().runs();
        this.catalogue = backend.reads().catalogue();
        this.removal = new RunRemoval(backend);
        this.lists = lists;
        this.mapper = mapper;
    }

    List<Route> routes() {
        return List.of(
                Route.of("POST", ALL, this::create),
                Route.of("GET", ALL, this::list),
                Route.of("GET", ONE, this::get),
                Route.of("DELETE", ONE, this::delete),
                Route.of("POST", ONE + ":archive", archive(true)),
                Route.of("POST", ONE + ":unarchive", archive(false)),
                Route.of("POST", ONE + ":terminate", this::terminate),
                Route.of("POST", ONE + ":retry", this::retry));
    }

    private Answer create(Call call) {
        RunInput input = RunInput.read(Json.message(call.body().read(Json.MAX_BYTES), "Run"));
        check(input);
        String experimentId = input.experimentId();
        String account = input.config().serviceAccount();
        CreateRun request =
                new CreateRun(
                        Backend.NAMESPACE,
                        input.displayName(),
                        input.description(),
                        experimentId.isEmpty() ? null : experimentId,
                        source(input.source()),
                        input.config().parameters(),
                        input.config().pipelineRoot(),
                        account.isEmpty() ? SERVICE_ACCOUNT : account);
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
        if (!input.extras().recurringRunId().isEmpty()) {
            throw Refusal.notFound("RecurringRun", input.extras().recurringRunId());
        }
    }

    private CreateRun.Source source(RunInput.Source source) {
        VersionReference reference = source.reference();
        ObjectNode spec = source.pipelineSpec();
        if (reference != null && spec != null) {
            throw Refusal.invalid(
                    "both pipeline_spec and pipeline_version_reference (expected: one of them)");
        }
        if (reference != null) {
            return ofPipeline(reference);
        }
        if (spec == null) {
            throw Refusal.invalid(
                    "no pipeline to run (expected: pipeline_spec or pipeline_version_reference)");
        }
        return new CreateRun.Document(SpecJson.toDocument(spec));
    }

    private CreateRun.Source ofPipeline(VersionReference reference) {
        @Nullable String versionId =
                reference.pipelineVersionId().isEmpty() ? null : reference.pipelineVersionId();
        String pipelineId = reference.pipelineId();
        if (pipelineId.isEmpty() && versionId != null) {
            Catalogue.Version version = catalogue.version(versionId);
            if (version == null) {
                throw Refusal.notFound("PipelineVersion", versionId);
            }
            pipelineId = version.pipelineId();
        }
        if (pipelineId.isEmpty()) {
            throw Refusal.invalid("pipeline_version_reference names no pipeline");
        }
        return new CreateRun.OfPipeline(pipelineId, versionId);
    }

    private Answer get(Call call) {
        RunRow row = find(call);
        RunId run = row.header().run();
        String document = row.origin().pipelineId() == null ? reads.document(run) : null;
        return Json.answer(mapper.run(row, document, reads.tasks(run, 0, MOST_TASKS).tasks()));
    }

    private RunMessage message(RunId run) {
        RunRow row = find(run);
        String document = row.origin().pipelineId() == null ? reads.document(run) : null;
        return mapper.run(row, document, List.of());
    }

    private RunRow find(Call call) {
        return find(Outcomes.runId(call.variable("run_id")));
    }

    private RunRow find(RunId run) {
        RunRow row = reads.run(run);
        if (row == null) {
            throw Refusal.notFound("Run", run.value()).within("Failed to get a run");
        }
        return row;
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

    private Handler archive(boolean archived) {
        return call -> {
            RunRow row = find(call);
            if (!archived) {
                checkExperiment(row);
            }
            reads.archive(row.header().run(), archived);
            return Json.empty();
        };
    }

    private void checkExperiment(RunRow row) {
        Catalogue.Experiment experiment = catalogue.experiment(row.origin().experimentId());
        if (experiment != null && experiment.archived()) {
            throw Refusal.of(
                    Code.FAILED_PRECONDITION,
                    "experiment " + experiment.name() + " must be un-archived first");
        }
    }

    private Answer terminate(Call call) {
        RunRow row = find(call);
        if (row.phase().isTerminal() || row.phase() == Phase.CANCELING) {
            throw Refusal.of(
                    Code.INVALID_ARGUMENT,
                    "Failed to terminate a run "
                            + row.header().run()
                            + ". It is "
                            + row.phase()
                            + " (expected: PENDING, RUNNING or PAUSED)");
        }
        Outcomes.done(runs.cancel(row.header().run(), BY));
        return Json.empty();
    }

    private Answer retry(Call call) {
        RunRow row = find(call);
        if (row.phase() != Phase.FAILED && row.phase() != Phase.CANCELED) {
            throw Refusal.of(
                    Code.ABORTED,
                    "Workflow must be Failed/Error to retry: run "
                            + row.header().run()
                            + " is "
                            + row.phase());
        }
        Outcomes.done(runs.retry(row.header().run()));
        return Json.empty();
    }

    private Answer delete(Call call) {
        removal.remove(find(call).header().run());
        return Json.empty();
    }
}
