package penstock.control;

import org.jspecify.annotations.Nullable;
import penstock.control.Outcome.Done;
import penstock.control.port.Catalogue;
import penstock.control.port.Catalogue.Experiment;
import penstock.control.port.Paging;
import penstock.control.port.StepExecutor;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;

/** Experiments: groups of runs. Calls block until durable. */
public final class ExperimentService {

    /** The experiment that holds runs for which none is named. */
    public static final String DEFAULT_NAME = "Default";

    private static final int MAX_NAME = 128;

    private final Catalogue catalogue;
    private final StepExecutor steps;
    private final Ids ids;

    ExperimentService(Catalogue catalogue, StepExecutor steps, Ids ids) {
        this.catalogue = catalogue;
        this.steps = steps;
        this.ids = ids;
    }

    /** Adds an experiment. */
    public Outcome<Experiment> create(String namespace, String name, String description) {
        if (name.isBlank() || name.codePointCount(0, name.length()) > MAX_NAME) {
            return Outcome.refused(
                    Problem.of(
                            ErrorCode.INVALID_ARGUMENT,
                            "Experiment must have a non-empty name of at most "
                                    + MAX_NAME
                                    + " characters, not '"
                                    + name
                                    + "'"));
        }
        Experiment experiment =
                new Experiment(ids.uuid(), namespace, name, description, steps.now(), null, false);
        return catalogue.addExperiment(experiment)
                ? new Done<>(experiment)
                : Outcome.refused(
                        Problem.of(
                                ErrorCode.ALREADY_EXISTS,
                                "Failed to create a new experiment. The name "
                                        + name
                                        + " already exists. Please specify a new name"));
    }

    /** The experiment, or a refusal when there is none. */
    public Outcome<Experiment> get(String id) {
        Experiment experiment = catalogue.experiment(id);
        return experiment == null ? unknown(id) : new Done<>(experiment);
    }

    /** Experiments of a namespace. */
    public Paging.Page<Experiment> list(String namespace, Paging.Request request) {
        return catalogue.experiments(namespace, request);
    }

    /** The experiment for runs that name none; made when it is missing. */
    public Experiment defaultExperiment(String namespace) {
        Experiment known = catalogue.experimentNamed(namespace, DEFAULT_NAME);
        while (known == null) {
            create(
                    namespace,
                    DEFAULT_NAME,
                    "All runs created without specifying an experiment will be grouped here.");
            known = catalogue.experimentNamed(namespace, DEFAULT_NAME);
        }
        return known;
    }

    /** Archives or restores an experiment. */
    public Outcome<String> archive(String id, boolean archived) {
        return catalogue.archiveExperiment(id, archived) ? new Done<>(id) : unknown(id);
    }

    /** Removes an experiment; its runs stay. */
    public Outcome<String> remove(String id) {
        return catalogue.removeExperiment(id) ? new Done<>(id) : unknown(id);
    }

    /** The id of the experiment new runs go to: the named one unless archived, or the default. */
    Outcome<String> openForRuns(String namespace, @Nullable String id) {
        if (id == null || id.isEmpty()) {
            return new Done<>(defaultExperiment(namespace).id());
        }
        Experiment experiment = catalogue.experiment(id);
        if (experiment == null) {
            return unknown(id);
        }
        return experiment.archived()
                ? Outcome.refused(
                        new Problem(
                                ErrorCode.INVALID_ARGUMENT,
                                "experiment '" + experiment.name() + "' is archived",
                                "Restore it, or create the run in another experiment."))
                : new Done<>(id);
    }

    private static <T> Outcome<T> unknown(String id) {
        return Outcome.refused(
                Problem.of(ErrorCode.NOT_FOUND, "Experiment '" + id + "' not found"));
    }
}
