package penstock.control.port;

import penstock.engine.AttemptId;
import penstock.engine.AttemptResult;
import penstock.engine.Lease;

/** Runs attempts somewhere. Every call is safe to repeat; reports may repeat and come late. */
public interface TaskRunner {

    /**
     * Starts the attempt, or attaches to it when it was started before, even by an earlier server.
     * Answers through {@code reports}, ending with one result that is not {@code Started}.
     */
    void launch(AttemptOrder order, AttemptReports reports);

    /**
     * Asks an attempt to end: gently, then firmly. Its end is reported as usual. This may come
     * before {@link #launch}, also by a server that never launched it: an attempt that was not
     * started by then never starts, and its launch reports {@code Stopped}.
     */
    void stop(AttemptId attempt);

    /** The attempt's end is durable: whatever was kept to report it again can go. */
    void release(AttemptId attempt);

    /** Where a runner reports to. */
    interface AttemptReports {
        /** Tells what happened to an attempt; the lease is the one of its order. */
        void report(AttemptId attempt, Lease lease, AttemptResult result);
    }
}
