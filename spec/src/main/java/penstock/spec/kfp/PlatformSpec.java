package penstock.spec.kfp;

import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import penstock.spec.Span;
import penstock.spec.document.MapNode;

/**
 * Kubernetes settings of a pipeline.
 *
 * @param executors by executor label
 * @param pipeline null when the document names none
 */
public record PlatformSpec(
        SequencedMap<String, KubernetesSpec> executors,
        @Nullable PipelineConfig pipeline,
        Span span) {

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

    /**
     * A folder that the tasks of a run share.
     *
     * @param size the most it may hold; empty where the document is silent
     * @param claimPatch what differs from the server's usual claim, or null
     */
    public record Workspace(SourceText size, @Nullable MapNode claimPatch, Span span) {}
}
