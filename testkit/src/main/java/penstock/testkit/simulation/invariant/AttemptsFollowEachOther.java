package penstock.testkit.simulation.invariant;

import java.util.Map;
import penstock.engine.AttemptId;
import penstock.engine.Event;
import penstock.testkit.simulation.witness.AttemptHistory;
import penstock.testkit.simulation.witness.AttemptTruth;
import penstock.testkit.simulation.witness.History;
import penstock.testkit.simulation.witness.Invariant;
import penstock.testkit.simulation.witness.RunHistory;
import penstock.testkit.simulation.witness.Sighting;

/** No attempt is scheduled unless the former ones are known to have ended, and truly have. */
final class AttemptsFollowEachOther implements Invariant {

    @Override
    public void see(Sighting sighting, History history) {
        if (!(sighting instanceof Sighting.Recorded(var id, long _, Event.AttemptScheduled it))) {
            return;
        }
        AttemptId next = it.attempt();
        RunHistory run = history.run(id);
        if (run == null) {
            return;
        }
        for (AttemptHistory former : run.task(next.path()).attempts().values()) {
            if (former.end() == null) {
                throw broken(next + " is scheduled before " + former.id() + " has ended");
            }
        }
        for (Map.Entry<AttemptId, AttemptTruth> former :
                AttemptsNeverOverlap.siblings(history, next)) {
            if (former.getValue().running()) {
                throw broken(next + " is scheduled while " + former.getKey() + " runs");
            }
        }
    }
}
