package penstock.control.port;

import java.io.IOException;

/** Deletes bytes of artifacts. Blocking. */
@FunctionalInterface
public interface ArtifactRemoval {

    /**
     * Deletes the content at {@code uri}, at once and as a whole, unless somebody has looked at it
     * lately: whoever has may be about to refer to it. Safe to repeat.
     *
     * @throws IOException when it cannot be deleted now
     */
    Removal remove(String uri) throws IOException;

    /** What became of it. */
    enum Removal {
        /** Nothing is there any more. */
        GONE,
        /** It was looked at lately and stays. */
        IN_USE
    }
}
