package penstock.server.v1;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import penstock.control.RunChanges;
import penstock.engine.RunId;

/**
 * Changes of all runs since the last look, the newest of each run, at most five looks a second.
 * When more runs change than are kept, the oldest are dropped: lists are read anew anyway.
 */
final class ChangeQueue implements AutoCloseable {

    private static final int MOST = 1_000;
    private static final Duration PACE = Duration.ofMillis(200);

    private final Map<RunId, RunChanges.Change> pending = new LinkedHashMap<>();
    private final RunChanges.Subscription subscription;

    ChangeQueue(RunChanges changes) {
        this.subscription = changes.subscribe(this::add);
    }

    private void add(RunChanges.Change change) {
        synchronized (pending) {
            pending.remove(change.run());
            if (pending.size() >= MOST) {
                pending.remove(pending.keySet().iterator().next());
            }
            pending.put(change.run(), change);
            pending.notifyAll();
        }
    }

    /** The changes since the last call, waiting for some; none when {@code patience} is over. */
    List<RunChanges.Change> await(Duration patience) throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(PACE.toMillis());
            synchronized (pending) {
                long until = System.nanoTime() + patience.toNanos();
                while (pending.isEmpty() && System.nanoTime() < until) {
                    TimeUnit.NANOSECONDS.timedWait(pending, until - System.nanoTime());
                }
                List<RunChanges.Change> all = new ArrayList<>(pending.values());
                pending.clear();
                return all;
            }
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
