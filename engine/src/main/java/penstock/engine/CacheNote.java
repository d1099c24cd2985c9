package penstock.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What looking for an earlier result of a task came to, in words for people.
 *
 * @param fingerprint of everything that can change the result, as lower-case hex
 * @param reason why the task was or was not run
 * @param differs parts of the fingerprint that differ from the nearest earlier result
 * @param origin the task run that made the outputs; null for a miss
 */
public record CacheNote(
        Outcome outcome,
        String fingerprint,
        String reason,
        List<Difference> differs,
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

    /**
     * A part of the fingerprint, with short values for people.
     *
     * @param value of this task; null when it has no such part
     * @param before of the earlier result; null when that has no such part
     */
    public record Difference(String part, @Nullable String value, @Nullable String before) {}

    /** The task run that made outputs which another one takes. */
    public record Origin(RunId run, TaskPath path) {}
}
