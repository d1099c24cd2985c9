package penstock.control;

import java.util.List;
import java.util.function.Consumer;
import penstock.compiler.Frontend;
import penstock.control.port.ArtifactCheck;
import penstock.control.port.CacheEntries;
import penstock.control.port.Catalogue;
import penstock.control.port.Journal;
import penstock.control.port.RecurringRuns;
import penstock.control.port.RunReads;
import penstock.control.port.StepExecutor;
import penstock.control.port.TaskRunner;
import penstock.engine.AttemptId;
import penstock.engine.Command;
import penstock.engine.Engine;
import penstock.engine.Lease;
import penstock.engine.RunCaching;
import penstock.engine.RunId;
import penstock.plan.ExpressionEvaluator;

/** The running part of the product: loops, dispatch and recovery, over the given ports. */
public final class Control {

    private final EffectDispatcher dispatcher;
    private final RunLoops loops;
    private final RunChanges changes = new RunChanges();
    private final Recovery recovery;
    private final StepExecutor steps;
    private final Capacity capacity;

    /**
     * Ties the parts together; nothing runs until {@link #recover} or the first run.
     *
     * @param lease under which this server writes; its epoch is fenced by the journal
     */
    public Control(
            Outside outside, ExpressionEvaluator expressions, Lease lease, Capacity capacity) {
        this(outside, new Engine(lease, expressions)::decide, lease, capacity);
    }

    /** As above, with decisions made by {@code decider} under the same {@code lease}. */
    public Control(Outside outside, Decider decider, Lease lease, Capacity capacity) {
        this.dispatcher = new EffectDispatcher(outside, capacity, changes, lease);
        RunLoop.Shell shell =
                new RunLoop.Shell(decider, outside.journal(), outside.steps(), lease.epoch());
        this.loops = new RunLoops(shell, dispatcher);
        this.steps = outside.steps();
        this.capacity = capacity;
        this.recovery = new Recovery(outside.journal(), loops, outside.steps());
        dispatcher.connect(loops);
    }

    /**
     * The ports that runs are driven through.
     *
     * @param results of earlier task runs
     * @param artifacts tells whether their bytes still exist
     */
    public record Outside(
            Journal journal,
            TaskRunner runner,
            StepExecutor steps,
            CacheEntries results,
            ArtifactCheck artifacts) {}

    /** Takes up the runs that an earlier server left unfinished. Returns at once. */
    public void recover() {
        recovery.begin();
    }

    /** Launches nothing from now on; {@code whenQuiet} is called once no attempt runs. */
    public void hold(Runnable whenQuiet) {
        dispatcher.hold(whenQuiet);
    }

    /** The attempts that run now. */
    public List<AttemptId> running() {
        return dispatcher.running();
    }

    /** Creates a run and starts it; the answer comes once that is durable. Returns at once. */
    public void begin(Journal.Creation creation, Consumer<Answer> answer) {
        loops.create(creation, new Command.StartRun(creation.header().createdAt()), answer);
    }

    /** Asks something of a run; the answer comes once it is durable. Returns at once. */
    public void ask(RunId run, Command command, Consumer<Answer> answer) {
        loops.submit(run, command, answer);
    }

    /** Which runs change. */
    public RunChanges changes() {
        return changes;
    }

    /**
     * The use cases on runs, pipelines and experiments.
     *
     * @param caching what runs may take from earlier ones at most
     */
    public Services services(Catalogue catalogue, Frontend frontend, Ids ids, RunCaching caching) {
        Compiler compiler = new Compiler(frontend, capacity);
        ExperimentService experiments = new ExperimentService(catalogue, steps, ids);
        RunHeaders headers = new RunHeaders(steps, ids, caching);
        return new Services(
                new RunService(loops, catalogue, compiler, experiments, steps, headers),
                new PipelineService(catalogue, compiler, steps, ids),
                experiments);
    }

    /** The use cases on recurring runs, which are kept in {@code rows}. */
    public RecurringRunService recurring(
            Services services, RecurringRuns rows, RunReads reads, Ids ids) {
        return new RecurringRunService(rows, reads, services, steps, ids);
    }

    /** What callers can ask for. */
    public record Services(
            RunService runs, PipelineService pipelines, ExperimentService experiments) {}

    RunLoops loops() {
        return loops;
    }
}
