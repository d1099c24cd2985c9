package penstock.testkit.simulation.invariant;

import penstock.testkit.simulation.witness.History;
import penstock.testkit.simulation.witness.Invariant;
import penstock.testkit.simulation.witness.Sighting;

/** No run is quarantined: nothing in the world is a bug. */
final class NothingIsSetAside implements Invariant {

    @Override
    public void see(Sighting sighting, History history) {
        if (sighting instanceof Sighting.Quarantined(var run, var problem)) {
            throw broken(run + ": " + problem.message());
        }
    }
}
