package penstock.runner;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that a step sees at a path.
 *
 * @param source on this machine; null for an empty folder in memory
 * @param target absolute, as the step sees it
 * @param bytes the most that a folder in memory may hold; 0 for the usual
 * @param made the place is made in the step's view, even inside a folder of the machine's
 */
record Mount(@Nullable Path source, String target, boolean readOnly, long bytes, boolean made) {

    /** Content that a place is there for. */
    static Mount of(Path source, String target, boolean readOnly) {
        return new Mount(source, target, readOnly, 0, false);
    }

    /** Memory: for a folder that a step expects but is not known to use. */
    static Mount memory(String target) {
        return new Mount(null, target, false, 0, false);
    }

    /** Content for which a place is made. */
    static Mount placed(Path source, String target, boolean readOnly) {
        return new Mount(source, target, readOnly, 0, true);
    }

    /** Memory for which a place is made. */
    static Mount placedMemory(String target, long bytes) {
        return new Mount(null, target, false, bytes, true);
    }

    /** As the spawner reads it. */
    Map<String, Object> json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (source != null) {
            fields.put("source", source.toString());
        }
        fields.put("target", target);
        if (source != null) {
            fields.put("read_only", readOnly);
        }
        if (bytes > 0) {
            fields.put("bytes", bytes);
        }
        if (made) {
            fields.put("make", true);
        }
        return fields;
    }
}
