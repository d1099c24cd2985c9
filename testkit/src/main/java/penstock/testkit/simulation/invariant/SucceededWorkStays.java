package penstock.testkit.simulation.invariant;

import penstock.engine.Event;
import penstock.engine.Phase;
import penstock.engine.TaskPath;
import penstock.testkit.simulation.witness.History;
import penstock.testkit.simulation.witness.Invariant;
import penstock.testkit.simulation.witness.RunHistory;
import penstock.testkit.simulation.witness.Sighting;

/** Nothing happens to what has succeeded, nor to anything inside it, in any generation. */
final class SucceededWorkStays implements Invariant {

    @Override
    public void see(Sighting sighting, History history) {
        if (!(sighting instanceof Sighting.Recorded(var id, long _, Event event))) {
            return;
        }
        RunHistory run = history.run(id);
        TaskPath path = event.path();
        if (run == null || path == null) {
            return;
        }
        while (true) {
            if (run.task(path).phase() == Phase.SUCCEEDED) {
                throw broken(path + " has succeeded, then comes " + event);
            }
            if (path.isRoot()) {
                return;
            }
            path = path.parent();
        }
    }
}
