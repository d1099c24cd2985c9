package penstock.server.json;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Times as text, in RFC 3339 and UTC. */
public final class Times {

    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    private Times() {}

    /** In whole seconds, as KFP has them. */
    public static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** In milliseconds, all three digits of them always: such times sort as text. */
    public static String millis(Instant time) {
        return MILLIS.format(time);
    }
}
