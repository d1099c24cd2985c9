package penstock.control;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A pipeline that somebody uploads.
 *
 * @param name unique in its namespace; empty to take the document's
 * @param document the text, already unpacked
 */
public record UploadPipeline(
        String namespace,
        String name,
        String displayName,
        String description,
        SortedMap<String, String> tags,
        String document) {
    public UploadPipeline {
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }
}
