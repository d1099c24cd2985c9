package penstock.server.v2beta1;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.plan.Value;
import penstock.server.json.Fields;

/**
 * A run that a client wants.
 *
 * @param source which document runs; at most one of the two is set
 * @param extras what this server refuses when it is there
 */
public record RunInput(
        String experimentId,
        String displayName,
        String description,
        Source source,
        Config config,
        Extras extras) {

    /** A document, or the version that a reference names. */
    public record Source(
            @Nullable ObjectNode pipelineSpec, RunMessage.@Nullable VersionReference reference) {}

    /** Parameters and settings. */
    public record Config(
            SortedMap<String, Value> parameters, String pipelineRoot, String serviceAccount) {
        public Config {
            parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
        }
    }

    /** What only other parts of KFP set. */
    public record Extras(String recurringRunId, boolean pluginsInput, boolean pluginsOutput) {}

    /** Reads the body of a request. */
    public static RunInput read(Fields fields) {
        RunInput input =
                new RunInput(
                        fields.text("experiment_id"),
                        fields.text("display_name"),
                        fields.text("description"),
                        source(fields),
                        config(fields.message("runtime_config"), fields.text("service_account")),
                        extras(fields));
        ignoreOutputs(fields).end();
        return input;
    }

    /** Which document runs, as {@code fields} have it. */
    static Source source(Fields fields) {
        return new Source(
                fields.struct("pipeline_spec"),
                reference(fields.message("pipeline_version_reference")));
    }

    static Config config(@Nullable Fields runtime, String serviceAccount) {
        if (runtime == null) {
            return new Config(Collections.emptySortedMap(), "", serviceAccount);
        }
        Config config =
                new Config(
                        runtime.values("parameters"),
                        runtime.text("pipeline_root"),
                        serviceAccount);
        runtime.end();
        return config;
    }

    private static Extras extras(Fields fields) {
        ObjectNode input = fields.struct("plugins_input");
        ObjectNode output = fields.struct("plugins_output");
        return new Extras(
                fields.text("recurring_run_id"),
                input != null && !input.isEmpty(),
                output != null && !output.isEmpty());
    }

    private static RunMessage.@Nullable VersionReference reference(@Nullable Fields fields) {
        if (fields == null) {
            return null;
        }
        RunMessage.VersionReference reference =
                new RunMessage.VersionReference(
                        fields.text("pipeline_id"), fields.text("pipeline_version_id"));
        fields.end();
        return reference;
    }

    /** The old {@code pipeline_version_id} among them: KFP knows the field and ignores it. */
    private static Fields ignoreOutputs(Fields fields) {
        return fields.ignore(
                "run_id",
                "storage_state",
                "pipeline_version_id",
                "created_at",
                "scheduled_at",
                "finished_at",
                "state",
                "error",
                "run_details",
                "state_history");
    }
}
