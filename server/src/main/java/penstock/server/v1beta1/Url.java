package penstock.server.v1beta1;

import org.jspecify.annotations.Nullable;
import penstock.server.json.Fields;

/** Where something is to be had. */
public record Url(String pipelineUrl) {

    /** The address in a message; empty when there is none. */
    static String read(@Nullable Fields fields) {
        if (fields == null) {
            return "";
        }
        String url = fields.text("pipeline_url");
        fields.end();
        return url;
    }

    static @Nullable Url orNull(String url) {
        return url.isEmpty() ? null : new Url(url);
    }
}
