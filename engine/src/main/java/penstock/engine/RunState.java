package penstock.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import penstock.plan.Component;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;
import penstock.plan.Task;

/**
 * Everything the engine knows about a run: the fold of its journal. Immutable; every change is an
 * {@link Event} passed to {@link #apply}, which costs O(log n) in a run of n tasks, and O(log n)
 * for each edge that leaves a task that ends.
 */
public record RunState(RunHeader header, Graph graph, Progress progress, Board board) {

    /** The state before the first event. */
    public static RunState initial(RunHeader header, Graph graph) {
        return new RunState(header, graph, Progress.INITIAL, Board.EMPTY);
    }

    /** The state after {@code event}. */
    public RunState apply(Event event) {
        return switch (event) {
            case Event.RunStarted started -> with(progress.started(started.at()));
            case Event.ScopeStarted started ->
                    Scopes.open(this, started.path(), started.inputs(), started.at());
            case Event.LoopStarted started -> Loops.open(this, started);
            case Event.IterationStarted started -> Loops.iterate(this, started);
            case Event.TaskReady ready ->
                    Attempts.ready(this, ready.path(), ready.inputs(), ready.at());
            case Event.LookUpAsked asked -> Attempts.asked(this, asked);
            case Event.LookUpMissed _ -> this;
            case Event.TaskReused reused ->
                    end(task(reused.path()).succeeded(reused.at(), reused.outputs()));
            case Event.TaskSkipped skipped ->
                    end(touch(skipped.path()).skipped(skipped.at(), skipped.reason()));
            case Event.AttemptScheduled scheduled -> Attempts.scheduled(this, scheduled);
            case Event.AttemptStarted started -> Attempts.started(this, started.attempt());
            case Event.AttemptSucceeded succeeded ->
                    end(
                            task(succeeded.attempt().path())
                                    .succeeded(succeeded.at(), succeeded.outputs()));
            case Event.AttemptFailed failed -> Attempts.ended(this, failed.attempt());
            case Event.TaskPaused paused -> Attempts.paused(this, paused.next());
            case Event.AttemptHeld held -> Attempts.held(this, held);
            case Event.TaskResumed resumed -> Attempts.resumed(this, resumed.path());
            case Event.AttemptLost lost -> Attempts.ended(this, lost.attempt());
            case Event.AttemptStopped stopped -> Attempts.ended(this, stopped.attempt());
            case Event.RetryScheduled retry -> Attempts.waiting(this, retry);
            case Event.StopRequested stop -> Attempts.stopRequested(this, stop.attempt());
            case Event.ScopeSucceeded succeeded -> Scopes.fold(this, succeeded);
            case Event.TaskFailed failed ->
                    end(touch(failed.path()).failed(failed.at(), failed.problem()));
            case Event.TaskCanceled canceled -> end(touch(canceled.path()).canceled(canceled.at()));
            case Event.CancelRequested cancel ->
                    with(progress.canceling(canceledBy(cancel.by())))
                            .with(board.withAgenda(board.open()));
            case Event.RunTimedOut timedOut ->
                    with(progress.canceling(timedOut(timedOut.deadline())))
                            .with(board.withAgenda(board.open()));
            case Event.RunPaused paused -> with(progress.paused(paused.at()));
            case Event.RunResumed resumed -> with(progress.resumed(resumed.at()));
            case Event.RunFinished finished ->
                    with(progress.finished(finished.at(), finished.phase(), finished.problem()))
                            .with(board.closed(TaskPath.ROOT).done(TaskPath.ROOT));
            case Event.RunRetried retried -> Generations.reopen(this, retried);
        };
    }

    /** The run's state. */
    public Phase phase() {
        return progress.phase();
    }

    /** The task run at {@code path}, or null when nothing happened to it or its scope folded. */
    public @Nullable TaskRun taskRun(TaskPath path) {
        return board.tasks().get(path);
    }

    /** What the task at {@code path} runs; its scope has not folded. */
    public Component component(TaskPath path) {
        return graph.plan().component(Scopes.taskAt(this, path).component());
    }

    /** The declaration of the task at {@code path}, whose scope has not folded. */
    public Task declared(TaskPath path) {
        return Scopes.taskAt(this, path);
    }

