package penstock.engine;

import java.time.Instant;

/** Where a task run stands with its attempts. At most one attempt is live at any time. */
public sealed interface Try {

    /** The attempt this is about. */
    AttemptId id();

    /** Whether an earlier result makes the attempt needless is being found out. */
    record Asking(AttemptId id) implements Try {}

    /** The attempt will be scheduled at {@code due}. */
    record Waiting(AttemptId id, Instant due) implements Try {}

    /** The attempt is scheduled or runs; a report will end it. */
    record Live(AttemptId id, Lease lease, boolean started, boolean stopRequested) implements Try {}

    /** The attempt will be scheduled when somebody resumes the task. */
    record Held(AttemptId id) implements Try {}

    /** The attempt is over; its result is recorded when somebody resumes the task. */
    record Kept(Live attempt, AttemptResult result) implements Try {
        @Override
        public AttemptId id() {
            return attempt.id();
        }
    }

    /** The attempt is over. */
    record Ended(AttemptId id) implements Try {}
}
