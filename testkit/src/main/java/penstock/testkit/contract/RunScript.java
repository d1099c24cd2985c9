package penstock.testkit.contract;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import penstock.control.port.Journal;
import penstock.control.port.Journal.Append;
import penstock.control.port.Journal.AppendOutcome;
import penstock.control.port.Journal.LoadOutcome;
import penstock.control.port.RunOrigin;
import penstock.engine.AttemptFacts;
import penstock.engine.AttemptId;
import penstock.engine.AttemptResult;
import penstock.engine.Command;
import penstock.engine.Decision;
import penstock.engine.Engine;
import penstock.engine.Event;
import penstock.engine.Graph;
import penstock.engine.Lease;
import penstock.engine.Outputs;
import penstock.engine.RunHeader;
import penstock.engine.RunId;
import penstock.engine.RunState;
import penstock.engine.TaskPath;
import penstock.engine.TaskView;
import penstock.engine.Try;
import penstock.plan.ErrorCode;
import penstock.plan.ExpressionEvaluator;
import penstock.plan.Plan;
import penstock.plan.Problem;
import penstock.plan.Value;

/** Plays a run against a journal: commands are decided by the engine, each batch is appended. */
public final class RunScript {

    /** When runs of scripts begin; every command comes a second after the one before. */
    public static final Instant BEGIN = Instant.parse("2026-03-01T10:00:00.123456789Z");

    private static final int SECONDS_TO_WAIT = 30;

    private final Journal journal;
    private final Engine engine;
    private final Lease lease;
    private final Plan plan;
    private final RunOrigin origin;
    private RunState state;
    private Instant now;
    private long sequence;

    /** A run that is not yet begun. */
    public RunScript(Journal journal, long epoch, Plan plan, RunHeader header, RunOrigin origin) {
        this.journal = journal;
        this.lease = new Lease("test-host", epoch);
        this.engine = new Engine(lease, new Words());
        this.plan = plan;
        this.origin = origin;
        this.state = RunState.initial(header, Graph.of(plan));
        this.now = header.createdAt();
    }

    /** A run of {@code plan} without parameters, in the experiment {@code experiment}. */
    public static RunScript of(Journal journal, long epoch, Plan plan, String id) {
        return new RunScript(
                journal,
                epoch,
                plan,
                header(id, BEGIN, Collections.emptySortedMap()),
                origin("experiment"));
    }

    /** The header of a run. */
    public static RunHeader header(String id, Instant at, SortedMap<String, Value> parameters) {
        return new RunHeader(
                new RunId(id), "Run " + id, "run-" + id, "minio://bucket/root", at, at, parameters);
    }

    /** The origin of a run of a document sent with the request. */
    public static RunOrigin origin(String experiment) {
        return new RunOrigin(
                "", experiment, "about it", null, null, "# document", "pipeline-runner");
    }

    /** The run's id. */
    public RunId run() {
        return state.header().run();
    }

    /** The state after what was committed. */
    public RunState state() {
        return state;
    }

    /** Events committed so far. */
    public long sequence() {
        return sequence;
    }

    /** Creates the run and starts it. */
    public AppendOutcome start() {
        return send(begin());
    }

    /** Decides the commands and appends their events as one batch. */
    public AppendOutcome send(Command... commands) {
        return append(batch(commands));
    }

    /** The batch that the commands come to; nothing is appended and the state stays. */
    public Append batch(Command... commands) {
        RunState after = state;
        List<Event> events = new ArrayList<>();
        Map<TaskPath, TaskView> touched = new LinkedHashMap<>();
        for (Command command : commands) {
            boolean more = true;
            Command next = command;
            while (more) {
                Decision decision = engine.decide(after, next);
                events.addAll(decision.events());
                decision.touched().forEach(view -> touched.put(view.run().path(), view));
                after = decision.after();
                more = decision.more();
                next = new Command.Continue(command.at());
            }
        }
        Journal.Creation creation =
                sequence == 0 ? new Journal.Creation(state.header(), plan, origin) : null;
        boolean retried = events.stream().anyMatch(Event.RunRetried.class::isInstance);
        return new Append(
                run(),
                sequence,
                lease.epoch(),
                creation,
                events,
                List.copyOf(touched.values()),
                after.progress(),
                retried);
    }

