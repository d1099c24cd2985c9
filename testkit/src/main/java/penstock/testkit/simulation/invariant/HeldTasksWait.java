package penstock.testkit.simulation.invariant;

import org.jspecify.annotations.Nullable;
import penstock.engine.AttemptId;
import penstock.engine.Event;
import penstock.engine.Phase;
import penstock.plan.Component;
import penstock.testkit.simulation.witness.AttemptHistory;
import penstock.testkit.simulation.witness.History;
import penstock.testkit.simulation.witness.Invariant;
import penstock.testkit.simulation.witness.RunHistory;
import penstock.testkit.simulation.witness.Sighting;

/** Where somebody wants to look at a task, it is held, and goes on only when it is resumed. */
final class HeldTasksWait implements Invariant {

    @Override
    public void see(Sighting sighting, History history) {
        if (!(sighting instanceof Sighting.Recorded(var id, long _, Event event))) {
            return;
        }
        RunHistory run = history.run(id);
        if (run == null || event.path() == null || event.path().isRoot()) {
            return;
        }
        if (event instanceof Event.TaskResumed(var _, var path)
                && run.task(path).phase() != Phase.PAUSED) {
            throw broken(path + " is resumed, but it is " + run.task(path).phase());
        }
        if (run.component(event.path()) instanceof Component.Container container) {
            check(run, event, container.spec().pauses());
        }
    }

    private void check(RunHistory run, Event event, Component.Pauses pauses) {
        switch (event) {
            case Event.AttemptScheduled(var _, AttemptId attempt, var _) -> {
                boolean asked = attempt.equals(run.task(attempt.path()).asked());
                boolean resumed = run.task(attempt.path()).phase() == Phase.RUNNING;
                if (pauses.before() && !(asked && resumed)) {
                    throw broken(attempt + " is scheduled, but nobody has looked at its task");
                }
            }
            case Event.AttemptSucceeded(var _, AttemptId attempt, var _) ->
                    checkHeld(run, attempt, pauses.after());
            case Event.AttemptFailed(var _, AttemptId attempt, var _, var _) ->
                    checkHeld(run, attempt, pauses.after() || pauses.onError());
            default -> {}
        }
    }

    private void checkHeld(RunHistory run, AttemptId attempt, boolean wanted) {
        @Nullable AttemptHistory known = run.task(attempt.path()).attempts().get(attempt);
        boolean held = known != null && known.held();
        boolean resumed = run.task(attempt.path()).phase() == Phase.RUNNING;
        if (held ? !resumed : wanted && run.phase() != Phase.CANCELING) {
            throw broken(attempt + " has ended, but nobody has looked at its task");
        }
    }
}
