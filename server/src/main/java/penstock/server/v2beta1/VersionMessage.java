package penstock.server.v2beta1;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.plan.Value;

/** A version of a pipeline. */
public record VersionMessage(
        String pipelineId,
        String pipelineVersionId,
        String displayName,
        String description,
        String createdAt,
        Value.@Nullable Struct pipelineSpec,
        @Nullable PackageUrl packageUrl,
        String codeSourceUrl,
        String name,
        SortedMap<String, String> tags) {
    public VersionMessage {
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }

    /** The address that a document was fetched from. */
    public record PackageUrl(String pipelineUrl) {
        static @Nullable PackageUrl orNull(String url) {
            return url.isEmpty() ? null : new PackageUrl(url);
        }
    }

    /** A page of versions. */
    public record Page(
            List<VersionMessage> pipelineVersions, String nextPageToken, long totalSize) {
        public Page {
            pipelineVersions = List.copyOf(pipelineVersions);
        }
    }
}
