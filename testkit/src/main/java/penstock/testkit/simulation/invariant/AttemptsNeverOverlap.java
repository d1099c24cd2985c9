package penstock.testkit.simulation.invariant;

import java.util.Map;
import penstock.engine.AttemptId;
import penstock.testkit.simulation.witness.AttemptTruth;
import penstock.testkit.simulation.witness.History;
import penstock.testkit.simulation.witness.Invariant;
import penstock.testkit.simulation.witness.Sighting;

/** Attempts of a task run never run at the same time, whatever the journal says. */
final class AttemptsNeverOverlap implements Invariant {

    @Override
    public void see(Sighting sighting, History history) {
        if (sighting instanceof Sighting.Spawned(AttemptId attempt)) {
            for (Map.Entry<AttemptId, AttemptTruth> other : siblings(history, attempt)) {
                if (other.getValue().running()) {
                    throw broken(attempt + " starts while " + other.getKey() + " runs");
                }
            }
        }
    }

    /** Every attempt of the same task run that the machine has heard of, this one included. */
    static Iterable<Map.Entry<AttemptId, AttemptTruth>> siblings(
            History history, AttemptId attempt) {
        AttemptId first = new AttemptId(attempt.run(), attempt.path(), 0, 0);
        AttemptId last =
                new AttemptId(attempt.run(), attempt.path(), Integer.MAX_VALUE, Integer.MAX_VALUE);
        return history.truths().subMap(first, last).entrySet();
    }
}
