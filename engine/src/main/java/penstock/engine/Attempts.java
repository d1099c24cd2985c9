package penstock.engine;

import java.time.Instant;

/** What the life of an attempt does to the state. */
final class Attempts {

    private Attempts() {}

    static RunState ready(RunState state, TaskPath path, Inputs inputs, Instant at) {
        int generation = state.progress().generation();
        TaskRun task = TaskRun.started(path, generation, Phase.PENDING, inputs, at);
        return state.with(state.board().withTask(task).opened(path).done(path));
    }

    static RunState asked(RunState state, Event.LookUpAsked asked) {
        TaskRun task = state.task(asked.path());
        return state.with(
                state.board().withTask(task.with(new Try.Asking(asked.next()), Phase.PENDING)));
    }

    static RunState scheduled(RunState state, Event.AttemptScheduled scheduled) {
        TaskRun task = state.task(scheduled.attempt().path());
        if (task.current() instanceof Try.Live live) {
            throw new IllegalStateException(
                    scheduled.attempt() + " scheduled while " + live.id() + " is live");
        }
        Try live = new Try.Live(scheduled.attempt(), scheduled.lease(), false, false);
        return state.with(state.board().withTask(task.with(live, Phase.PENDING)));
    }

    static RunState started(RunState state, AttemptId attempt) {
        Try.Live live = live(state, attempt);
        TaskRun task = state.task(attempt.path());
        Try started = new Try.Live(live.id(), live.lease(), true, live.stopRequested());
        return state.with(state.board().withTask(task.with(started, Phase.RUNNING)));
    }

    static RunState stopRequested(RunState state, AttemptId attempt) {
        Try.Live live = live(state, attempt);
        TaskRun task = state.task(attempt.path());
        Try stopping = new Try.Live(live.id(), live.lease(), live.started(), true);
        return state.with(
                state.board().withTask(task.with(stopping, Phase.CANCELING)).done(attempt.path()));
    }

    static RunState ended(RunState state, AttemptId attempt) {
        live(state, attempt);
        TaskRun task = state.task(attempt.path());
        return state.with(state.board().withTask(task.with(new Try.Ended(attempt), task.phase())));
    }

    static RunState paused(RunState state, AttemptId next) {
        TaskRun task = state.task(next.path());
        return state.with(state.board().withTask(task.with(new Try.Held(next), Phase.PAUSED)));
    }

    static RunState held(RunState state, Event.AttemptHeld held) {
        Try.Live live = live(state, held.attempt());
        TaskRun task = state.task(held.attempt().path());
        Try kept = new Try.Kept(live, held.result());
        return state.with(state.board().withTask(task.with(kept, Phase.PAUSED)));
    }

    /** An attempt that was kept is live again, for its end to be recorded. */
    static RunState resumed(RunState state, TaskPath path) {
        TaskRun task = state.task(path);
        TaskRun resumed =
                switch (task.current()) {
                    case Try.Held held -> task.with(held, Phase.PENDING);
                    case Try.Kept kept -> task.with(kept.attempt(), Phase.RUNNING);
                    case null, default ->
                            throw new IllegalStateException(path + " is not held by anybody");
                };
        return state.with(state.board().withTask(resumed));
    }

    static RunState waiting(RunState state, Event.RetryScheduled retry) {
        TaskRun task = state.task(retry.next().path());
        Try waiting = new Try.Waiting(retry.next(), retry.due());
        return state.with(state.board().withTask(task.with(waiting, Phase.PENDING)));
    }

    private static Try.Live live(RunState state, AttemptId attempt) {
        Try current = state.task(attempt.path()).current();
        if (current instanceof Try.Live live && live.id().equals(attempt)) {
            return live;
        }
        throw new IllegalStateException(attempt + " is not live (current: " + current + ")");
    }
}
