package penstock.server.v2beta1;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import penstock.control.port.RecurringRuns.Schedule;
import penstock.server.backend.TriggerMessage;
import penstock.server.http.Refusal;
import penstock.server.http.Text;
import penstock.server.json.Fields;

/**
 * What a client wants of a recurring run; what it leaves out is null.
 *
 * @param config parameters and pipeline root, which come together
 */
public record RecurringRunInput(
        @Nullable String experimentId,
        @Nullable String displayName,
        @Nullable String description,
        RunInput.Source source,
        @Nullable Config config,
        @Nullable String serviceAccount,
        @Nullable Schedule schedule,
        @Nullable Long maxConcurrency,
        @Nullable Boolean noCatchup,
        @Nullable Boolean enabled) {

    private static final List<String> MODES = List.of("MODE_UNSPECIFIED", "ENABLE", "DISABLE");

    /** What a run is given. */
    public record Config(RunInput.Config values) {}

    /** Reads the body of a request. */
    public static RecurringRunInput read(Fields fields) {
        RecurringRunInput input =
                new RecurringRunInput(
                        text(fields, "experiment_id"),
                        text(fields, "display_name"),
                        text(fields, "description"),
                        RunInput.source(fields),
                        config(fields),
                        text(fields, "service_account"),
                        fields.has("trigger")
                                ? TriggerMessage.read(fields.message("trigger"))
                                : null,
                        fields.number("max_concurrency"),
                        fields.has("no_catchup") ? fields.flag("no_catchup") : null,
                        fields.has("mode") ? enabled(fields.symbol("mode")) : null);
        refusePlugins(fields);
        ignoreOutputs(fields).end();
        return input;
    }

    private static @Nullable String text(Fields fields, String name) {
        return fields.has(name) ? fields.text(name) : null;
    }

    private static @Nullable Config config(Fields fields) {
        return fields.has("runtime_config")
                ? new Config(RunInput.config(fields.message("runtime_config"), ""))
                : null;
    }

    private static boolean enabled(String mode) {
        int number = MODES.indexOf(mode);
        boolean known = number >= 0 || mode.matches("[0-2]");
        if (!known) {
            throw Refusal.invalid(
                    "mode: '" + Text.shown(mode) + "' (expected one of: " + MODES + ")");
        }
        return mode.equals("ENABLE") || mode.equals("1");
    }

    private static void refusePlugins(Fields fields) {
        ObjectNode plugins = fields.struct("plugins_input");
        if (plugins != null && !plugins.isEmpty()) {
            throw Refusal.invalid("plugins_input: this version of Penstock has no plugins");
        }
    }

    /** The old {@code pipeline_version_id} among them: KFP knows the field and ignores it. */
    private static Fields ignoreOutputs(Fields fields) {
        return fields.ignore(
                "recurring_run_id",
                "pipeline_version_id",
                "created_at",
                "updated_at",
                "status",
                "error",
                "namespace",
                "next_fire_times",
                "last_fire");
    }
}
