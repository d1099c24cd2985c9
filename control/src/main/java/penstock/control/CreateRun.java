package penstock.control;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.engine.RunCaching;
import penstock.engine.RunId;
import penstock.plan.Value;

/**
 * A run that somebody asks for.
 *
 * @param experimentId null for the default experiment
 * @param parameters the root's inputs by name
 * @param pipelineRoot where outputs go; null for the server's default
 * @param caching what the run may take from earlier ones, within what the server allows
 * @param spawn the recurring run it is of; null for none
 */
public record CreateRun(
        String namespace,
        String displayName,
        String description,
        @Nullable String experimentId,
        Source source,
        SortedMap<String, Value> parameters,
        @Nullable String pipelineRoot,
        String serviceAccount,
        RunCaching caching,
        @Nullable Spawn spawn) {

    /** A run that is of no recurring run. */
    public CreateRun(
            String namespace,
            String displayName,
            String description,
            @Nullable String experimentId,
            Source source,
            SortedMap<String, Value> parameters,
            @Nullable String pipelineRoot,
            String serviceAccount,
            RunCaching caching) {
        this(
                namespace,
                displayName,
                description,
                experimentId,
                source,
                parameters,
                pipelineRoot,
                serviceAccount,
                caching,
                null);
    }

    /** A run that takes from earlier ones what the server allows. */
    public CreateRun(
            String namespace,
            String displayName,
            String description,
            @Nullable String experimentId,
            Source source,
            SortedMap<String, Value> parameters,
            @Nullable String pipelineRoot,
            String serviceAccount) {
        this(
                namespace,
                displayName,
                description,
                experimentId,
                source,
                parameters,
                pipelineRoot,
                serviceAccount,
                RunCaching.DEFAULT);
    }

    public CreateRun {
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }

    /**
     * That a run is of a recurring run.
     *
     * @param run its id, which derives from the recurring run's and its name
     * @param scheduledAt the time for which it is; null for now
     * @param index the number of the firing; null unless a schedule starts it
     */
    public record Spawn(
            RunId run,
            String recurringRunId,
            @Nullable Instant scheduledAt,
            @Nullable Long index) {}

    /** Which document runs. */
    public sealed interface Source {}

    /** A document sent with the request. */
    public record Document(String text) implements Source {}

    /** A version of a pipeline; without a version, the newest. */
    public record OfPipeline(String pipelineId, @Nullable String versionId) implements Source {}
}
