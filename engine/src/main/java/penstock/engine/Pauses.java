package penstock.engine;

import org.jspecify.annotations.Nullable;
import penstock.plan.Component;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;

/** Decides about runs and tasks that are held, and about going on with them. */
final class Pauses {

    private Pauses() {}

    /** Where the task at {@code path} is to be held. */
    static Component.Pauses of(RunState state, TaskPath path) {
        return state.component(path) instanceof Component.Container container
                ? container.spec().pauses()
                : Component.Pauses.NONE;
    }

    /** Pauses the run; says what is against it, or null. */
    static @Nullable Problem pause(Draft draft, String by) {
        return switch (draft.state().phase()) {
            case RUNNING -> {
                draft.add(new Event.RunPaused(draft.at(), by));
                yield null;
            }
            case PAUSED -> null;
            case PENDING, CANCELING, SUCCEEDED, SKIPPED, FAILED, CANCELED ->
                    runIs(draft, "RUNNING");
        };
    }

    /** Goes on with the run: what was due before its pause is due again. */
    static @Nullable Problem resume(Draft draft) {
        return switch (draft.state().phase()) {
            case PAUSED -> {
                draft.add(new Event.RunResumed(draft.at()));
                draft.state().dueEffects().forEach(draft::due);
                yield null;
            }
            case RUNNING -> null;
            case PENDING, CANCELING, SUCCEEDED, SKIPPED, FAILED, CANCELED -> runIs(draft, "PAUSED");
        };
    }

    /** Goes on with a task that is held. */
    static @Nullable Problem resumeTask(Draft draft, TaskPath path) {
        if (draft.state().phase() != Phase.RUNNING) {
            return runIs(draft, "RUNNING");
        }
        TaskRun task = draft.state().taskRun(path);
        return switch (task == null ? null : task.current()) {
            case Try.Held(AttemptId next) -> {
                draft.add(new Event.TaskResumed(draft.at(), path));
                draft.launch(next);
                yield null;
            }
            case Try.Kept kept -> {
                release(draft, kept);
                yield null;
            }
            case null, default ->
                    Problem.of(
                            ErrorCode.FAILED_PRECONDITION,
                            "task '"
                                    + path
                                    + "' is "
                                    + (task == null ? "not started" : task.phase())
                                    + " (expected: PAUSED)");
        };
    }

    /** Records what an attempt that was kept came to. */
    static void release(Draft draft, Try.Kept kept) {
        draft.add(new Event.TaskResumed(draft.at(), kept.id().path()));
        Reports.record(draft, kept.id(), kept.result());
        draft.due(new Effect.ReleaseAttempt(kept.id()));
    }

    private static Problem runIs(Draft draft, String expected) {
        RunState state = draft.state();
        return Problem.of(
                ErrorCode.FAILED_PRECONDITION,
                "run "
                        + state.header().run()
                        + " is "
                        + state.phase()
                        + " (expected: "
                        + expected
                        + ")");
    }
}
