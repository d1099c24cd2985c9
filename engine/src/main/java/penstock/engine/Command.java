package penstock.engine;

import java.time.Instant;

/** Something asked of a run. Asking twice is harmless. */
public sealed interface Command {

    /** When it was asked. */
    Instant at();

    /** Begin. */
    record StartRun(Instant at) implements Command {}

    /** A runner's word about an attempt; stale reports change nothing. */
    record ReportAttempt(Instant at, AttemptId attempt, Lease lease, AttemptResult result)
            implements Command {}

    /** The delay before a task's next attempt is over. */
    record FireTimer(Instant at, AttemptId next) implements Command {}

    /** The time that the run may take is over. */
    record FireDeadline(Instant at) implements Command {}

    /** Start nothing new until the run is resumed. */
    record PauseRun(Instant at, String by) implements Command {}

    /** Go on with a paused run. */
    record ResumeRun(Instant at) implements Command {}

    /** Go on with a task that is held for somebody to look at. */
    record ResumeTask(Instant at, TaskPath path) implements Command {}

    /** Whether an earlier result can stand in for the task's first attempt. */
    record AnswerLookUp(Instant at, AttemptId next, LookUp answer) implements Command {}

    /** Stop everything. */
    record CancelRun(Instant at, String by) implements Command {}

    /** Run again what failed or was cancelled, keeping finished work. */
    record RetryRun(Instant at) implements Command {}

    /** Go on with a decision that reached its bound. */
    record Continue(Instant at) implements Command {}
}
