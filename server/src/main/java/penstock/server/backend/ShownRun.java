package penstock.server.backend;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import penstock.control.port.RunReads.RunRow;
import penstock.control.port.RunReads.StateChange;
import penstock.engine.Phase;

/**
 * A run as clients of KFP get to see it: a cancelled one is being cancelled for at least a second,
 * however quickly that is done, so that nobody misses it.
 *
 * @param phase the state that is shown
 * @param held whether the run has ended in truth
 * @param finishedAt null while it is not shown as ended
 */
public record ShownRun(Phase phase, boolean held, @Nullable Instant finishedAt) {
    private static final Duration SHORTEST_CANCELING = Duration.ofSeconds(1);

    /** How {@code row} is shown now. */
    public static ShownRun of(RunRow row, Clock clock) {
        return isHeld(row, clock.instant())
                ? new ShownRun(Phase.CANCELING, true, null)
                : new ShownRun(row.phase(), false, row.finishedAt());
    }

    private static boolean isHeld(RunRow row, Instant now) {
        if (row.phase() != Phase.CANCELED) {
            return false;
        }
        Instant since = row.finishedAt();
        for (StateChange change : row.history()) {
            if (change.phase() == Phase.CANCELING) {
                since = change.at();
            }
        }
        return since != null && now.isBefore(since.plus(SHORTEST_CANCELING));
    }
}
