package penstock.control.retention;

import org.jspecify.annotations.Nullable;
import penstock.control.port.Retention.What;

/**
 * What holds for some runs; null for what holds elsewhere.
 *
 * @param runs with all that they have
 * @param artifacts of runs that stay
 * @param logs of runs that stay
 */
public record Terms(@Nullable Limits runs, @Nullable Limits artifacts, @Nullable Limits logs) {

    /** Whatever holds elsewhere. */
    public static final Terms NONE = new Terms(null, null, null);

    /** These, and those of {@code others} where these say nothing. */
    public Terms or(Terms others) {
        return new Terms(
                runs == null ? others.runs : runs,
                artifacts == null ? others.artifacts : artifacts,
                logs == null ? others.logs : logs);
    }

    /** The limits of one thing. */
    public Limits of(What what) {
        Limits limits =
                switch (what) {
                    case RUN -> runs;
                    case ARTIFACTS -> artifacts;
                    case LOGS -> logs;
                };
        return limits == null ? Limits.NONE : limits;
    }
}
