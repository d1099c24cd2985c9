package penstock.server.v2beta1;

import penstock.server.json.Fields;

/** An experiment that a client wants; a namespace is ignored, as a single-user KFP does. */
public record ExperimentInput(String displayName, String description) {

    /** Reads the body of a request. */
    public static ExperimentInput read(Fields fields) {
        ExperimentInput input =
                new ExperimentInput(fields.text("display_name"), fields.text("description"));
        fields.ignore(
                        "experiment_id",
                        "created_at",
                        "namespace",
                        "storage_state",
                        "last_run_created_at")
                .end();
        return input;
    }
}
