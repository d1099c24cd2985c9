package penstock.control.port;

import java.io.IOException;
import penstock.plan.Artifact;

/** Tells whether the bytes of an artifact still are what they were. Blocking. */
@FunctionalInterface
public interface ArtifactCheck {

    /**
     * True when they are there, or are not ours to look at.
     *
     * @throws IOException when they cannot be looked at now
     */
    boolean isIntact(Artifact artifact) throws IOException;

    /** Looks in {@code store} for artifacts that it digested. */
    static ArtifactCheck in(ArtifactStore store) {
        return artifact -> {
            if (artifact.digest() == null) {
                return true;
            }
            ArtifactStore.Stored stored = store.stat(artifact.uri());
            return stored != null && stored.digest().equals(artifact.digest());
        };
    }
}
