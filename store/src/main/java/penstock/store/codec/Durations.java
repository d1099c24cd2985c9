package penstock.store.codec;

import java.time.DateTimeException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import penstock.plan.Value;

/** Durations as ISO-8601 text. */
final class Durations {

    private Durations() {}

    /** Left out when it is null. */
    static void write(JsonOut out, String name, @Nullable Duration duration) {
        out.optional(name, duration == null ? null : duration.toString());
    }

    static Duration read(Value json) {
        String text = Fields.text(json);
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            throw new UnreadableException("not a duration: '" + text + "'");
        }
    }
}
