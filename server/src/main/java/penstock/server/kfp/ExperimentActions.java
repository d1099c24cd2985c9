package penstock.server.kfp;

import penstock.control.ExperimentService;
import penstock.control.port.Catalogue.Experiment;
import penstock.control.port.Paging;
import penstock.server.backend.Backend;
import penstock.server.backend.Outcomes;
import penstock.server.http.Code;
import penstock.server.http.Refusal;

/** What is done to experiments, under whichever version of the API. */
final class ExperimentActions {
    private final ExperimentService experiments;

    ExperimentActions(ExperimentService experiments) {
        this.experiments = experiments;
    }

    Experiment create(String name, String description) {
        return Outcomes.done(experiments.create(Backend.NAMESPACE, name, description));
    }

    Experiment find(String id) {
        return Outcomes.done(experiments.get(id));
    }

    Paging.Page<Experiment> list(Paging.Request request) {
        return experiments.list(Backend.NAMESPACE, request);
    }

    void archive(String id, boolean archived) {
        Outcomes.done(experiments.archive(id, archived));
    }

    void delete(String id) {
        Experiment experiment = find(id);
        if (experiment.name().equals(ExperimentService.DEFAULT_NAME)) {
            throw Refusal.of(Code.ABORTED, "The default experiment cannot be deleted");
        }
        Outcomes.done(experiments.remove(id));
    }
}
