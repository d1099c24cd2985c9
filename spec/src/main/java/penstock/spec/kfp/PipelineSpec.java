package penstock.spec.kfp;

import java.util.SequencedMap;
import penstock.spec.Span;

/**
 * The root message of the IR.
 *
 * @param schemaVersion {@code 2.0.0} or {@code 2.1.0}
 * @param executors by label
 * @param root the component in which a run starts
 */
public record PipelineSpec(
        PipelineInfo info,
        String sdkVersion,
        String schemaVersion,
        String defaultPipelineRoot,
        SequencedMap<String, ComponentSpec> components,
        SequencedMap<String, ExecutorSpec> executors,
        ComponentSpec root,
        Span span) {

    /** The same pipeline with another root. */
    public PipelineSpec withRoot(ComponentSpec other) {
        return new PipelineSpec(
                info,
                sdkVersion,
                schemaVersion,
                defaultPipelineRoot,
                components,
                executors,
                other,
                span);
    }

    /** The same pipeline with other components and another root. */
    public PipelineSpec with(SequencedMap<String, ComponentSpec> others, ComponentSpec otherRoot) {
        return new PipelineSpec(
                info,
                sdkVersion,
                schemaVersion,
                defaultPipelineRoot,
                others,
                executors,
                otherRoot,
                span);
    }

    /** What the pipeline is called; texts are empty where the document is silent. */
    public record PipelineInfo(SourceText name, String displayName, String description) {}
}
