package penstock.control.port;

import java.time.Instant;

/**
 * The only way control gets processor time and the time of day: virtual threads and the system
 * clock in a server, one seeded queue and a virtual clock in simulation.
 */
public interface StepExecutor {

    /** The time. */
    Instant now();

    /** Runs {@code step} soon, never inside this call. */
    void execute(Runnable step);

    /** Runs {@code step} at {@code due} or soon after; at once when that has passed. */
    Timer at(Instant due, Runnable step);

    /** A step that is due later. */
    interface Timer {
        /** Forgets the step unless it has begun. */
        void cancel();
    }
}
