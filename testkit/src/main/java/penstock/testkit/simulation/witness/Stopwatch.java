package penstock.testkit.simulation.witness;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Measures time that can be held up. */
final class Stopwatch {

    private Duration before = Duration.ZERO;
    private @Nullable Instant since;

    void reset(Instant now) {
        before = Duration.ZERO;
        since = now;
    }

    void stop(Instant now) {
        before = read(now);
        since = null;
    }

    void goOn(Instant now) {
        since = now;
    }

    Duration read(Instant now) {
        return since == null ? before : before.plus(Duration.between(since, now));
    }
}
