package penstock.server.backend;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import penstock.control.port.RunReads.RunRow;
import penstock.control.port.RunReads.StateChange;
import penstock.engine.Phase;

/**
 * A run as clients of KFP get to see it. A cancelled one is being cancelled for at least a second,
 * however quickly that is done, and any other runs for a moment before it has ended: clients expect
 * both, and miss what is quicker.
 *
 * @param phase the state that is shown
 * @param held whether the run has ended in truth
 * @param finishedAt null while it is not shown as ended
 * @param reported whether its tasks are shown: KFP learns of them some time after a run began, and
 *     clients compare a run that they just created with what they asked for
 */
public record ShownRun(Phase phase, boolean held, @Nullable Instant finishedAt, boolean reported) {
    private static final Duration SHORTEST_CANCELING = Duration.ofSeconds(1);

    /** Time to create a run and look at it twice. */
    private static final Duration SHORTEST_RUNNING = Duration.ofMillis(100);

    private static final Duration FIRST_REPORT = Duration.ofSeconds(1);

    /** How {@code row} is shown now. */
    public static ShownRun of(RunRow row, Clock clock) {
        Instant now = clock.instant();
        if (isHeld(row, now)) {
            return new ShownRun(Phase.CANCELING, true, null, true);
        }
        return isFresh(row, now)
                ? new ShownRun(Phase.RUNNING, true, null, false)
                : new ShownRun(row.phase(), false, row.finishedAt(), isReported(row, now));
    }

    private static boolean isFresh(RunRow row, Instant now) {
        return (row.phase() == Phase.SUCCEEDED || row.phase() == Phase.FAILED)
                && now.isBefore(row.header().createdAt().plus(SHORTEST_RUNNING));
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
