package penstock.testkit.simulation.invariant;

import penstock.engine.AttemptId;
import penstock.testkit.simulation.witness.History;
import penstock.testkit.simulation.witness.Invariant;
import penstock.testkit.simulation.witness.Sighting;

/** The user code of an attempt is started at most once. */
final class StepsRunOnce implements Invariant {

    @Override
    public void see(Sighting sighting, History history) {
        if (sighting instanceof Sighting.Spawned(AttemptId attempt)
                && history.truth(attempt).spawned() > 0) {
            throw broken(attempt + " starts a second time");
        }
    }
}
