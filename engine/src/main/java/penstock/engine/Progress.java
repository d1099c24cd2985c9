package penstock.engine;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import penstock.plan.Problem;

/**
 * How far a run as a whole has come.
 *
 * @param generation 1, and one more after each retry of the run
 * @param startedAt when its first generation began
 * @param problem why it failed, or why it is being stopped; null otherwise
 * @param countedFrom from when its deadline counts: when this generation began, and as much later
 *     as it was paused; null before it began
 * @param pausedAt since when it is paused; null when it is not
 */
public record Progress(
        Phase phase,
        int generation,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Problem problem,
        @Nullable Instant countedFrom,
        @Nullable Instant pausedAt) {

    static final Progress INITIAL = new Progress(Phase.PENDING, 1, null, null, null, null, null);

    /** True while what ends lets something else begin. */
    boolean isGoingOn() {
        return phase == Phase.RUNNING || phase == Phase.PAUSED;
    }

    Progress started(Instant at) {
        return new Progress(become(Phase.RUNNING), generation, at, null, null, at, null);
    }

    Progress paused(Instant at) {
        Phase paused = become(Phase.PAUSED);
        return new Progress(paused, generation, startedAt, null, null, countedFrom, at);
    }

    Progress resumed(Instant at) {
        Phase running = become(Phase.RUNNING);
        Instant from = countedFrom;
        if (from != null && pausedAt != null) {
            from = from.plus(Duration.between(pausedAt, at));
        }
        return new Progress(running, generation, startedAt, null, null, from, null);
    }

    Progress canceling(Problem why) {
        Phase canceling = become(Phase.CANCELING);
        return new Progress(canceling, generation, startedAt, null, why, countedFrom, null);
    }

    Progress finished(Instant at, Phase end, @Nullable Problem why) {
        return new Progress(become(end), generation, startedAt, at, why, countedFrom, null);
    }

    Progress retried(Instant at, int nextGeneration) {
        Instant since = startedAt == null ? at : startedAt;
        return new Progress(Phase.RUNNING, nextGeneration, since, null, null, at, null);
    }

    private Phase become(Phase next) {
        if (!phase.canBecome(next)) {
            throw new IllegalStateException("run cannot become " + next + " from " + phase);
        }
        return next;
    }
}
