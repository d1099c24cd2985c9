package penstock.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a new schedule is called and what holds for its runs. */
final class ScheduleSettings {

    @Option(names = "--name", paramLabel = "NAME", description = "What to call it.")
    private @Nullable String name;

    @Option(
            names = "--experiment",
            paramLabel = "ID",
            description = "The experiment of its runs (default: Default).")
    private @Nullable String experiment;

    @Option(
            names = "--max-concurrency",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Runs of it that may be unfinished when another starts, 1 to 10"
                            + " (default: ${DEFAULT-VALUE}).")
    private int most;

    @Option(names = "--disabled", description = "Do not let it fire yet.")
    private boolean disabled;

    /** Adds them to a request; {@code proposed} is its name where none is given. */
    void addTo(ObjectNode request, String proposed) {
        request.put("display_name", name == null ? proposed : name);
        if (experiment != null) {
            request.put("experiment_id", experiment);
        }
        request.put("max_concurrency", most);
        request.put("mode", disabled ? "DISABLE" : "ENABLE");
    }
}
