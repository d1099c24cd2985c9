package penstock.server.kfp;

import java.util.List;
import penstock.control.ExperimentService;
import penstock.control.Outcome;
import penstock.control.port.Catalogue.Experiment;
import penstock.control.port.Paging;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;
import penstock.server.backend.Backend;
import penstock.server.backend.Outcomes;
import penstock.server.http.Answer;
import penstock.server.http.Call;
import penstock.server.http.Code;
import penstock.server.http.Handler;
import penstock.server.http.Refusal;
import penstock.server.http.Route;
import penstock.server.json.Json;
import penstock.server.list.Lists;
import penstock.server.list.Resource;
import penstock.server.v2beta1.ExperimentInput;
import penstock.server.v2beta1.ExperimentMessage;
import penstock.server.v2beta1.Mapper;

/** Experiments. */
final class ExperimentRoutes {
    private static final String ALL = "/apis/v2beta1/experiments";
    private static final String ONE = ALL + "/{experiment_id}";

    private final ExperimentService experiments;
    private final Lists lists;
    private final Mapper mapper;

    ExperimentRoutes(Backend backend, Lists lists, Mapper mapper) {
        this.experiments = backend.services().experiments();
        this.lists = lists;
        this.mapper = mapper;
    }

    List<Route> routes() {
        return List.of(
                Route.of("POST", ALL, this::create),
                Route.of("GET", ALL, this::list),
                Route.of("GET", ONE, this::get),
                Route.of("POST", ONE + ":archive", archive(true)),
                Route.of("POST", ONE + ":unarchive", archive(false)),
                Route.of("DELETE", ONE, this::delete));
    }

    private Answer create(Call call) {
        ExperimentInput input =
                ExperimentInput.read(Json.message(call.body().read(Json.MAX_BYTES), "Experiment"));
        Outcome<Experiment> outcome =
                experiments.create(Backend.NAMESPACE, input.displayName(), input.description());
        if (outcome instanceof Outcome.Refused<Experiment>(Problem problem, var _)
                && problem.code() == ErrorCode.ALREADY_EXISTS) {
            throw Refusal.of(
                    Code.ALREADY_EXISTS,
                    "Failed to create a new experiment. The name "
                            + input.displayName()
                            + " already exists. Please specify a new name");
        }
        return Json.answer(mapper.experiment(Outcomes.done(outcome)));
    }

    private Answer get(Call call) {
        return Json.answer(mapper.experiment(find(call)));
    }

    private Experiment find(Call call) {
        return Outcomes.done(experiments.get(call.variable("experiment_id")));
    }

    private Answer list(Call call) {
        Lists.Asked asked = lists.read(call.query(), Resource.EXPERIMENTS, "");
        Paging.Page<Experiment> page = experiments.list(Backend.NAMESPACE, asked.request());
        return Json.answer(
                new ExperimentMessage.Page(
                        page.items().stream().map(mapper::experiment).toList(),
                        lists.next(asked, page),
                        page.total()));
    }

    private Handler archive(boolean archived) {
        return call -> {
            Outcomes.done(experiments.archive(call.variable("experiment_id"), archived));
            return Json.empty();
        };
    }

    private Answer delete(Call call) {
        Experiment experiment = find(call);
        if (experiment.name().equals(ExperimentService.DEFAULT_NAME)) {
            throw Refusal.of(Code.ABORTED, "The default experiment cannot be deleted");
        }
        Outcomes.done(experiments.remove(experiment.id()));
        return Json.empty();
    }
}
