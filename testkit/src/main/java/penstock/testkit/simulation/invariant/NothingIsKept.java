package penstock.testkit.simulation.invariant;

import java.util.SortedSet;
import java.util.TreeSet;
import penstock.engine.AttemptId;
import penstock.testkit.simulation.witness.History;
import penstock.testkit.simulation.witness.Invariant;
import penstock.testkit.simulation.witness.Sighting;

/**
 * In a world without crashes, whatever a runner kept to report an attempt again goes in the end.
 */
final class NothingIsKept implements Invariant {

    private final SortedSet<AttemptId> kept = new TreeSet<>();

    @Override
    public void see(Sighting sighting, History history) {
        switch (sighting) {
            case Sighting.Claimed(AttemptId attempt) -> kept.add(attempt);
            case Sighting.Removed(AttemptId attempt) -> kept.remove(attempt);
            case Sighting.Drained(boolean crashed) -> {
                if (!crashed && !kept.isEmpty()) {
                    throw broken(kept.first() + " and maybe others were never released");
                }
            }
            default -> {}
        }
    }
}
