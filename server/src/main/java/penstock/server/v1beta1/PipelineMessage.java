package penstock.server.v1beta1;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pipeline with its newest version. */
public record PipelineMessage(
        String id,
        String createdAt,
        String name,
        String description,
        List<Parameter> parameters,
        @Nullable Url url,
        @Nullable VersionMessage defaultVersion) {
    public PipelineMessage {
        parameters = List.copyOf(parameters);
    }

    /** A page of pipelines. */
    public record Page(List<PipelineMessage> pipelines, long totalSize, String nextPageToken) {
        public Page {
            pipelines = List.copyOf(pipelines);
        }
    }

    /** The document of a version. */
    public record Template(String template) {}
}
