package penstock.server.v1beta1;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A version of a pipeline. */
public record VersionMessage(
        String id,
        String name,
        String createdAt,
        List<Parameter> parameters,
        String codeSourceUrl,
        @Nullable Url packageUrl,
        List<Reference> resourceReferences,
        String description) {
    public VersionMessage {
        parameters = List.copyOf(parameters);
        resourceReferences = List.copyOf(resourceReferences);
    }

    /** A page of versions. */
    public record Page(List<VersionMessage> versions, String nextPageToken, long totalSize) {
        public Page {
            versions = List.copyOf(versions);
        }
    }
}
