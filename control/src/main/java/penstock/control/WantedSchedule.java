package penstock.control;

import penstock.control.port.RecurringRuns.RecurringRun;
import penstock.control.port.RecurringRuns.Schedule;
import penstock.control.port.RecurringRuns.Template;

/**
 * What people decide of a recurring run.
 *
 * @param experimentId empty for the default experiment; not changed later
 * @param maxConcurrency how many of its runs may be unfinished when another starts, 1 to 10
 * @param catchUp whether times missed while no server ran are made up for
 */
public record WantedSchedule(
        String namespace,
        String experimentId,
        String displayName,
        String description,
        Template template,
        Schedule schedule,
        long maxConcurrency,
        boolean catchUp,
        boolean enabled) {

    /** What was decided of {@code recurring}. */
    static WantedSchedule of(RecurringRun recurring) {
        return new WantedSchedule(
                recurring.namespace(),
                recurring.experimentId(),
                recurring.displayName(),
                recurring.description(),
                recurring.template(),
                recurring.schedule(),
                recurring.maxConcurrency(),
                recurring.catchUp(),
                recurring.enabled());
    }
}
