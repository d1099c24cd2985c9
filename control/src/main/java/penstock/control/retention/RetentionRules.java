package penstock.control.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.control.port.Retention.Due;
import penstock.control.port.Retention.Group;
import penstock.control.port.Retention.What;

/**
 * The rules in force. An experiment's terms come before its namespace's, and those before the usual
 * ones, each of runs, artifacts and logs for itself.
 *
 * @param results how long a result of the cache is kept after its last use; null for ever
 * @param downloads how long a download is kept after its last use; null for ever
 */
public record RetentionRules(
        Terms usual,
        SortedMap<String, Terms> namespaces,
        SortedMap<String, Terms> experiments,
        @Nullable Duration results,
        @Nullable Duration downloads) {

    /** Nothing goes unless somebody asks for it. */
    public static final RetentionRules NONE =
            new RetentionRules(
                    Terms.NONE,
                    Collections.emptySortedMap(),
                    Collections.emptySortedMap(),
                    null,
                    null);

    public RetentionRules {
        namespaces = Collections.unmodifiableSortedMap(new TreeMap<>(namespaces));
        experiments = Collections.unmodifiableSortedMap(new TreeMap<>(experiments));
    }

    /** What holds for an experiment. */
    public Terms terms(String namespace, String experiment) {
        return experiments
                .getOrDefault(experiment, Terms.NONE)
                .or(namespaces.getOrDefault(namespace, Terms.NONE))
                .or(usual);
    }

    /** What is due at {@code now}: runs first, because with a run the rest of it goes. */
    public List<Due> due(List<Group> groups, Instant now) {
        List<Due> due = new ArrayList<>();
        for (What what : What.values()) {
            for (Group group : groups) {
                Due some = due(what, group, now);
                if (some != null) {
                    due.add(some);
                }
            }
        }
        return due;
    }

    private @Nullable Due due(What what, Group group, Instant now) {
        Limits limits = terms(group.namespace(), group.experiment()).of(what);
        Duration age = limits.maxAge().get(group.outcome());
        Long count = limits.maxCount().get(group.outcome());
        boolean tooMany = count != null && group.runs() > count;
        return age == null && !tooMany
                ? null
                : new Due(what, group, age == null ? null : now.minus(age), tooMany ? count : null);
    }

    /**
     * When something of an ended run goes because of its age; null when it never does.
     *
     * @param group the run's
     */
    public @Nullable Instant goes(What what, Group group, Instant finishedAt) {
        Duration age =
                terms(group.namespace(), group.experiment()).of(what).maxAge().get(group.outcome());
        return age == null ? null : finishedAt.plus(age);
    }
}
