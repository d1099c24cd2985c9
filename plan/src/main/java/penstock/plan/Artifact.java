package penstock.plan;

import org.jspecify.annotations.Nullable;

/**
 * An artifact that exists: bytes (or at least an address of bytes) with a type and metadata.
 *
 * @param id the store-given number; decimal text of it is the artifact's name downstream
 * @param name the output name under which its producer declared it
 * @param uri where the bytes are, for instance {@code minio://mlpipeline/v2/artifacts/…}
 * @param digest {@code sha256:} and hex of the content, or null where the bytes are not ours
 * @param sizeBytes size of the content in bytes, or -1 where the bytes are not ours
 * @param metadata what the producer recorded about it
 */
public record Artifact(
        long id,
        String name,
        ArtifactType type,
        String uri,
        @Nullable String digest,
        long sizeBytes,
        Value.Struct metadata) {}
