package penstock.server.kfp;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import penstock.control.CreateRun;
import penstock.control.Outcome;
import penstock.control.PipelineService;
import penstock.control.RecurringRunService;
import penstock.control.WantedSchedule;
import penstock.control.port.Catalogue;
import penstock.control.port.RecurringRuns.RecurringRun;
import penstock.control.port.RecurringRuns.Template;
import penstock.plan.Plan;
import penstock.server.backend.Backend;
import penstock.server.backend.Outcomes;
import penstock.server.http.Answer;
import penstock.server.http.Call;
import penstock.server.http.Handler;
import penstock.server.http.Route;
import penstock.server.json.Json;
import penstock.server.list.Lists;
import penstock.server.v1beta1.JobInput;
import penstock.server.v1beta1.JobMapper;
import penstock.server.v1beta1.JobMessage;
import penstock.server.v1beta1.RunInput;
import penstock.server.v2beta1.RecurringRunMapper;

/** Recurring runs, for clients of KFP v1, which calls them jobs. */
final class V1JobRoutes {
    private static final String ALL = "/apis/v1beta1/jobs";
    private static final String ONE = ALL + "/{id}";

    /** Documents of listed jobs are shown as long as they take no more than this together. */
    private static final int MOST_LISTED = 16 << 20;

    private final RecurringRunService recurring;
    private final PipelineService pipelines;
    private final Catalogue catalogue;
    private final RecurringRunActions actions;
    private final RunActions runs;

    V1JobRoutes(Backend backend, Lists lists) {
        this.recurring = backend.recurring();
        this.pipelines = backend.services().pipelines();
        this.catalogue = backend.reads().catalogue();
        this.actions = new RecurringRunActions(backend, lists);
        this.runs = new RunActions(backend);
    }

    List<Route> routes() {
        return List.of(
                Route.of("POST", ALL, this::create),
                Route.of("GET", ALL, this::list),
                Route.of("GET", ONE, call -> answer(actions.find(call.variable("id")))),
                Route.of("DELETE", ONE, acting(actions::delete)),
                Route.of("POST", ONE + "/enable", acting(id -> actions.enable(id, true))),
                Route.of("POST", ONE + "/disable", acting(id -> actions.enable(id, false))));
    }

    private static Handler acting(Consumer<String> action) {
        return call -> {
            action.accept(call.variable("id"));
            return Json.empty();
        };
    }

    private Answer create(Call call) {
        JobInput input = JobInput.read(Json.message(call.body().read(Json.MAX_BYTES), "Job"));
        RunInput run = input.run();
        Long most = input.maxConcurrency();
        WantedSchedule wanted =
                new WantedSchedule(
                        Backend.NAMESPACE,
                        run.experimentId(),
                        run.name(),
                        run.description(),
                        template(run),
                        input.schedule(),
                        most == null ? 0 : most,
                        !input.noCatchup(),
                        input.enabled());
        return answer(Outcomes.done(recurring.create(wanted)));
    }

    /** A job without a version stays with the one that is the newest now. */
    private Template template(RunInput run) {
        CreateRun.Source source = pinned(runs.source(run.spec()));
        Plan plan = Outcomes.done(pipelines.compile(runs.document(source)));
        String root = run.spec().pipelineRoot();
        String account = run.serviceAccount();
        Template settings =
                new Template(
                        null,
                        null,
                        null,
                        V1Arguments.of(plan, run.spec().texts(), run.spec().values()),
                        root.isEmpty() ? null : root,
                        account.isEmpty() ? RunRoutes.SERVICE_ACCOUNT : account);
        return RecurringRunActions.of(source, settings);
    }

    private CreateRun.Source pinned(CreateRun.Source source) {
        return switch (source) {
            case CreateRun.Document document -> document;
            case CreateRun.OfPipeline(String pipelineId, String versionId) ->
                    new CreateRun.OfPipeline(pipelineId, runs.existing(pipelineId, versionId).id());
        };
    }

    private Answer list(Call call) {
        Allowance allowance = new Allowance(MOST_LISTED);
        RecurringRunActions.Page<JobMessage> page =
                actions.page(
                        call,
                        V1Scope.experiment(call.query()),
                        row -> {
                            String document = allowance.isSpent() ? "" : document(row);
                            allowance.spend(document.length());
                            return message(row, document);
                        });
        return Json.answer(new JobMessage.Page(page.items(), page.total(), page.next()));
    }

    private Answer answer(RecurringRun row) {
        return Json.answer(message(row, document(row)));
    }

    private JobMessage message(RecurringRun row, String document) {
        Catalogue.Version version = version(row.template());
        return JobMapper.message(
                row, RecurringRunMapper.NAMESPACE, document, version == null ? "" : version.name());
    }

    /** Lists leave documents out, so it is read again. */
    private String document(RecurringRun row) {
        Catalogue.Version version = version(row.template());
        if (version != null) {
            return version.document();
        }
        String document = row.template().document();
        return document == null || !document.isEmpty() ? text(document) : reread(row);
    }

    private String reread(RecurringRun row) {
        return switch (recurring.get(row.id())) {
            case Outcome.Done<RecurringRun>(var known) -> text(known.template().document());
            case Outcome.Refused<RecurringRun> _ -> "";
        };
    }

    private static String text(@Nullable String document) {
        return document == null ? "" : document;
    }

    private Catalogue.@Nullable Version version(Template template) {
        String pipelineId = template.pipelineId();
        String versionId = template.versionId();
        if (pipelineId == null) {
            return null;
        }
        return versionId == null
                ? catalogue.latestVersion(pipelineId)
                : catalogue.version(versionId);
    }
}
