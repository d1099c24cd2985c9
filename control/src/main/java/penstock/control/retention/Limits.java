package penstock.control.retention;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import penstock.engine.Phase;

/**
 * How long and how many, by how runs ended; an outcome that is not in a map has no limit.
 *
 * @param maxAge since the end of a run
 * @param maxCount of the newest, in one experiment
 */
public record Limits(SortedMap<Phase, Duration> maxAge, SortedMap<Phase, Long> maxCount) {

    /** For ever. */
    public static final Limits NONE =
            new Limits(Collections.emptySortedMap(), Collections.emptySortedMap());

    public Limits {
        maxAge = Collections.unmodifiableSortedMap(new TreeMap<>(maxAge));
        maxCount = Collections.unmodifiableSortedMap(new TreeMap<>(maxCount));
    }

    /** Whether it keeps everything. */
    public boolean isNone() {
        return maxAge.isEmpty() && maxCount.isEmpty();
    }
}
