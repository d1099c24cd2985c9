package penstock.runner;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Starts, watches and ends the processes of attempts whose orders are written. What happens to them
 * is told to a {@link Listener} and found in their folders.
 */
interface Supervisor extends AutoCloseable {

    /** Starts an attempt whose order is written, or attaches to it. */
    void launch(String attempt, Limits limits, Preparation.@Nullable Warm warm);

    /** Ends an attempt: TERM, and KILL after its grace. One not yet started never starts. */
    void stop(String attempt, String by);

    /** Forgets an attempt that has ended. */
    void release(String attempt);

    /** Lets go of everything; what runs goes on. */
    @Override
    void close();

    /**
     * What is enforced even while there is no server.
     *
     * @param timeout null for none
     */
    record Limits(long logBytes, Duration grace, @Nullable Duration timeout) {}

    /** Who is told. Calls must be brief. */
    interface Listener {
        /**
         * The supervisor is there, first or again.
         *
         * @param abilities what it can do
         */
        void connected(Abilities abilities);

        /** User code of the attempt runs. */
        void started(String attempt);

        /** Nothing of the attempt runs any more; its exit file is there. */
        void exited(String attempt);

        /** What was asked for cannot be done now. */
        void refused(String attempt, String why);

        /** Something for the server's log. */
        void trouble(String what);
    }
}
