package penstock.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Ages given on the command line. */
final class Ages {

    private Ages() {}

    /** The age given with {@code option}; null when it was not given. */
    static @Nullable Duration option(String option, @Nullable String text) {
        if (text == null) {
            return null;
        }
        Duration age = penstock.server.backend.Ages.parse(text);
        if (age == null) {
            throw new CliFailure(
                    option
                            + " "
                            + Plain.line(text)
                            + " (expected: "
                            + penstock.server.backend.Ages.EXPECTED
                            + ")",
                    "");
        }
        return age;
    }
}
