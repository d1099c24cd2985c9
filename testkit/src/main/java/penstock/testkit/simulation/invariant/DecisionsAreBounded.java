package penstock.testkit.simulation.invariant;

import penstock.engine.Engine;
import penstock.testkit.simulation.witness.History;
import penstock.testkit.simulation.witness.Invariant;
import penstock.testkit.simulation.witness.Sighting;

/** A decision emits its bound of events and the few that belong to the last one; a batch, two. */
final class DecisionsAreBounded implements Invariant {

    private static final int FEW = 8;

    @Override
    public void see(Sighting sighting, History history) {
        if (sighting instanceof Sighting.Decided decided
                && decided.decision().events().size() > Engine.MAX_EVENTS + FEW) {
            throw broken(decided.line());
        }
        if (sighting instanceof Sighting.Committed committed
                && committed.append().events().size() > 3 * Engine.MAX_EVENTS + FEW) {
            throw broken(committed.line());
        }
    }
}
