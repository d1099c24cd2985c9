package penstock.plan;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A use of a component inside a scope.
 *
 * @param key unique in its scope; the identity
 * @param displayName for people; may repeat
 * @param component the name of the component it runs
 * @param parameters what feeds each input parameter, extras that the component does not declare
 *     included
 * @param artifacts what feeds each input artifact
 * @param dependencies keys of the tasks it waits for, by data or by order; sorted, without
 *     repetition
 * @param loop when present, the component runs once per item
 */
public record Task(
        String key,
        String displayName,
        String component,
        SortedMap<String, ParameterArgument> parameters,
        SortedMap<String, ArtifactSource> artifacts,
        List<String> dependencies,
        Trigger trigger,
        RetryPolicy retry,
        CachePolicy cache,
        @Nullable Loop loop) {

    public Task {
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
        artifacts = Collections.unmodifiableSortedMap(new TreeMap<>(artifacts));
        dependencies = dependencies.stream().sorted().distinct().toList();
    }

    /** The same task with other arguments for its input parameters. */
    public Task withParameters(SortedMap<String, ParameterArgument> others) {
        return new Task(
                key,
                displayName,
                component,
                others,
                artifacts,
                dependencies,
                trigger,
                retry,
                cache,
                loop);
    }

    /**
     * What feeds an input parameter.
     *
     * @param selector a CEL expression applied to the value, or null
     */
    public record ParameterArgument(ParameterSource source, @Nullable String selector) {}

    /**
     * When the task runs once its dependencies have ended.
     *
     * @param condition a CEL expression over the task's own inputs, or null for always
     */
    public record Trigger(Strategy strategy, @Nullable String condition) {
        /** Runs when every dependency succeeded. */
        public static final Trigger DEFAULT = new Trigger(Strategy.ALL_SUCCEEDED, null);
    }

    /** What must hold of the dependencies. */
    public enum Strategy {
        /** Every dependency succeeded. */
        ALL_SUCCEEDED,
        /** Every dependency has ended, in whatever state. */
        ALL_COMPLETED
    }

    /**
     * How often and when a failed attempt is followed by another.
     *
     * @param maxRetries attempts after the first
     * @param backoff delay before the first retry
     * @param factor by which the delay grows with each retry; 0 keeps it constant
     * @param maxBackoff the largest delay
     */
    public record RetryPolicy(
            int maxRetries, Duration backoff, double factor, Duration maxBackoff) {
        /** One attempt. */
        public static final RetryPolicy NONE = new RetryPolicy(0, Duration.ZERO, 0, Duration.ZERO);

        /**
         * {@code backoff · factor^(retry - 1)}, at most {@code maxBackoff}, in whole milliseconds.
         *
         * @param retry 1 for the first
         */
        public Duration delay(int retry) {
            double growth = factor > 0 ? StrictMath.pow(factor, retry - 1) : 1;
            double millis = backoff.toMillis() * growth;
            return Duration.ofMillis((long) Math.min(millis, (double) maxBackoff.toMillis()));
        }
    }

    /**
     * Whether an earlier result may stand in for running the task.
     *
     * @param key replaces the fingerprint when present
     */
    public record CachePolicy(boolean enabled, @Nullable String key) {
        /** Always run. */
        public static final CachePolicy OFF = new CachePolicy(false, null);
    }

    /**
     * Runs the component once per item.
     *
     * @param itemInput the component's input that receives the item
     * @param parallelism how many iterations may run at once; 0 for no limit
     */
    public record Loop(Source items, String itemInput, int parallelism) {
        /** Where the items come from. */
        public sealed interface Source {}

        /** Items written in the document. */
        public record Raw(List<Value> items) implements Source {
            public Raw {
                items = List.copyOf(items);
            }
        }

        /** The list held by one of the task's input parameters. */
        public record FromParameter(String input) implements Source {}

        /** The artifacts of one of the task's input artifacts. */
        public record FromArtifacts(String input) implements Source {}
    }
}
