package penstock.control;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import penstock.control.port.Catalogue;

/**
 * A version that somebody adds to a pipeline.
 *
 * @param name unique in its pipeline
 * @param document the text, already unpacked
 */
public record UploadVersion(
        String pipelineId,
        String name,
        String displayName,
        String description,
        Catalogue.Links links,
        SortedMap<String, String> tags,
        String document) {
    public UploadVersion {
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }
}
