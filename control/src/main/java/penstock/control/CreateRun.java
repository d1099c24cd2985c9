package penstock.control;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.engine.RunCaching;
import penstock.plan.Value;

/**
 * A run that somebody asks for.
 *
 * @param experimentId null for the default experiment
 * @param parameters the root's inputs by name
 * @param pipelineRoot where outputs go; null for the server's default
 * @param caching what the run may take from earlier ones, within what the server allows
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
        RunCaching caching) {

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

    /** Which document runs. */
    public sealed interface Source {}

    /** A document sent with the request. */
    public record Document(String text) implements Source {}

    /** A version of a pipeline; without a version, the newest. */
    public record OfPipeline(String pipelineId, @Nullable String versionId) implements Source {}
}
