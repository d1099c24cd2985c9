package penstock.server.v2beta1;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.server.json.Fields;

/**
 * A pipeline that a client wants, or how it wants to change one.
 *
 * @param name the name, else the display name
 * @param tags null when none were sent, which a change reads as: leave them
 */
public record PipelineInput(
        String name,
        String displayName,
        String description,
        @Nullable SortedMap<String, String> tags) {

    public PipelineInput {
        tags = tags == null ? null : Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }

    /** Reads a message. */
    public static PipelineInput read(Fields fields) {
        String displayName = fields.text("display_name");
        String name = fields.text("name");
        PipelineInput input =
                new PipelineInput(
                        name.isEmpty() ? displayName : name,
                        displayName,
                        fields.text("description"),
                        fields.texts("tags"));
        fields.ignore("pipeline_id", "created_at", "namespace", "error").end();
        return input;
    }
}
