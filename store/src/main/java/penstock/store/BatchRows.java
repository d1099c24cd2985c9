package penstock.store;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import penstock.engine.AttemptId;
import penstock.engine.Phase;
import penstock.engine.RunId;
import penstock.plan.Artifact;

/**
 * A batch as rows, made before the writer's thread sees it: that thread only compares and binds.
 *
 * @param creation present with the first batch of a run
 * @param resets the new generations that the batch opens
 * @param tasks task runs in the order of their last change
 * @param cache what it means for results that later runs may take
 * @param blobs content by digest, as lower-case hex
 */
record BatchRows(
        RunId run,
        long expectedSequence,
        long epoch,
        @Nullable CreationRow creation,
        List<EventRow> events,
        List<Reset> resets,
        List<TaskChange> tasks,
        List<AttemptChange> attempts,
        List<Produced> artifacts,
        CacheChange cache,
        RunChange change,
        SortedMap<String, byte[]> blobs) {

    /** The row of a new run, as it never changes later. */
    record CreationRow(
            String namespace,
            String experimentId,
            String displayName,
            String resourceName,
            String description,
            @Nullable String pipelineId,
            @Nullable String pipelineVersionId,
            String pipelineName,
            String pipelineRoot,
            String serviceAccount,
            long createdAt,
            long scheduledAt,
            String parameters,
            @Nullable String caching,
            @Nullable String recurringRunId,
            FileLimits files,
            String planDigest,
            String documentDigest) {}

    /** Nanoseconds that files of a run stay after its end; null for ever. */
    record FileLimits(@Nullable Long succeeded, @Nullable Long failed) {}

    /** An event. */
    record EventRow(long at, String type, String body) {}

    /**
     * A new generation.
     *
     * @param version number of the event that opened it
     */
    record Reset(long version, int generation) {}

    /**
     * A task run as the batch left it.
     *
     * @param version number of the event that last changed it
     * @param items the length of a loop's list; null when it was not opened in this batch
     * @param inputs null when it received none in this batch: what is stored stays
     * @param outputs null when it has none
     * @param fingerprint as lower-case hex; null when unchanged
     * @param cache what looking for an earlier result came to; null when unchanged
     */
    record TaskChange(
            String path,
            String taskId,
            String displayName,
            String component,
            String kind,
            Phase phase,
            long version,
            int generation,
            int attempt,
            @Nullable Long startedAt,
            @Nullable Long finishedAt,
            @Nullable String problem,
            @Nullable String skipKind,
            @Nullable String skipText,
            @Nullable Integer items,
            @Nullable String inputs,
            @Nullable String outputs,
            @Nullable String fingerprint,
            @Nullable String cache) {}

    /**
     * What the batch changed about an attempt; null means unchanged.
     *
     * @param scheduled present when the batch scheduled it
     */
    record AttemptChange(
            AttemptId id,
            Phase phase,
            @Nullable Scheduled scheduled,
            @Nullable Long startedAt,
            @Nullable Long finishedAt,
            @Nullable Integer exitCode,
            @Nullable String problem,
            @Nullable String facts) {}

    /** When an attempt was scheduled, and by whom. */
    record Scheduled(long at, String host, long epoch) {}

    /** An artifact that a task run produced. */
    record Produced(String path, Artifact artifact, String metadata, long at) {}

    /** Results made and taken. */
    record CacheChange(List<MadeResult> made, List<TakenResult> taken) {}

    /** A result that later runs may take, with everything it needs to outlive its run. */
    record MadeResult(
            String path,
            String fingerprint,
            String component,
            String parts,
            String outputs,
            long at) {}

    /**
     * A result that a task run took.
     *
     * @param artifacts their numbers
     */
    record TakenResult(
            String path,
            String fingerprint,
            String originRun,
            String originPath,
            List<Long> artifacts,
            long at) {}

    /**
     * What the batch changed about the run.
     *
     * @param live attempts that went live less those that ended
     * @param history states entered, as stored
     * @param outputs null when unchanged
     */
    record RunChange(
            Phase phase,
            int generation,
            @Nullable Long startedAt,
            @Nullable Long finishedAt,
            @Nullable String problem,
            int live,
            String history,
            @Nullable String outputs) {}
}
