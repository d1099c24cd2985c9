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
 * @param reported whether its tasks are shown: KFP learns of them some time after a run began, and
 *     clients compare a run that they just created with what they asked for
 */
public record ShownRun(Phase phase, boolean held, @Nullable Instant finishedAt, boolean reported) {
    private static final Duration SHORTEST_CANCELING = Duration.ofSeconds(1);
    private static final Duration FIRST_REPORT = Duration.ofSeconds(1);

    /** How {@code row} is shown now. */
    public static ShownRun of(RunRow row, Clock clock) {
        Instant now = clock.instant();
        return isHeld(row, now)
                ? new ShownRun(Phase.CANCELING, true, null, true)
                : new ShownRun(row.phase(), false, row.finishedAt(), isReported(row, now));
    }

    private static boolean isReported(RunRow row, Instant now) {
        return row.phase().isTerminal()
                || !now.isBefore(row.header().createdAt().plus(FIRST_REPORT));
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
