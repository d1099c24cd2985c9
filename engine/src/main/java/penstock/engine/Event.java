package penstock.engine;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import penstock.plan.Problem;

/**
 * A fact in a run's journal. Once released, a type keeps its meaning for ever: new behaviour is a
 * new type or a field with a default.
 */
public sealed interface Event {

    /** When it happened. */
    Instant at();

    /** The task run it is about; null for those about the run as a whole. */
    default @Nullable TaskPath path() {
        return null;
    }

    /** An event about an attempt. */
    sealed interface OfAttempt extends Event {
        /** The attempt. */
        AttemptId attempt();

        @Override
        default TaskPath path() {
            return attempt().path();
        }
    }

    /** The run began. */
    record RunStarted(Instant at) implements Event {}

    /**
     * A scope opened with these inputs; the root scope has the empty path. Children that succeeded
     * in an earlier generation are done.
     */
    record ScopeStarted(Instant at, TaskPath path, Inputs inputs) implements Event {}

    /**
     * A loop opened with these inputs, which hold its items or leave them to the plan. Iterations
     * that succeeded in an earlier generation are done, unless the items are others now.
     */
    record LoopStarted(Instant at, TaskPath path, Inputs inputs) implements Event {}

    /**
     * An iteration opened; its inputs are those of the loop and the item with its index. One that
     * runs a program has its inputs now, one of a scope is open.
     */
    record IterationStarted(Instant at, TaskPath path) implements Event {}

    /** A task that runs a program has its inputs. */
    record TaskReady(Instant at, TaskPath path, Inputs inputs) implements Event {}

    /** Before {@code next} is scheduled, an earlier result is looked for. */
    record LookUpAsked(Instant at, AttemptId next) implements Event {
        @Override
        public TaskPath path() {
            return next.path();
        }
    }

    /** No earlier result can stand in for running the task. */
    record LookUpMissed(Instant at, TaskPath path, CacheNote note) implements Event {}

    /** The task succeeded without being run: it takes the outputs of an earlier task run. */
    record TaskReused(Instant at, TaskPath path, CacheNote note, Outputs outputs)
            implements Event {}

    /** The task will not run. */
    record TaskSkipped(Instant at, TaskPath path, SkipReason reason) implements Event {}

    /** An attempt is to be launched by the holder of the lease. */
    record AttemptScheduled(Instant at, AttemptId attempt, Lease lease) implements OfAttempt {}

    /** The program runs. */
    record AttemptStarted(Instant at, AttemptId attempt, AttemptFacts facts) implements OfAttempt {}

    /** The attempt, and with it its task run, succeeded. */
    record AttemptSucceeded(Instant at, AttemptId attempt, Outputs outputs) implements OfAttempt {}

    /** The attempt failed. */
    record AttemptFailed(Instant at, AttemptId attempt, Problem problem, @Nullable Integer exitCode)
            implements OfAttempt {}

    /** Nobody knows how the attempt ended. */
    record AttemptLost(Instant at, AttemptId attempt, String reason) implements OfAttempt {}

    /** The attempt was stopped on request. */
    record AttemptStopped(Instant at, AttemptId attempt) implements OfAttempt {}

    /** Another attempt follows at {@code due}. */
    record RetryScheduled(Instant at, AttemptId next, Instant due) implements Event {
        @Override
        public TaskPath path() {
            return next.path();
        }
    }

    /** The attempt was asked to stop. */
    record StopRequested(Instant at, AttemptId attempt) implements OfAttempt {}

    /** The task is held before this attempt until somebody resumes it. */
    record TaskPaused(Instant at, AttemptId next) implements Event {
        @Override
        public TaskPath path() {
            return next.path();
        }
    }

    /**
     * The attempt is over and its task held until somebody resumes it; what it came to is recorded
     * then.
     *
     * @param result that it succeeded or failed
     */
    record AttemptHeld(Instant at, AttemptId attempt, AttemptResult result) implements OfAttempt {}

    /** Somebody resumed the task, or cancelled its run. */
    record TaskResumed(Instant at, TaskPath path) implements Event {}

    /**
     * The scope or loop, and with it its task run, succeeded; its children fold into these outputs.
     */
    record ScopeSucceeded(Instant at, TaskPath path, Outputs outputs) implements Event {}

    /** The task run failed. */
    record TaskFailed(Instant at, TaskPath path, Problem problem) implements Event {}

    /** The task run ended because the run was cancelled. */
    record TaskCanceled(Instant at, TaskPath path) implements Event {}

    /** Nothing new starts until the run is resumed. */
    record RunPaused(Instant at, String by) implements Event {}

    /** The run goes on. */
    record RunResumed(Instant at) implements Event {}

    /** The run took longer than it may; everything is stopped, and then it has failed. */
    record RunTimedOut(Instant at, Duration deadline) implements Event {}

    /** Cancelling began. */
    record CancelRequested(Instant at, String by) implements Event {}

    /** The run ended. */
    record RunFinished(Instant at, Phase phase, @Nullable Problem problem) implements Event {}

    /** A new generation began: what had not succeeded runs again. */
    record RunRetried(Instant at, int generation) implements Event {}
}
