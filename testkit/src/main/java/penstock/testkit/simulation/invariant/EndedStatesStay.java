package penstock.testkit.simulation.invariant;

import penstock.engine.Event;
import penstock.engine.Phase;
import penstock.engine.TaskPath;
import penstock.testkit.simulation.witness.History;
import penstock.testkit.simulation.witness.Invariant;
import penstock.testkit.simulation.witness.RunHistory;
import penstock.testkit.simulation.witness.Sighting;

/** A task run or a run leaves an ended state only by a new generation of the run. */
final class EndedStatesStay implements Invariant {

    @Override
    public void see(Sighting sighting, History history) {
        if (!(sighting instanceof Sighting.Recorded(var id, long _, Event event))) {
            return;
        }
        RunHistory run = history.run(id);
        if (run == null) {
            throw broken(id + " has an event but was never created");
        }
        if (event instanceof Event.RunRetried retried) {
            checkGeneration(run, retried);
        } else if (run.phase().isTerminal()) {
            throw broken(id + " has ended " + run.phase() + ", then comes " + event);
        }
        TaskPath path = event.path();
        if (path != null && run.task(path).phase().isTerminal()) {
            throw broken(path + " has ended " + run.task(path).phase() + ", then comes " + event);
        }
    }

    private void checkGeneration(RunHistory run, Event.RunRetried retried) {
        boolean mayRetry = run.phase() == Phase.FAILED || run.phase() == Phase.CANCELED;
        if (!mayRetry || retried.generation() != run.generation() + 1) {
            throw broken(
                    retried + " in generation " + run.generation() + ", which is " + run.phase());
        }
    }
}
