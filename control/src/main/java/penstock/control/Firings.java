package penstock.control;

import java.time.Instant;
import penstock.control.Outcome.Done;
import penstock.control.Outcome.Refused;
import penstock.control.port.RecurringRuns.Firing;
import penstock.control.port.RecurringRuns.RecurringRun;
import penstock.control.port.RecurringRuns.Template;
import penstock.control.port.RunReads;
import penstock.control.port.RunReads.RunRow;
import penstock.control.port.StoreUnavailableException;
import penstock.engine.RunCaching;
import penstock.engine.RunId;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;

/** Starts the runs that schedules call for. */
final class Firings implements Scheduler.Launcher {

    private final RunService runs;
    private final RunReads reads;

    Firings(RunService runs, RunReads reads) {
        this.runs = runs;
        this.reads = reads;
    }

    @Override
    public Firing launch(RecurringRun recurring, long index, Instant at) {
        CreateRun request = request(recurring, index, at);
        RunRow started = reads.run(id(recurring, index));
        if (started != null) {
            return new Firing(index, started.header().scheduledAt(), null);
        }
        return switch (start(request)) {
            case Done<RunId> _ -> new Firing(index, at, null);
            case Refused<RunId>(Problem problem, _) -> {
                if (problem.code() == ErrorCode.STORE_UNAVAILABLE) {
                    throw new StoreUnavailableException(problem);
                }
                yield new Firing(index, at, problem);
            }
        };
    }

    /** A bug that one pipeline uncovers is not to stop the schedules of others. */
    private Outcome<RunId> start(CreateRun request) {
        try {
            return runs.create(request);
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (RuntimeException bug) {
            return Outcome.refused(
                    new Problem(
                            ErrorCode.INTERNAL,
                            "the run could not be started: " + bug,
                            "This is a defect of Penstock; please report it."));
        }
    }

    static RunId id(RecurringRun recurring, long index) {
        return SpawnedRuns.id(recurring.id(), SpawnedRuns.name(recurring.runName(), index));
    }

    /** The run that firing {@code index} is to start. */
    static CreateRun request(RecurringRun recurring, long index, Instant at) {
        Template template = recurring.template();
        return new CreateRun(
                recurring.namespace(),
                SpawnedRuns.name(recurring.runName(), index),
                recurring.description(),
                recurring.experimentId(),
                source(template),
                template.parameters(),
                template.pipelineRoot(),
                template.serviceAccount(),
                RunCaching.DEFAULT,
                new CreateRun.Spawn(id(recurring, index), recurring.id(), at, index));
    }

    private static CreateRun.Source source(Template template) {
        String pipelineId = template.pipelineId();
        String document = template.document();
        return pipelineId == null
                ? new CreateRun.Document(document == null ? "" : document)
                : new CreateRun.OfPipeline(pipelineId, template.versionId());
    }
}
