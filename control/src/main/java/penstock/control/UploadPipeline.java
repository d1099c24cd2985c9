package penstock.control;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import penstock.control.port.Catalogue;

/**
 * A pipeline that somebody uploads.
 *
 * @param name unique in its namespace; empty to take the document's
 * @param tags of the pipeline alone
 * @param first what only its first version has
 * @param document the text, already unpacked
 */
public record UploadPipeline(
        String namespace,
        String name,
        String displayName,
        String description,
        SortedMap<String, String> tags,
        First first,
        String document) {

    /** What a first version has beside the pipeline's names and description. */
    public record First(Catalogue.Links links, SortedMap<String, String> tags) {
        /** Nothing. */
        public static final First PLAIN =
                new First(Catalogue.Links.NONE, Collections.emptySortedMap());

        public First {
            tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
        }
    }

    public UploadPipeline {
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }
}
