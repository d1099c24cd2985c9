package penstock.server.kfp;

import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import penstock.control.CreateRun;
import penstock.control.RunService;
import penstock.control.port.Catalogue;
import penstock.control.port.RunReads;
import penstock.control.port.RunReads.RunRow;
import penstock.engine.Phase;
import penstock.engine.RunId;
import penstock.server.backend.Backend;
import penstock.server.backend.Outcomes;
import penstock.server.http.Code;
import penstock.server.http.Refusal;
import penstock.server.v1beta1.RunInput;

/** What is done to runs, under whichever version of the API. */
final class RunActions {
    private static final String BY = "a request to the API";

    /**
     * KFP needs this long to start a run's first container. Clients that terminate what they have
     * just created need not expect that it has ended already.
     */
    private static final Duration UNEXPECTED_END = Duration.ofSeconds(30);

    private final RunService runs;
    private final RunReads reads;
    private final Catalogue catalogue;
    private final RunRemoval removal;
    private final Clock clock;

    RunActions(Backend backend) {
        this.runs = backend.services().runs();
        this.reads = backend.reads().runs();
        this.catalogue = backend.reads().catalogue();
        this.removal = new RunRemoval(backend);
        this.clock = backend.clock();
    }

    RunRow find(String id) {
        RunRow row = reads.run(Outcomes.runId(id));
        if (row == null) {
            throw Refusal.notFound("Run", id).within("Failed to get a run");
        }
        return row;
    }

    /**
     * The version that a run is to be of. KFP up to 1.8 gave the first version its pipeline's id,
     * so a pipeline's id stands for its newest version.
     *
     * @param pipelineId empty for the pipeline of that version
     * @param versionId empty for the newest
     */
    CreateRun.Source ofPipeline(String pipelineId, String versionId) {
        if (versionId.isEmpty() || versionId.equals(pipelineId)) {
            return new CreateRun.OfPipeline(pipelineId, null);
        }
        if (!pipelineId.isEmpty()) {
            return new CreateRun.OfPipeline(pipelineId, versionId);
        }
        Catalogue.Version version = version(versionId);
        if (version == null) {
            throw Refusal.notFound("PipelineVersion", versionId);
        }
        return new CreateRun.OfPipeline(version.pipelineId(), version.id());
    }

    /** What {@code spec} names or holds. */
    CreateRun.Source source(RunInput.Spec spec) {
        if (!spec.pipelineId().isEmpty() || !spec.versionId().isEmpty()) {
            return ofPipeline(spec.pipelineId(), spec.versionId());
        }
        if (spec.document().isEmpty()) {
            throw Refusal.invalid(
                    "no pipeline to run (expected: a reference to a PIPELINE_VERSION, pipeline_id,"
                            + " workflow_manifest or pipeline_manifest)");
        }
        return new CreateRun.Document(spec.document());
    }

    /** The text of the document that {@code source} leads to now. */
    String document(CreateRun.Source source) {
        return switch (source) {
            case CreateRun.Document(String text) -> text;
            case CreateRun.OfPipeline(String pipelineId, String versionId) ->
                    existing(pipelineId, versionId).document();
        };
    }

    /** The version of a pipeline, the newest when none is named. */
    Catalogue.Version existing(String pipelineId, @Nullable String versionId) {
        Catalogue.Version version =
                versionId == null
                        ? catalogue.latestVersion(pipelineId)
                        : catalogue.version(versionId);
        if (version == null) {
            throw versionId == null
                    ? Refusal.notFound("Pipeline", pipelineId)
                    : Refusal.notFound("PipelineVersion", versionId);
        }
        return version;
    }

    /** The version of that id, or the newest of the pipeline of that id. */
    Catalogue.@Nullable Version version(String id) {
        Catalogue.Version version = catalogue.version(id);
        return version == null ? catalogue.latestVersion(id) : version;
    }

    void archive(String id, boolean archived) {
        RunRow row = find(id);
        if (!archived) {
            checkExperiment(row);
        }
        reads.archive(row.header().run(), archived);
    }

    private void checkExperiment(RunRow row) {
        Catalogue.Experiment experiment = catalogue.experiment(row.origin().experimentId());
        if (experiment != null && experiment.archived()) {
            throw Refusal.of(
                    Code.FAILED_PRECONDITION,
                    "experiment " + experiment.name() + " must be un-archived first");
        }
    }

    void terminate(String id) {
        RunRow row = find(id);
        RunId run = row.header().run();
        if (row.phase().isTerminal() && isYoung(row)) {
            return;
        }
        if (row.phase().isTerminal() || row.phase() == Phase.CANCELING) {
            throw Refusal.of(
                    Code.INVALID_ARGUMENT,
                    "Failed to terminate a run "
                            + run
                            + ". It is "
                            + row.phase()
                            + " (expected: PENDING, RUNNING or PAUSED)");
        }
        Outcomes.done(runs.cancel(run, BY));
    }

    private boolean isYoung(RunRow row) {
        return clock.instant().isBefore(row.header().createdAt().plus(UNEXPECTED_END));
    }

    void retry(String id) {
        RunRow row = find(id);
        if (row.phase() != Phase.FAILED && row.phase() != Phase.CANCELED) {
            throw Refusal.of(
                    Code.ABORTED,
                    "Workflow must be Failed/Error to retry: run "
                            + row.header().run()
                            + " is "
                            + row.phase());
        }
        Outcomes.done(runs.retry(row.header().run()));
    }

    void delete(String id) {
        removal.remove(find(id).header().run());
    }
}
