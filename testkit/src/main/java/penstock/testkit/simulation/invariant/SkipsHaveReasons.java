package penstock.testkit.simulation.invariant;

import penstock.engine.Event;
import penstock.engine.Phase;
import penstock.engine.SkipReason;
import penstock.engine.TaskPath;
import penstock.plan.Task;
import penstock.testkit.simulation.witness.History;
import penstock.testkit.simulation.witness.Invariant;
import penstock.testkit.simulation.witness.RunHistory;
import penstock.testkit.simulation.witness.Sighting;

/**
 * A task is skipped only for a condition of its own, or for a dependency that ended without success
 * if it minds: one that does not mind runs whatever happened.
 */
final class SkipsHaveReasons implements Invariant {

    @Override
    public void see(Sighting sighting, History history) {
        if (!(sighting instanceof Sighting.Recorded(var id, long _, Event.TaskSkipped event))) {
            return;
        }
        RunHistory run = history.run(id);
        if (run == null) {
            return;
        }
        TaskPath path = event.path();
        Task.Trigger trigger = run.declared(path).trigger();
        boolean so =
                switch (event.reason()) {
                    case SkipReason.ConditionFalse(String condition) ->
                            condition.equals(trigger.condition());
                    case SkipReason.UpstreamNotSucceeded(String task, Phase phase) ->
                            trigger.strategy() == Task.Strategy.ALL_SUCCEEDED
                                    && phase != Phase.SUCCEEDED
                                    && run.task(path.parent().child(task)).phase() == phase;
                };
        if (!so) {
            throw broken(path + " is skipped, but it is not true that " + event.reason().text());
        }
    }
}
