package penstock.control;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.plan.Value;

/**
 * A run that somebody asks for.
 *
 * @param experimentId null for the default experiment
 * @param parameters the root's inputs by name
 * @param pipelineRoot where outputs go; null for the server's default
 */
public record CreateRun(
        String namespace,
        String displayName,
        String description,
        @Nullable String experimentId,
        Source source,
        SortedMap<String, Value> parameters,
        @Nullable String pipelineRoot,
        String serviceAccount) {

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
