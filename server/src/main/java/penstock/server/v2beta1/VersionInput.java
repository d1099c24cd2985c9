package penstock.server.v2beta1;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.server.json.Fields;

/**
 * A version that a client wants, or how it wants to change one.
 *
 * @param name the name, else the display name
 * @param packageUrl from where KFP would fetch the document; empty when none was sent
 * @param tags null when none were sent, which a change reads as: leave them
 */
public record VersionInput(
        String pipelineId,
        String name,
        String displayName,
        String description,
        String packageUrl,
        String codeSourceUrl,
        @Nullable SortedMap<String, String> tags) {

    public VersionInput {
        tags = tags == null ? null : Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }

    /** Reads a message. */
    public static VersionInput read(Fields fields) {
        String displayName = fields.text("display_name");
        String name = fields.text("name");
        VersionInput input =
                new VersionInput(
                        fields.text("pipeline_id"),
                        name.isEmpty() ? displayName : name,
                        displayName,
                        fields.text("description"),
                        url(fields.message("package_url")),
                        fields.text("code_source_url"),
                        fields.texts("tags"));
        fields.ignore("pipeline_version_id", "created_at", "pipeline_spec", "error").end();
        return input;
    }

    private static String url(@Nullable Fields packageUrl) {
        if (packageUrl == null) {
            return "";
        }
        String url = packageUrl.text("pipeline_url");
        packageUrl.end();
        return url;
    }
}
