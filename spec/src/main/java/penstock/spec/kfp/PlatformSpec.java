package penstock.spec.kfp;

import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import penstock.spec.Span;
import penstock.spec.document.MapNode;

/**
 * Kubernetes settings of a pipeline.
 *
 * @param executors settings as written, by executor label
 * @param pipeline null when the document names none
 */
public record PlatformSpec(
        SequencedMap<String, MapNode> executors, @Nullable PipelineConfig pipeline, Span span) {

    /**
     * Settings of the whole pipeline; seconds are 0 where the document is silent.
     *
     * @param workspace null when the pipeline has none
     */
    public record PipelineConfig(
            @Nullable Workspace workspace,
            long ttlSecondsOnCompletion,
            long ttlSecondsOnSuccess,
            long ttlSecondsOnFailure,
            long activeDeadlineSeconds,
            Span span) {}

    /** A folder that the tasks of a run share. */
    public record Workspace(String size, Span span) {}
}
