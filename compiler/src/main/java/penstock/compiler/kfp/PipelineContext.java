package penstock.compiler.kfp;

import org.jspecify.annotations.Nullable;
import penstock.spec.Diagnostics;
import penstock.spec.kfp.KubernetesSpec;
import penstock.spec.kfp.PlatformSpec;
import penstock.spec.kfp.SourceText;

/**
 * What lowering a part of a pipeline needs to know of the whole.
 *
 * @param platform null where there is no platform document
 */
record PipelineContext(
        Components components,
        Expressions expressions,
        @Nullable PlatformSpec platform,
        Diagnostics diagnostics) {

    /** What the platform document asks for the pods of a component; null where it is silent. */
    @Nullable KubernetesSpec settings(Components.Known component) {
        SourceText label = component.spec().executorLabel();
        return platform == null || label == null ? null : platform.executors().get(label.text());
    }

    /** Whether the tasks of a run share a folder. */
    boolean hasWorkspace() {
        return platform != null
                && platform.pipeline() != null
                && platform.pipeline().workspace() != null;
    }
}
