package penstock.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import penstock.plan.Problem;

/**
 * A task in a run, once something has happened to it.
 *
 * @param generation in which it was last started
 * @param outputs empty unless it succeeded
 * @param current its latest attempt; null for scopes and for tasks that never had one
 * @param problem why it failed; null otherwise
 * @param skipped why it was not run; null otherwise
 * @param startedAt when its inputs were ready; null when it was never started
 */
public record TaskRun(
        TaskPath path,
        int generation,
        Phase phase,
        Inputs inputs,
        Outputs outputs,
        @Nullable Try current,
        @Nullable Problem problem,
        @Nullable SkipReason skipped,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    static TaskRun started(TaskPath path, int generation, Phase phase, Inputs inputs, Instant at) {
        return new TaskRun(
                path, generation, phase, inputs, Outputs.NONE, null, null, null, at, null);
    }

    static TaskRun untouched(TaskPath path, int generation) {
        return new TaskRun(
                path,
                generation,
                Phase.PENDING,
                Inputs.NONE,
                Outputs.NONE,
                null,
                null,
                null,
                null,
                null);
    }

    TaskRun with(Try attempt, Phase next) {
        checkBecomes(next == phase || phase.canBecome(next), next);
        return new TaskRun(
                path,
                generation,
                next,
                inputs,
                outputs,
                attempt,
                problem,
                skipped,
                startedAt,
                finishedAt);
    }

    TaskRun succeeded(Instant at, Outputs given) {
        return ended(at, Phase.SUCCEEDED, given, null, null);
    }

    TaskRun failed(Instant at, Problem why) {
        return ended(at, Phase.FAILED, Outputs.NONE, why, null);
    }

    TaskRun canceled(Instant at) {
        return ended(at, Phase.CANCELED, Outputs.NONE, null, null);
    }

    TaskRun skipped(Instant at, SkipReason why) {
        return ended(at, Phase.SKIPPED, Outputs.NONE, null, why);
    }

    private TaskRun ended(
            Instant at,
            Phase next,
            Outputs given,
            @Nullable Problem why,
            @Nullable SkipReason reason) {
        checkBecomes(phase.canBecome(next), next);
        Try last =
                current == null || current instanceof Try.Asking
                        ? null
                        : new Try.Ended(current.id());
        return new TaskRun(path, generation, next, inputs, given, last, why, reason, startedAt, at);
    }

    private void checkBecomes(boolean allowed, Phase next) {
        if (!allowed) {
            throw new IllegalStateException(
                    "task run " + path + " cannot become " + next + " from " + phase);
        }
    }
}
