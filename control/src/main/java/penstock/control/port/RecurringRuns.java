package penstock.control.port;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.plan.Problem;
import penstock.plan.Value;

/** Recurring runs and how far each has come. Calls block. */
public interface RecurringRuns {

    /** Adds one. */
    void add(RecurringRun recurring);

    /** The recurring run, or null. */
    @Nullable RecurringRun get(String id);

    /** Every recurring run that is enabled. */
    List<RecurringRun> enabled();

    /**
     * Recurring runs of a namespace, of one experiment when {@code experimentId} is not null. Their
     * documents are empty.
     */
    Paging.Page<RecurringRun> list(
            String namespace, @Nullable String experimentId, Paging.Request request);

    /** Replaces what people decide of one, its progress aside; false when unknown. */
    boolean replace(RecurringRun recurring);

    /**
     * Records that {@code firing} is over; false, and nothing is changed, unless it is the one that
     * follows the last.
     */
    boolean fired(String id, Firing firing);

    /** Removes one, leaving its runs; false when unknown. */
    boolean remove(String id);

    /** How many of its runs have not ended. */
    int active(String id);

    /**
     * A fire time that was dealt with.
     *
     * @param index from 1
     * @param at the time for which it was scheduled
     * @param problem why it started no run; null when it did
     */
    record Firing(long index, Instant at, @Nullable Problem problem) {}

    /**
     * When a recurring run is due, as its author wrote it.
     *
     * @param cron null for an interval or for none
     * @param zone IANA name of the clocks that {@code cron} means
     * @param intervalSeconds null for a cron or for none
     */
    record Schedule(
            @Nullable String cron,
            String zone,
            @Nullable Long intervalSeconds,
            @Nullable Instant start,
            @Nullable Instant end) {
        /** Once, a second after it is enabled. */
        public static final Schedule ONCE = new Schedule(null, "UTC", null, null, null);
    }

    /**
     * What it starts each time.
     *
     * @param document the document, or null where a pipeline is named
     * @param pipelineId the pipeline, or null
     * @param versionId its version; null for the newest at each time
     */
    record Template(
            @Nullable String document,
            @Nullable String pipelineId,
            @Nullable String versionId,
            SortedMap<String, Value> parameters,
            @Nullable String pipelineRoot,
            String serviceAccount) {
        public Template {
            parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
        }
    }

    /**
     * A recurring run.
     *
     * @param runName what the names of its runs begin with
     * @param maxConcurrency how many of its runs may be unfinished when another starts
     * @param catchUp whether times missed while no server ran are made up for
     * @param resumedAt when it was last enabled after a pause: nothing before is made up for; null
     *     when it never was
     * @param last the last fire time dealt with; null before the first
     */
    record RecurringRun(
            String id,
            String namespace,
            String experimentId,
            String displayName,
            String description,
            String runName,
            Template template,
            Schedule schedule,
            int maxConcurrency,
            boolean catchUp,
            boolean enabled,
            Instant createdAt,
            Instant updatedAt,
            @Nullable Instant resumedAt,
            @Nullable Firing last) {

        /** The number of the next firing. */
        public long nextIndex() {
            return last == null ? 1 : last.index() + 1;
        }
    }
}
