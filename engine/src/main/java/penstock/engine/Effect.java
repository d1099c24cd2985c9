package penstock.engine;

import java.time.Instant;

/** An action due outside, once its event is committed. Doing it twice is harmless. */
public sealed interface Effect {

    /** Launch the attempt, or attach to it if it already runs. */
    record LaunchAttempt(AttemptId attempt, Lease lease) implements Effect {}

    /** Stop the attempt; it ends with a report. */
    record StopAttempt(AttemptId attempt, Lease lease) implements Effect {}

    /** The end of an attempt that was held is recorded: whatever was kept of it can go. */
    record ReleaseAttempt(AttemptId attempt) implements Effect {}

    /** Fire the run's deadline at {@code due}. */
    record SetDeadline(Instant due) implements Effect {}

    /** Find out whether an earlier result can stand in for running {@code next}. */
    record LookUpResult(AttemptId next) implements Effect {}

    /** Fire {@code next}'s timer at {@code due}. */
    record SetTimer(AttemptId next, Instant due) implements Effect {}
}
