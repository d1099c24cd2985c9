package penstock.server.v1beta1;

import java.util.List;
import penstock.server.json.Fields;

/** A pipeline that a client wants, with the package of its first version. */
public record PipelineInput(String name, String description, String url) {

    /** Reads the body of a request. */
    public static PipelineInput read(Fields fields) {
        PipelineInput input =
                new PipelineInput(
                        fields.text("name"),
                        fields.text("description"),
                        Url.read(fields.message("url")));
        List<Reference> _ = Reference.read(fields);
        fields.ignore("id", "created_at", "parameters", "error", "default_version").end();
        return input;
    }
}
