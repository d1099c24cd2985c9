package penstock.server.v1beta1;

import java.util.List;
import org.jspecify.annotations.Nullable;
import penstock.control.port.RecurringRuns.Schedule;
import penstock.server.backend.TriggerMessage;
import penstock.server.json.Fields;

/**
 * A job that a client wants: what KFP v1 calls a recurring run.
 *
 * @param run what it starts
 */
public record JobInput(
        RunInput run,
        Schedule schedule,
        @Nullable Long maxConcurrency,
        boolean noCatchup,
        boolean enabled) {

    private static final List<String> MODES = List.of("UNKNOWN_MODE", "ENABLED", "DISABLED");

    /** Reads the body of a request. */
    public static JobInput read(Fields fields) {
        RunInput run = RunInput.common(fields);
        boolean enabled = fields.flag("enabled");
        String mode = Reference.name(fields.symbol("mode"), MODES);
        JobInput input =
                new JobInput(
                        run,
                        TriggerMessage.read(fields.message("trigger")),
                        fields.number("max_concurrency"),
                        fields.flag("no_catchup"),
                        enabled || mode.equals("ENABLED"));
        fields.ignore("id", "created_at", "updated_at", "status", "error").end();
        return input;
    }
}
