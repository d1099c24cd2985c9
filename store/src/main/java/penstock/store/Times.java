package penstock.store;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times as nanoseconds since 1970, which is exact from 1677 to 2262. */
final class Times {

    static final long NANOS_PER_SECOND = 1_000_000_000L;

    private Times() {}

    static long nanos(Instant time) {
        try {
            return Math.addExact(
                    Math.multiplyExact(time.getEpochSecond(), NANOS_PER_SECOND), time.getNano());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "time: " + time + " (expected: a time between 1677 and 2262)", e);
        }
    }

    static @Nullable Long nanosOrNull(@Nullable Instant time) {
        return time == null ? null : nanos(time);
    }

    /** Milliseconds reach all years that people write. */
    static @Nullable Long millisOrNull(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }

    static @Nullable Instant ofMillisOrNull(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    static @Nullable Long nanosOrNull(@Nullable Duration time) {
        return time == null ? null : time.toNanos();
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(
                Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND));
    }
}