    /** Appends a batch made by {@link #batch}; when it is committed the state follows. */
    public AppendOutcome append(Append append) {
        CompletableFuture<AppendOutcome> done = new CompletableFuture<>();
        journal.append(append, done::complete);
        AppendOutcome outcome = await(done);
        if (outcome instanceof AppendOutcome.Committed) {
            follow(append);
        }
        return outcome;
    }

    /**
     * Appends without waiting; {@code done} learns of the outcome, and the state follows at once.
     */
    public void post(Append append, Consumer<AppendOutcome> done) {
        journal.append(append, done);
        follow(append);
    }

    /** Goes on as if {@code append} were committed. */
    public void follow(Append append) {
        for (Event event : append.events()) {
            state = state.apply(event);
        }
        sequence += append.events().size();
    }

    /** What the journal has of the run. */
    public LoadOutcome load() {
        CompletableFuture<LoadOutcome> done = new CompletableFuture<>();
        journal.load(run(), done::complete);
        return await(done);
    }

    /** The runner says that the program of the task at {@code path} runs. */
    public Command started(String path, AttemptFacts facts) {
        return report(path, new AttemptResult.Started(facts));
    }

    /** The runner says that the task at {@code path} succeeded. */
    public Command succeeded(String path, Outputs outputs) {
        return report(path, new AttemptResult.Succeeded(outputs));
    }

    /** The runner says that the task at {@code path} succeeded without outputs. */
    public Command succeeded(String path) {
        return succeeded(path, Outputs.NONE);
    }

    /** The runner says that the task at {@code path} failed with exit code 3. */
    public Command failed(String path) {
        Problem problem = new Problem(ErrorCode.STEP_FAILED, "exit code 3", "look at its log");
        return report(path, new AttemptResult.Failed(problem, 3, false));
    }

    /** The run begins. */
    public Command begin() {
        return new Command.StartRun(tick());
    }

    /** Somebody pauses the run. */
    public Command pause() {
        return new Command.PauseRun(tick(), "somebody");
    }

    /** Somebody resumes the run. */
    public Command resume() {
        return new Command.ResumeRun(tick());
    }

    /** Somebody cancels the run. */
    public Command cancel() {
        return new Command.CancelRun(tick(), "somebody");
    }

    /** Somebody retries the run. */
    public Command retry() {
        return new Command.RetryRun(tick());
    }

    /** A report about the live attempt of the task at {@code path}. */
    public Command report(String path, AttemptResult result) {
        AttemptId attempt = attempt(path);
        return new Command.ReportAttempt(tick(), attempt, lease, result);
    }

    private AttemptId attempt(String path) {
        var task = state.taskRun(new TaskPath(path));
        Try current = task == null ? null : task.current();
        return current == null
                ? new AttemptId(run(), new TaskPath(path), state.progress().generation(), 1)
                : current.id();
    }

    private Instant tick() {
        now = now.plus(Duration.ofSeconds(1));
        return now;
    }

    /** Waits for an answer, not for ever. */
    static <T> T await(CompletableFuture<T> answer) {
        return answer.orTimeout(SECONDS_TO_WAIT, TimeUnit.SECONDS).join();
    }

    /** The conditions {@code true} and {@code false}. */
    private static final class Words implements ExpressionEvaluator {

        @Override
        public Evaluation condition(String expression, SortedMap<String, Value> parameters) {
            return new Evaluation.Yielded(new Value.Bool(Boolean.parseBoolean(expression)));
        }

        @Override
        public Evaluation selector(String expression, Value value) {
            return new Evaluation.Yielded(value);
        }
    }
}
