package penstock.engine;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a run may take from earlier ones.
 *
 * @param enabled tasks that allow it take results from the cache
 * @param maxAge how old a result of the cache may be; null for any age
 * @param reuse the run that this one goes on from; null for none
 */
public record RunCaching(boolean enabled, @Nullable Duration maxAge, @Nullable Reuse reuse) {

    /** Results of any age, where tasks allow it. */
    public static final RunCaching DEFAULT = new RunCaching(true, null, null);

    /** These rules where {@code most} allows as much; of two ages the lesser holds. */
    public RunCaching within(RunCaching most) {
        Duration age = most.maxAge;
        boolean mine = age == null || (maxAge != null && maxAge.compareTo(age) < 0);
        return new RunCaching(enabled && most.enabled, mine ? maxAge : age, reuse);
    }

    /**
     * A run whose finished work is taken over, also of tasks that do not allow caching.
     *
     * @param fresh tasks that run anew, with everything inside them, as paths without iterations
     */
    public record Reuse(RunId run, SortedSet<String> fresh) {
        public Reuse {
            fresh = Collections.unmodifiableSortedSet(new TreeSet<>(fresh));
        }

        /** True when the task at {@code path} or a scope around it runs anew. */
        public boolean isFresh(TaskPath path) {
            for (TaskPath at = path.declared(); !at.isRoot(); at = at.parent()) {
                if (fresh.contains(at.value())) {
                    return true;
                }
            }
            return false;
        }
    }
}
