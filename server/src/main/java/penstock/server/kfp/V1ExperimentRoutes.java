package penstock.server.kfp;

import java.util.List;
import penstock.control.port.Catalogue.Experiment;
import penstock.control.port.Paging;
import penstock.server.backend.Backend;
import penstock.server.http.Answer;
import penstock.server.http.Call;
import penstock.server.http.Handler;
import penstock.server.http.Route;
import penstock.server.json.Json;
import penstock.server.list.Lists;
import penstock.server.list.Resource;
import penstock.server.v1beta1.ExperimentInput;
import penstock.server.v1beta1.ExperimentMessage;
import penstock.server.v1beta1.Mapper;

/** Experiments, for clients of KFP v1. */
final class V1ExperimentRoutes {
    private static final String ALL = "/apis/v1beta1/experiments";
    private static final String ONE = ALL + "/{id}";

    private final ExperimentActions experiments;
    private final Lists lists;
    private final Mapper mapper;

    V1ExperimentRoutes(Backend backend, Lists lists, Mapper mapper) {
        this.experiments = new ExperimentActions(backend.services().experiments());
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
        return Json.answer(
                mapper.experiment(experiments.create(input.name(), input.description())));
    }

    private Answer get(Call call) {
        return Json.answer(mapper.experiment(experiments.find(call.variable("id"))));
    }

    private Answer list(Call call) {
        V1Scope.onlyNamespaces(call.query());
        Lists.Asked asked = lists.read(call.query(), Resource.EXPERIMENTS, "");
        Paging.Page<Experiment> page = experiments.list(asked.request());
        return Json.answer(
                new ExperimentMessage.Page(
                        page.items().stream().map(mapper::experiment).toList(),
                        lists.next(asked, page),
                        page.total()));
    }

    private Handler archive(boolean archived) {
        return call -> {
            experiments.archive(call.variable("id"), archived);
            return Json.empty();
        };
    }

    private Answer delete(Call call) {
        experiments.delete(call.variable("id"));
        return Json.empty();
    }
}
