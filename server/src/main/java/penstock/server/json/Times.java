package penstock.server.json;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as text, in RFC 3339 and UTC. */
public final class Times {

    private Times() {}

    /** In whole seconds, as KFP has them. */
    public static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** In milliseconds. */
    public static String millis(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
