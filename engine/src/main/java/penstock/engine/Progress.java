package penstock.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import penstock.plan.Problem;

/**
 * How far a run as a whole has come.
 *
 * @param generation 1, and one more after each retry of the run
 * @param problem why it failed or who cancelled it; null otherwise
 */
public record Progress(
        Phase phase,
        int generation,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Problem problem) {

    static final Progress INITIAL = new Progress(Phase.PENDING, 1, null, null, null);

    /** True while what ends lets something else begin. */
    boolean isGoingOn() {
        return phase == Phase.RUNNING || phase == Phase.PAUSED;
    }

    Progress started(Instant at) {
        return next(Phase.RUNNING, at, null, null);
    }

    Progress canceling(Problem why) {
        return next(Phase.CANCELING, startedAt, null, why);
    }

    Progress finished(Instant at, Phase end, @Nullable Problem why) {
        return next(end, startedAt, at, why);
    }

    Progress retried(Instant at, int nextGeneration) {
        Instant since = startedAt == null ? at : startedAt;
        return new Progress(Phase.RUNNING, nextGeneration, since, null, null);
    }

    private Progress next(
            Phase to,
            @Nullable Instant started,
            @Nullable Instant finished,
            @Nullable Problem why) {
        if (!phase.canBecome(to)) {
            throw new IllegalStateException("run cannot become " + to + " from " + phase);
        }
        return new Progress(to, generation, started, finished, why);
    }
}
