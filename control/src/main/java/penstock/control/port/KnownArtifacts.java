package penstock.control.port;

import org.jspecify.annotations.Nullable;
import penstock.plan.Artifact;
import penstock.plan.ArtifactType;
import penstock.plan.Value;

/** Records of artifacts that exist already. Blocking. */
public interface KnownArtifacts {

    /** The newest artifact that runs of one pipeline have and that answers a query, or null. */
    @Nullable Artifact find(Query query);

    /**
     * What is looked for.
     *
     * @param pipelineName the name inside the document
     * @param metadata fields that must be equal; the artifact may have more
     */
    record Query(String pipelineName, ArtifactType type, String uri, Value.Struct metadata) {}
}
