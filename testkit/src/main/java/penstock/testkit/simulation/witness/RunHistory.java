package penstock.testkit.simulation.witness;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import penstock.control.port.Journal.Creation;
import penstock.engine.Event;
import penstock.engine.Inputs;
import penstock.engine.Phase;
import penstock.engine.TaskPath;
import penstock.plan.Component;
import penstock.plan.Plan;
import penstock.plan.Task;

/** A run as its journal tells it. */
public final class RunHistory {

    private final Creation creation;
    private final SortedMap<TaskPath, TaskHistory> tasks = new TreeMap<>();
    private final SortedMap<TaskPath, Rounds> rounds = new TreeMap<>();
    private final Stopwatch stopwatch = new Stopwatch();
    private Phase phase = Phase.PENDING;
    private int generation = 1;
    private long events;
    private Event.@Nullable CancelRequested cancel;
    private boolean timedOut;

    RunHistory(Creation creation) {
        this.creation = creation;
    }

    /** What was stored when it was created. */
    public Creation creation() {
        return creation;
    }

    /** Its plan. */
    public Plan plan() {
        return creation.plan();
    }

    /** Its state. */
    public Phase phase() {
        return phase;
    }

    /** Its generation, from 1. */
    public int generation() {
        return generation;
    }

    /** Number of events in its journal. */
    public long events() {
        return events;
    }

    /** The request to cancel this generation; null when there is none. */
    public Event.@Nullable CancelRequested cancel() {
        return cancel;
    }

    /** Whether the time of this generation was found to be over. */
    public boolean timedOut() {
        return timedOut;
    }

    /** How long this generation has run, pauses left out. */
    public Duration ran(Instant now) {
        return stopwatch.read(now);
    }

    /** What the loop at {@code path} went over when it was last opened; null when it never was. */
    public @Nullable Rounds rounds(TaskPath path) {
        return rounds.get(path);
    }

    /** True for the path of a loop, false for those of its iterations. */
    public boolean isLoop(TaskPath path) {
        return !path.isRoot() && !path.isIteration() && declared(path).loop() != null;
    }

    /** The iterations of the loop at {@code path}, whatever became of them. */
    public List<TaskHistory> iterations(TaskPath path) {
        Rounds known = rounds.get(path);
        int count = known == null ? 0 : known.count();
        return IntStream.range(0, count).mapToObj(i -> task(path.iteration(i))).toList();
    }

    /** Its tasks to which something has happened. */
    public SortedMap<TaskPath, TaskHistory> tasks() {
        return tasks;
    }

    /** The task at {@code path}; an empty history when nothing has happened to it. */
    public TaskHistory task(TaskPath path) {
        TaskHistory task = tasks.get(path);
        return task == null ? new TaskHistory(path) : task;
    }

    /** The scope opened at {@code path}. */
    public Component.Scope scope(TaskPath path) {
        return (Component.Scope) component(path);
    }

    /** What the task at {@code path} runs. */
    public Component component(TaskPath path) {
        return path.isRoot() ? plan().root() : plan().component(declared(path).component());
    }

    /** The declaration of the task at {@code path}, which is not the root. */
    public Task declared(TaskPath path) {
        if (path.isIteration()) {
            return declared(path.parent());
        }
        Task task = scope(path.parent()).tasks().get(path.key());
        if (task == null) {
            throw new IllegalArgumentException("plan has no task at " + path);
        }
        return task;
    }

    void fold(Event event) {
        events++;
        switch (event) {
            case Event.RunStarted started -> {
                phase = Phase.RUNNING;
                stopwatch.reset(started.at());
            }
            case Event.CancelRequested request -> {
                phase = Phase.CANCELING;
                cancel = request;
            }
            case Event.RunTimedOut _ -> {
                phase = Phase.CANCELING;
                timedOut = true;
            }
            case Event.RunPaused paused -> {
                phase = Phase.PAUSED;
                stopwatch.stop(paused.at());
            }
            case Event.RunResumed resumed -> {
                phase = Phase.RUNNING;
                stopwatch.goOn(resumed.at());
            }
            case Event.TaskPaused paused -> touch(paused.path()).hold(paused.next());
            case Event.TaskResumed resumed -> touch(resumed.path()).goOn();
            case Event.RunFinished finished -> phase = finished.phase();
            case Event.RunRetried retried -> {
                phase = Phase.RUNNING;
                generation = retried.generation();
                cancel = null;
                timedOut = false;
                stopwatch.reset(retried.at());
                tasks.values().forEach(TaskHistory::reopen);
            }
            case Event.ScopeStarted started -> touch(started.path()).begin(started.inputs(), true);
            case Event.LoopStarted started -> loop(started);
            case Event.IterationStarted started -> iterate(started.path());
            case Event.TaskReady ready -> touch(ready.path()).begin(ready.inputs(), false);
            case Event.LookUpAsked _, Event.LookUpMissed _ -> {}
            case Event.TaskReused taken -> touch(taken.path()).succeed(taken.outputs());
            case Event.OfAttempt attempt -> touch(attempt.path()).fold(attempt);
            case Event.RetryScheduled retry -> touch(retry.path()).waitUntil(retry.due());
            case Event.TaskSkipped skipped -> touch(skipped.path()).end(Phase.SKIPPED);
            case Event.ScopeSucceeded succeeded ->
                    touch(succeeded.path()).succeed(succeeded.outputs());
            case Event.TaskFailed failed -> touch(failed.path()).end(Phase.FAILED);
            case Event.TaskCanceled canceled -> touch(canceled.path()).end(Phase.CANCELED);
        }
    }

    /** Other items than in an earlier generation make it another loop. */
    private void loop(Event.LoopStarted started) {
        TaskPath path = started.path();
        Task.Loop declared = declared(path).loop();
        if (declared == null) {
            throw new IllegalArgumentException("the plan has no loop at " + path);
        }
        Rounds next = Rounds.of(declared, started.inputs());
        Rounds former = rounds.put(path, next);
        if (former != null && !former.equals(next)) {
            tasks.values().stream()
                    .filter(task -> task.path().value().startsWith(path.value() + "["))
                    .forEach(TaskHistory::forget);
        }
        touch(path).begin(started.inputs(), true);
    }

    private void iterate(TaskPath path) {
        Rounds of = rounds.get(path.parent());
        Inputs inputs =
                of == null || path.index() >= of.count()
                        ? Inputs.NONE
                        : of.inputs(task(path.parent()).inputs(), path.index());
        touch(path).begin(inputs, component(path) instanceof Component.Scope);
    }

    private TaskHistory touch(TaskPath path) {
        return tasks.computeIfAbsent(path, TaskHistory::new);
    }
}
