package penstock.control;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import penstock.control.Outcome.Done;
import penstock.control.Outcome.Refused;
import penstock.control.port.Catalogue;
import penstock.control.port.Journal;
import penstock.control.port.RunOrigin;
import penstock.control.port.StepExecutor;
import penstock.engine.Command;
import penstock.engine.RunHeader;
import penstock.engine.RunId;
import penstock.engine.TaskPath;
import penstock.plan.ErrorCode;
import penstock.plan.Plan;
import penstock.plan.Problem;

/** Creates runs and passes on what is asked of them. Calls block until the answer is durable. */
public final class RunService {

    /** Where outputs go unless a run says otherwise; KFP's default. */
    public static final String DEFAULT_PIPELINE_ROOT = "minio://mlpipeline/v2/artifacts";

    private final RunLoops loops;
    private final Catalogue catalogue;
    private final Compiler compiler;
    private final ExperimentService experiments;
    private final StepExecutor steps;
    private final RunHeaders headers;

    RunService(
            RunLoops loops,
            Catalogue catalogue,
            Compiler compiler,
            ExperimentService experiments,
            StepExecutor steps,
            RunHeaders headers) {
        this.loops = loops;
        this.catalogue = catalogue;
        this.compiler = compiler;
        this.experiments = experiments;
        this.steps = steps;
        this.headers = headers;
    }

    /** Compiles, checks and starts a run. */
    public Outcome<RunId> create(CreateRun request) {
        return switch (prepare(request)) {
            case Refused<Prepared>(var problem, var diagnostics) ->
                    new Refused<>(problem, diagnostics);
            case Done<Prepared>(Prepared prepared) -> inExperiment(request, prepared);
        };
    }

    /** Why a run would be refused if it were created now; null if it would not be. */
    @Nullable Refused<RunId> refusal(CreateRun request) {
        return switch (prepare(request)) {
            case Refused<Prepared>(var problem, var diagnostics) ->
                    new Refused<>(problem, diagnostics);
            case Done<Prepared> _ -> null;
        };
    }

    /** Asks a run to stop. */
    public Outcome<RunId> cancel(RunId run, String by) {
        return ask(run, new Command.CancelRun(steps.now(), by));
    }

    /** Starts nothing new in a run until it is resumed; what runs goes on to its end. */
    public Outcome<RunId> pause(RunId run, String by) {
        return ask(run, new Command.PauseRun(steps.now(), by));
    }

    /** Goes on with a paused run. */
    public Outcome<RunId> resume(RunId run) {
        return ask(run, new Command.ResumeRun(steps.now()));
    }

    /** Goes on with a task of a run that is held for somebody to look at. */
    public Outcome<RunId> resumeTask(RunId run, TaskPath path) {
        return ask(run, new Command.ResumeTask(steps.now(), path));
    }

    /** Runs again what failed or was cancelled, keeping finished work. */
    public Outcome<RunId> retry(RunId run) {
        return ask(run, new Command.RetryRun(steps.now()));
    }

    /** The plan of a document or version. */
    Outcome<Plan> plan(CreateRun.Source wanted) {
        return switch (source(wanted)) {
            case Refused<Source>(var problem, var diagnostics) ->
                    new Refused<>(problem, diagnostics);
            case Done<Source>(Source source) -> compiler.compile(source.document());
        };
    }

    /** Whether the version of a pipeline still exists. */
    boolean knows(String versionId) {
        return catalogue.version(versionId) != null;
    }

    private record Source(
            String document, @Nullable String pipelineId, @Nullable String versionId) {}

    private Outcome<Source> source(CreateRun.Source wanted) {
        return switch (wanted) {
            case CreateRun.Document(String text) -> new Done<>(new Source(text, null, null));
            case CreateRun.OfPipeline(String pipelineId, String versionId) -> {
                Catalogue.Version version =
                        versionId == null
                                ? catalogue.latestVersion(pipelineId)
                                : catalogue.version(versionId);
                if (version == null || !version.pipelineId().equals(pipelineId)) {
                    yield Outcome.refused(
                            Problem.of(
                                    ErrorCode.NOT_FOUND,
                                    "pipeline '"
                                            + pipelineId
                                            + "' has no version"
                                            + (versionId == null ? "" : " '" + versionId + "'")));
                }
                yield new Done<>(new Source(version.document(), pipelineId, version.id()));
            }
        };
    }

    private record Prepared(Source source, Plan plan, RunHeader header) {}

    private Outcome<Prepared> prepare(CreateRun request) {
        return switch (source(request.source())) {
            case Refused<Source>(var problem, var diagnostics) ->
                    new Refused<>(problem, diagnostics);
            case Done<Source>(Source source) -> prepare(request, source);
        };
    }

    private Outcome<Prepared> prepare(CreateRun request, Source source) {
        return switch (compiler.compileToRun(source.document())) {
            case Refused<Plan>(var problem, var diagnostics) -> new Refused<>(problem, diagnostics);
            case Done<Plan>(Plan plan) -> {
                RunHeader header = headers.of(request, plan);
                Problem misfit = RunParameters.check(plan.root(), header.parameters());
                yield misfit == null
                        ? new Done<>(new Prepared(source, plan, header))
                        : Outcome.refused(misfit);
            }
        };
    }

    private Outcome<RunId> inExperiment(CreateRun request, Prepared prepared) {
        return switch (experiments.openForRuns(request.namespace(), request.experimentId())) {
            case Refused<String>(var problem, var diagnostics) ->
                    new Refused<>(problem, diagnostics);
            case Done<String>(String experimentId) -> start(request, prepared, experimentId);
        };
    }

    private Outcome<RunId> start(CreateRun request, Prepared prepared, String experimentId) {
        RunHeader header = prepared.header();
        Source source = prepared.source();
        CreateRun.Spawn spawn = request.spawn();
        RunOrigin origin =
                new RunOrigin(
                        request.namespace(),
                        experimentId,
                        request.description(),
                        source.pipelineId(),
                        source.versionId(),
                        source.document(),
                        request.serviceAccount(),
                        spawn == null ? null : spawn.recurringRunId());
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        loops.create(
                new Journal.Creation(header, prepared.plan(), origin),
                new Command.StartRun(header.createdAt()),
                answer::complete);
        return outcome(header.run(), answer.join());
    }

    private Outcome<RunId> ask(RunId run, Command command) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        loops.submit(run, command, answer::complete);
        return outcome(run, answer.join());
    }

    private static Outcome<RunId> outcome(RunId run, Answer answer) {
        return switch (answer) {
            case Answer.Accepted(), Answer.Kept() -> new Done<>(run);
            case Answer.Refused(Problem problem) -> Outcome.refused(problem);
            case Answer.Unable(Problem problem) -> Outcome.refused(problem);
        };
    }
}
