package penstock.server.kfp;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import penstock.control.CreateRun;
import penstock.control.RecurringRunService;
import penstock.control.WantedSchedule;
import penstock.control.port.RecurringRuns.RecurringRun;
import penstock.control.port.RecurringRuns.Template;
import penstock.server.backend.Backend;
import penstock.server.backend.Outcomes;
import penstock.server.http.Answer;
import penstock.server.http.Call;
import penstock.server.http.Handler;
import penstock.server.http.Route;
import penstock.server.json.Json;
import penstock.server.list.Lists;
import penstock.server.v2beta1.RecurringRunInput;
import penstock.server.v2beta1.RecurringRunMapper;
import penstock.server.v2beta1.RecurringRunMessage;
import penstock.server.v2beta1.RunInput;

/** Recurring runs. */
final class RecurringRunRoutes {
    private static final String ALL = "/apis/v2beta1/recurringruns";
    private static final String ONE = ALL + "/{recurring_run_id}";

    private final RecurringRunService recurring;
    private final RecurringRunActions actions;
    private final RunActions runs;

    RecurringRunRoutes(Backend backend, Lists lists) {
        this.recurring = backend.recurring();
        this.actions = new RecurringRunActions(backend, lists);
        this.runs = new RunActions(backend);
    }

    List<Route> routes() {
        return List.of(
                Route.of("POST", ALL, this::create),
                Route.of("GET", ALL, this::list),
                Route.of("GET", ONE, call -> answer(actions.find(id(call)))),
                Route.of("PATCH", ONE, this::change),
                Route.of("DELETE", ONE, acting(actions::delete)),
                Route.of("POST", ONE + ":enable", acting(id -> actions.enable(id, true))),
                Route.of("POST", ONE + ":disable", acting(id -> actions.enable(id, false))));
    }

    private Answer create(Call call) {
        RecurringRunInput input = input(call);
        return answer(Outcomes.done(recurring.create(over(RecurringRunActions.NOTHING, input))));
    }

    /** Fields that are not there stay as they are. */
    private Answer change(Call call) {
        RecurringRunInput input = input(call);
        RecurringRun known = actions.find(id(call));
        return answer(Outcomes.done(recurring.change(known.id(), before -> over(before, input))));
    }

    private static RecurringRunInput input(Call call) {
        return RecurringRunInput.read(
                Json.message(call.body().read(Json.MAX_BYTES), "RecurringRun"));
    }

    private WantedSchedule over(WantedSchedule before, RecurringRunInput input) {
        return new WantedSchedule(
                before.namespace(),
                or(input.experimentId(), before.experimentId()),
                or(input.displayName(), before.displayName()),
                or(input.description(), before.description()),
                template(before.template(), input),
                or(input.schedule(), before.schedule()),
                or(input.maxConcurrency(), before.maxConcurrency()),
                input.noCatchup() == null ? before.catchUp() : !input.noCatchup(),
                or(input.enabled(), before.enabled()));
    }

    private Template template(Template before, RecurringRunInput input) {
        RunInput.Source source = input.source();
        boolean same = source.reference() == null && source.pipelineSpec() == null;
        CreateRun.Source wanted = same && isGiven(before) ? null : RunRoutes.source(source, runs);
        Template template = wanted == null ? before : RecurringRunActions.of(wanted, before);
        RecurringRunInput.Config config = input.config();
        String root = config == null ? null : config.values().pipelineRoot();
        String account = or(input.serviceAccount(), before.serviceAccount());
        return new Template(
                template.document(),
                template.pipelineId(),
                template.versionId(),
                config == null ? template.parameters() : config.values().parameters(),
                config == null
                        ? template.pipelineRoot()
                        : root == null || root.isEmpty() ? null : root,
                account.isEmpty() ? RunRoutes.SERVICE_ACCOUNT : account);
    }

    private static boolean isGiven(Template template) {
        return template.document() != null || template.pipelineId() != null;
    }

    private static <T> T or(@Nullable T wanted, T before) {
        return wanted == null ? before : wanted;
    }

    private Answer list(Call call) {
        RecurringRunActions.Page<RecurringRunMessage> page =
                actions.page(call, call.query().text("experiment_id"), this::message);
        return Json.answer(new RecurringRunMessage.Page(page.items(), page.total(), page.next()));
    }

    private Answer answer(RecurringRun row) {
        return Json.answer(message(row));
    }

    private RecurringRunMessage message(RecurringRun row) {
        return RecurringRunMapper.message(row, recurring.next(row, RecurringRunActions.TOLD));
    }

    private static String id(Call call) {
        return call.variable("recurring_run_id");
    }

    private static Handler acting(Consumer<String> action) {
        return call -> {
            action.accept(id(call));
            return Json.empty();
        };
    }
}
