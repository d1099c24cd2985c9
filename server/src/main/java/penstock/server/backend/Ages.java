package penstock.server.backend;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Ages as ISO-8601 writes them: {@code P30D}, {@code PT12H}, {@code P1DT6H}. */
public final class Ages {

    /** What a message says that it expected. */
    public static final String EXPECTED = "an ISO-8601 duration such as P30D or PT12H";

    private Ages() {}

    /** The age written in {@code text}; null when it is none. */
    public static @Nullable Duration parse(String text) {
        try {
            Duration age = Duration.parse(text);
            return age.isNegative() ? null : age;
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
