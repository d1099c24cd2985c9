package penstock.server.v2beta1;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A pipeline. */
public record PipelineMessage(
        String pipelineId,
        String displayName,
        String description,
        String createdAt,
        String namespace,
        String name,
        SortedMap<String, String> tags) {
    public PipelineMessage {
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }

    /** A page of pipelines. */
    public record Page(List<PipelineMessage> pipelines, long totalSize, String nextPageToken) {
        public Page {
            pipelines = List.copyOf(pipelines);
        }
    }
}
