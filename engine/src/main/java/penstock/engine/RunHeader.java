package penstock.engine;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import penstock.plan.Value;

/**
 * What is fixed about a run when it is created.
 *
 * @param displayName what its author called it
 * @param resourceName a unique name derived from the pipeline's, as a cluster would give
 * @param pipelineRoot the address under which outputs are stored, without a trailing slash
 * @param scheduledAt the time for which it was scheduled; the creation time for one-off runs
 * @param parameters the root's inputs after validation, defaults not yet added
 * @param caching what it may take from earlier runs
 */
public record RunHeader(
        RunId run,
        String displayName,
        String resourceName,
        String pipelineRoot,
        Instant createdAt,
        Instant scheduledAt,
        SortedMap<String, Value> parameters,
        RunCaching caching) {
    public RunHeader {
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }

    /** The header of a run that may take results from the cache. */
    public RunHeader(
            RunId run,
            String displayName,
            String resourceName,
            String pipelineRoot,
            Instant createdAt,
            Instant scheduledAt,
            SortedMap<String, Value> parameters) {
        this(
                run,
                displayName,
                resourceName,
                pipelineRoot,
                createdAt,
                scheduledAt,
                parameters,
                RunCaching.DEFAULT);
    }
}
