package penstock.testkit.simulation.invariant;

import penstock.engine.Event;
import penstock.engine.Phase;
import penstock.engine.TaskPath;
import penstock.plan.Task;
import penstock.testkit.simulation.witness.History;
import penstock.testkit.simulation.witness.Invariant;
import penstock.testkit.simulation.witness.RunHistory;
import penstock.testkit.simulation.witness.Sighting;

/**
 * A task starts, in whatever generation, only when its dependencies and those of every scope around
 * it have ended, and have succeeded unless the task does not mind.
 */
final class TasksWaitForDependencies implements Invariant {

    @Override
    public void see(Sighting sighting, History history) {
        if (!(sighting instanceof Sighting.Recorded(var id, long _, Event event))) {
            return;
        }
        RunHistory run = history.run(id);
        TaskPath path = starts(event) ? event.path() : null;
        while (run != null && path != null && !path.isRoot()) {
            if (!path.isIteration()) {
                checkDependencies(run, path, event);
            }
            path = path.parent();
            if (run.task(path).phase() != Phase.RUNNING) {
                throw broken(event + " inside " + path + ", which is " + run.task(path).phase());
            }
        }
    }

    private static boolean starts(Event event) {
        return event instanceof Event.TaskReady
                || event instanceof Event.ScopeStarted
                || event instanceof Event.LoopStarted
                || event instanceof Event.IterationStarted
                || event instanceof Event.AttemptScheduled;
    }

    private void checkDependencies(RunHistory run, TaskPath path, Event event) {
        Task task = run.declared(path);
        boolean minds = task.trigger().strategy() == Task.Strategy.ALL_SUCCEEDED;
        for (String dependency : task.dependencies()) {
            Phase phase = run.task(path.parent().child(dependency)).phase();
            if (minds ? phase != Phase.SUCCEEDED : !phase.isTerminal()) {
                throw broken(event + " although '" + dependency + "' is " + phase);
            }
        }
    }
}
