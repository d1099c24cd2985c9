package penstock.testkit.simulation.witness;

import java.util.SortedMap;
import java.util.TreeMap;
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
    private Phase phase = Phase.PENDING;
    private int generation = 1;
    private long events;
    private Event.@Nullable CancelRequested cancel;

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
            case Event.RunStarted _ -> phase = Phase.RUNNING;
            case Event.CancelRequested request -> {
                phase = Phase.CANCELING;
                cancel = request;
            }
            case Event.RunTimedOut _ -> phase = Phase.CANCELING;
            case Event.RunPaused _ -> phase = Phase.PAUSED;
            case Event.RunResumed _ -> phase = Phase.RUNNING;
            case Event.TaskPaused paused -> touch(paused.path()).hold();
            case Event.TaskResumed resumed -> touch(resumed.path()).goOn();
            case Event.RunFinished finished -> phase = finished.phase();
            case Event.RunRetried retried -> {
                phase = Phase.RUNNING;
                generation = retried.generation();
                cancel = null;
                tasks.values().forEach(TaskHistory::reopen);
            }
            case Event.ScopeStarted started -> touch(started.path()).begin(started.inputs(), true);
            case Event.LoopStarted started -> touch(started.path()).begin(started.inputs(), true);
            case Event.IterationStarted started -> iterate(started.path());
            case Event.TaskReady ready -> touch(ready.path()).begin(ready.inputs(), false);
            case Event.OfAttempt attempt -> touch(attempt.path()).fold(attempt);
            case Event.RetryScheduled retry -> touch(retry.path()).waitUntil(retry.due());
            case Event.TaskSkipped skipped -> touch(skipped.path()).end(Phase.SKIPPED);
            case Event.ScopeSucceeded succeeded ->
                    touch(succeeded.path()).succeed(succeeded.outputs());
            case Event.TaskFailed failed -> touch(failed.path()).end(Phase.FAILED);
            case Event.TaskCanceled canceled -> touch(canceled.path()).end(Phase.CANCELED);
        }
    }

    private void iterate(TaskPath path) {
        touch(path).begin(Inputs.NONE, component(path) instanceof Component.Scope);
    }

    private TaskHistory touch(TaskPath path) {
        return tasks.computeIfAbsent(path, TaskHistory::new);
    }
}
