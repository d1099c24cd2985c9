package penstock.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say when a schedule fires. */
final class ScheduleTimes {

    @Option(
            names = "--cron",
            paramLabel = "CRON",
            description =
                    "Fields: second minute hour day-of-month month [day-of-week]; or @daily …")
    private @Nullable String cron;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "The clocks that --cron means, such as Europe/Berlin (default: UTC).")
    private @Nullable String zone;

    @Option(
            names = "--every",
            paramLabel = "SECONDS",
            description = "An interval instead of --cron.")
    private @Nullable Long every;

    @Option(
            names = "--start",
            paramLabel = "TIME",
            description = "Nothing fires before, for instance 2030-01-01T00:00:00Z.")
    private @Nullable String start;

    @Option(names = "--end", paramLabel = "TIME", description = "Nothing fires after.")
    private @Nullable String end;

    @Option(
            names = "--no-catchup",
            description = "Of times that pass while no server runs, make up for the last only.")
    private boolean noCatchup;

    boolean isEmpty() {
        return cron == null && every == null;
    }

    boolean noCatchup() {
        return noCatchup;
    }

    /** The trigger as KFP has it; without --cron and --every it fires once. */
    ObjectNode trigger() {
        check();
        ObjectNode trigger = Api.JSON.createObjectNode();
        if (isEmpty()) {
            return trigger;
        }
        ObjectNode schedule =
                trigger.putObject(cron == null ? "periodic_schedule" : "cron_schedule");
        if (cron != null) {
            schedule.put("cron", cron);
        } else {
            schedule.put("interval_second", every);
        }
        put(schedule, "time_zone", zone);
        put(schedule, "start_time", start);
        put(schedule, "end_time", end);
        return trigger;
    }

    /** The same as the query of a preview. */
    String query() {
        check();
        return "?no_catchup="
                + noCatchup
                + part("cron", cron)
                + part("interval_second", every == null ? null : every.toString())
                + part("time_zone", zone)
                + part("start_time", start)
                + part("end_time", end);
    }

    private void check() {
        if (cron != null && every != null) {
            throw new CliFailure("both --cron and --every", "Give one of them.");
        }
        if (zone != null && cron == null) {
            throw new CliFailure("--zone without --cron", "Intervals know no time zones.");
        }
        if (isEmpty() && (start != null || end != null)) {
            throw new CliFailure("--start or --end without a schedule", "Add --cron or --every.");
        }
    }

    private static void put(ObjectNode schedule, String name, @Nullable String text) {
        if (text != null) {
            schedule.put(name, text);
        }
    }

    private static String part(String name, @Nullable String text) {
        return text == null ? "" : "&" + name + "=" + Api.encode(text);
    }

    /** A trigger in words. */
    static String words(JsonNode trigger) {
        JsonNode cron = trigger.path("cron_schedule");
        if (cron.has("cron")) {
            return Plain.line(cron.path("cron").asText())
                    + "  "
                    + Plain.line(cron.path("time_zone").asText("UTC"));
        }
        String seconds = trigger.at("/periodic_schedule/interval_second").asText();
        return seconds.isEmpty() ? "once" : "every " + seconds + " s";
    }
}
