package penstock.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What looking for an earlier result of a task came to, in words for people.
 *
 * @param fingerprint of everything that can change the result, as lower-case hex
 * @param reason why the task was or was not run
 * @param differs names of the fingerprint's parts that differ from the nearest earlier result
 * @param origin the task run that made the outputs; null for a miss
 */
public record CacheNote(
        Outcome outcome,
        String fingerprint,
        String reason,
        List<String> differs,
        @Nullable Origin origin) {

    public CacheNote {
        differs = List.copyOf(differs);
    }

    /** What became of it. */
    public enum Outcome {
        /** The cache had the outputs. */
        HIT,
        /** The task had to run. */
        MISS,
        /** The run that this one goes on from had the outputs. */
        REUSED
    }

    /** The task run that made outputs which another one takes. */
    public record Origin(RunId run, TaskPath path) {}
}
