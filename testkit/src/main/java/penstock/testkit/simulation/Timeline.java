package penstock.testkit.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The one queue of a world: what happens next, in virtual time. */
final class Timeline {

    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

    private final PriorityQueue<Planned> queue =
            new PriorityQueue<>(
                    Comparator.comparing((Planned it) -> it.due).thenComparingLong(it -> it.order));
    private Instant now = BEGINNING;
    private long planned;
    private long happened;

    Instant now() {
        return now;
    }

    /** Number of things that have happened. */
    long happened() {
        return happened;
    }

    /** Plans {@code action}; it happens if {@code owner} still lives then. */
    Planned plan(Life owner, Duration in, Runnable action) {
        Planned it = new Planned(owner, now.plus(in), planned++, action);
        queue.add(it);
        return it;
    }

    /** Lets the next thing happen; false when nothing is left. */
    boolean next() {
        for (Planned it = queue.poll(); it != null; it = queue.poll()) {
            Runnable action = it.take();
            if (action != null) {
                now = it.due;
                happened++;
                action.run();
                return true;
            }
        }
        return false;
    }

    /** Something that is due. */
    static final class Planned {
        private final Life owner;
        private final Instant due;
        private final long order;
        private @Nullable Runnable action;

        Planned(Life owner, Instant due, long order, Runnable action) {
            this.owner = owner;
            this.due = due;
            this.order = order;
            this.action = action;
        }

        void cancel() {
            action = null;
        }

        private @Nullable Runnable take() {
            return owner.isOver() ? null : action;
        }
    }
}
