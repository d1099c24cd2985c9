package penstock.control.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** What makes a recurring run due. */
public sealed interface Trigger {

    /** Nothing fires at or before the first periodic interval from here; null for no bound. */
    @Nullable Instant start();

    /** Nothing fires after; null for no bound. */
    @Nullable Instant end();

    /** At the times of an expression, on the clocks of {@code zone}. */
    record OnCron(Cron cron, ZoneId zone, @Nullable Instant start, @Nullable Instant end)
            implements Trigger {}

    /** At a fixed interval of at least a second. */
    record OnInterval(Duration interval, @Nullable Instant start, @Nullable Instant end)
            implements Trigger {
        public OnInterval {
            if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
                throw new IllegalArgumentException("interval " + interval);
            }
        }
    }

    /** Once, a second after it is enabled. */
    record Once(@Nullable Instant start, @Nullable Instant end) implements Trigger {}
}
