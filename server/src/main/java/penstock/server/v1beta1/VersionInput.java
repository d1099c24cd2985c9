package penstock.server.v1beta1;

import java.util.List;
import penstock.server.http.Refusal;
import penstock.server.json.Fields;

/** A version that a client wants. */
public record VersionInput(
        String pipelineId, String name, String description, String url, String codeSourceUrl) {

    /** Reads the body of a request. */
    public static VersionInput read(Fields fields) {
        List<Reference> references = Reference.read(fields);
        VersionInput input =
                new VersionInput(
                        owner(references),
                        fields.text("name"),
                        fields.text("description"),
                        Url.read(fields.message("package_url")),
                        fields.text("code_source_url"));
        fields.ignore("id", "created_at", "parameters").end();
        return input;
    }

    private static String owner(List<Reference> references) {
        List<String> owners =
                references.stream()
                        .filter(each -> each.relationship().equals("OWNER"))
                        .filter(each -> each.key().type().equals("PIPELINE"))
                        .map(each -> each.key().id())
                        .toList();
        if (owners.size() != 1 || owners.getFirst().isEmpty()) {
            throw Refusal.invalid(
                    "resource_references: "
                            + owners.size()
                            + " of type PIPELINE with relationship OWNER (expected: the pipeline that"
                            + " gets the version)");
        }
        return owners.getFirst();
    }
}