    /** The inputs of the root scope; empty before it opened. */
    public Inputs rootInputs() {
        ScopeRun root = board.scopes().get(TaskPath.ROOT);
        return root == null ? Inputs.NONE : root.inputs();
    }

    /** Task runs to which something happened and whose scope has not folded, in path order. */
    public Iterable<Map.Entry<TaskPath, TaskRun>> taskRuns() {
        return board.tasks();
    }

    /** True when a {@link Command.Continue} would make progress. */
    public boolean hasDueWork() {
        return switch (phase()) {
            case CANCELING -> !board.agenda().isEmpty() || board.open().isEmpty();
            case PAUSED -> false;
            case PENDING, RUNNING, SUCCEEDED, SKIPPED, FAILED, CANCELED ->
                    !board.agenda().isEmpty();
        };
    }

    /** The effects that were due when this state was committed: what a restart has to redo. */
    public List<Effect> dueEffects() {
        List<Effect> due = new ArrayList<>();
        Instant deadline = deadline();
        if (deadline != null) {
            due.add(new Effect.SetDeadline(deadline));
        }
        for (Map.Entry<TaskPath, Boolean> leaf : board.open()) {
            Try current = task(leaf.getKey()).current();
            switch (current) {
                case Try.Asking(AttemptId next) -> due.add(new Effect.LookUpResult(next));
                case Try.Waiting(AttemptId id, var at) -> due.add(new Effect.SetTimer(id, at));
                case Try.Live live ->
                        due.add(
                                live.stopRequested()
                                        ? new Effect.StopAttempt(live.id(), live.lease())
                                        : new Effect.LaunchAttempt(live.id(), live.lease()));
                case Try.Held _, Try.Kept _, Try.Ended _ -> {}
                case null -> {}
            }
        }
        return due;
    }

    /** True when the attempt is over and its task held until somebody resumes it. */
    public boolean isKept(AttemptId attempt) {
        TaskRun task = taskRun(attempt.path());
        return task != null && task.current() instanceof Try.Kept kept && kept.id().equals(attempt);
    }

    /** When a running run is to be stopped; null when it may take any time, or does not run. */
    @Nullable Instant deadline() {
        Duration most = graph.plan().settings().deadline();
        Instant from = progress.countedFrom();
        return phase() == Phase.RUNNING && most != null && from != null ? from.plus(most) : null;
    }

    private static Problem timedOut(Duration deadline) {
        return new Problem(
                ErrorCode.RUN_TIMED_OUT,
                "the run took longer than its deadline of " + deadline.toSeconds() + " s",
                "Give the pipeline a longer deadline, or retry the run to go on where it stopped.");
    }

    /** The problem a cancelled run ends with. */
    static Problem canceledBy(String by) {
        return Problem.of(ErrorCode.CANCELED, "cancelled by " + by);
    }

    TaskRun task(TaskPath path) {
        TaskRun task = board.tasks().get(path);
        if (task == null) {
            throw new IllegalStateException("no task run at " + path);
        }
        return task;
    }

    ScopeRun scope(TaskPath path) {
        ScopeRun scope = board.scopes().get(path);
        if (scope == null) {
            throw new IllegalStateException("no open scope at " + path);
        }
        return scope;
    }

    LoopRun loop(TaskPath path) {
        LoopRun loop = board.loops().get(path);
        if (loop == null) {
            throw new IllegalStateException("no loop at " + path);
        }
        return loop;
    }

    /** True for a scope or loop that was opened in this generation and has not ended. */
    boolean isOpen(TaskPath path) {
        return board.openScopes().containsKey(path);
    }

    RunState with(Board next) {
        return new RunState(header, graph, progress, next);
    }

    RunState with(Progress next) {
        return new RunState(header, graph, next, board);
    }

    /** Records that {@code task} ended, and tells whoever waits for that. */
    RunState end(TaskRun task) {
        TaskPath path = task.path();
        RunState ended = with(board.withTask(task).closed(path).done(path));
        return path.isIteration()
                ? Loops.iterationEnded(ended, task)
                : Scopes.childEnded(ended, task);
    }

    private TaskRun touch(TaskPath path) {
        TaskRun known = board.tasks().get(path);
        return known == null ? TaskRun.untouched(path, progress.generation()) : known;
    }
}
