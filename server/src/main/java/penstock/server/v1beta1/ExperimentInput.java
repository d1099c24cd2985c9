package penstock.server.v1beta1;

import penstock.server.json.Fields;

/** An experiment that a client wants; references to a namespace are ignored. */
public record ExperimentInput(String name, String description) {

    /** Reads the body of a request. */
    public static ExperimentInput read(Fields fields) {
        ExperimentInput input =
                new ExperimentInput(fields.text("name"), fields.text("description"));
        Reference.read(fields);
        fields.ignore("id", "created_at", "storage_state").end();
        return input;
    }
}
