package penstock.server.v1;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import penstock.control.RunChanges;
import penstock.engine.RunId;

/**
 * Wakes whoever follows a run: after a change, at most five times a second, and at least as often
 * as {@code IDLE} says, as output grows without a change of the run.
 */
final class Ticker implements AutoCloseable {

    private static final Duration PACE = Duration.ofMillis(200);
    private static final Duration IDLE = Duration.ofMillis(500);

    private final Semaphore changed = new Semaphore(0);
    private final RunChanges.Subscription subscription;

    private Ticker(RunChanges changes, RunId run) {
        this.subscription =
                changes.subscribe(change -> {
                    if (change.run().equals(run)) {
                        changed.release();
                    }
                });
    }

    static Ticker of(RunChanges changes, RunId run) {
        return new Ticker(changes, run);
    }

    /** Waits for the next moment to look; true when the run has changed. */
    boolean await() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(PACE.toMillis());
            boolean woken = changed.tryAcquire(IDLE.minus(PACE).toMillis(), TimeUnit.MILLISECONDS);
            changed.drainPermits();
            return woken;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the server is stopping", e);
        }
    }

    @Override
    public void close() {
        subscription.close();
    }
}
