package penstock.testkit.simulation.invariant;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import penstock.engine.AttemptId;
import penstock.engine.Event;
import penstock.engine.Phase;
import penstock.engine.TaskPath;
import penstock.plan.Task.RetryPolicy;
import penstock.testkit.simulation.witness.AttemptHistory;
import penstock.testkit.simulation.witness.Ending;
import penstock.testkit.simulation.witness.History;
import penstock.testkit.simulation.witness.Invariant;
import penstock.testkit.simulation.witness.RunHistory;
import penstock.testkit.simulation.witness.Sighting;

/**
 * A failed attempt is followed by another exactly as often, and as late, as the task's policy says.
 */
final class RetriesFollowThePolicy implements Invariant {

    @Override
    public void see(Sighting sighting, History history) {
        if (!(sighting instanceof Sighting.Recorded(var id, long _, Event event))) {
            return;
        }
        RunHistory run = history.run(id);
        if (run == null) {
            return;
        }
        if (event instanceof Event.AttemptScheduled(Instant at, AttemptId attempt, var _)) {
            checkNext(history, run, attempt, at);
        }
        if (event instanceof Event.TaskFailed(Instant _, TaskPath path, var _)) {
            checkGivingUp(history, run, path);
        }
    }

    private void checkNext(History history, RunHistory run, AttemptId next, Instant at) {
        AttemptHistory former = latestOf(run, next.path());
        int number = former == null ? 1 : former.id().number() + 1;
        if (next.number() != number || next.generation() != run.generation()) {
            throw broken(
                    next + " is scheduled (expected: attempt " + number + " of this generation)");
        }
        if (former == null) {
            return;
        }
        RetryPolicy policy = policy(run, next.path());
        if (number > policy.maxRetries() + 1 || !mayBeTriedAgain(history, former)) {
            throw broken(next + " is scheduled after " + former.end() + " under " + policy);
        }
        Event end = former.end();
        Instant due = end == null ? at : end.at().plus(delay(policy, number - 1));
        if (at.isBefore(due)) {
            throw broken(next + " is scheduled at " + at + " (expected: not before " + due + ")");
        }
    }

    private void checkGivingUp(History history, RunHistory run, TaskPath path) {
        AttemptHistory last = latestOf(run, path);
        if (last == null || run.phase() == Phase.CANCELING) {
            return;
        }
        boolean left = last.id().number() <= policy(run, path).maxRetries();
        if (left && mayBeTriedAgain(history, last)) {
            throw broken(path + " has failed, although it may be tried again after " + last.end());
        }
    }

    /** Its own, or that of the nearest task around it that has one. */
    private static RetryPolicy policy(RunHistory run, TaskPath path) {
        RetryPolicy own = run.declared(path).retry();
        boolean outermost = path.parent().isRoot();
        return outermost || !own.equals(RetryPolicy.NONE) ? own : policy(run, path.parent());
    }

    private static @Nullable AttemptHistory latestOf(RunHistory run, TaskPath path) {
        AttemptHistory latest = run.task(path).latest();
        boolean current = latest != null && latest.id().generation() == run.generation();
        return current ? latest : null;
    }

    /** By how it ended when that was told: a power cut can change it afterwards. */
    private static boolean mayBeTriedAgain(History history, AttemptHistory attempt) {
        return switch (attempt.end()) {
            case Event.AttemptLost _ -> true;
            case Event.AttemptFailed _ ->
                    history.truth(attempt.id()).endings().stream()
                            .anyMatch(RetriesFollowThePolicy::isFailure);
            case null, default -> false;
        };
    }

    private static boolean isFailure(Ending ending) {
        return ending instanceof Ending.Exited(int code) && code != 0;
    }

    private static Duration delay(RetryPolicy policy, int retry) {
        long delay = policy.backoff().toMillis();
        for (int i = 1; i < retry && policy.factor() > 0; i++) {
            delay = (long) (delay * policy.factor());
        }
        return Duration.ofMillis(Math.min(delay, policy.maxBackoff().toMillis()));
    }
}
