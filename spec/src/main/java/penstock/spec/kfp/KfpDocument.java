package penstock.spec.kfp;

import org.jspecify.annotations.Nullable;

/**
 * Everything one upload says about one pipeline.
 *
 * @param pipeline the pipeline itself
 * @param platform Kubernetes settings, or null when there is no such document
 * @param runtime parameter values that an envelope of SDK 1.8 carries, or null
 */
public record KfpDocument(
        PipelineSpec pipeline, @Nullable PlatformSpec platform, @Nullable RuntimeConfig runtime) {}
