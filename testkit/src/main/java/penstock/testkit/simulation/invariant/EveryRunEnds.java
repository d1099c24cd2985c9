package penstock.testkit.simulation.invariant;

import penstock.testkit.simulation.witness.History;
import penstock.testkit.simulation.witness.Invariant;
import penstock.testkit.simulation.witness.Sighting;

/** When nothing is left to happen, every run has ended. */
final class EveryRunEnds implements Invariant {

    @Override
    public void see(Sighting sighting, History history) {
        if (sighting instanceof Sighting.Drained) {
            history.runs()
                    .forEach((id, run) -> {
                        if (!run.phase().isTerminal()) {
                            throw broken(id + " is " + run.phase() + " for ever");
                        }
                    });
        }
    }
}
