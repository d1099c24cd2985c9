package penstock.testkit.simulation.invariant;

import penstock.testkit.simulation.witness.AttemptHistory;
import penstock.testkit.simulation.witness.History;
import penstock.testkit.simulation.witness.Invariant;
import penstock.testkit.simulation.witness.RunHistory;
import penstock.testkit.simulation.witness.Sighting;
import penstock.testkit.simulation.witness.TaskHistory;

/** When nothing is left to happen, every attempt has ended, in the journal and in truth. */
final class EveryAttemptEnds implements Invariant {

    @Override
    public void see(Sighting sighting, History history) {
        if (!(sighting instanceof Sighting.Drained)) {
            return;
        }
        history.truths()
                .forEach((attempt, truth) -> {
                    if (truth.running()) {
                        throw broken(attempt + " runs for ever");
                    }
                });
        for (RunHistory run : history.runs().values()) {
            run.tasks().values().forEach(this::check);
        }
    }

    private void check(TaskHistory task) {
        for (AttemptHistory attempt : task.attempts().values()) {
            if (attempt.end() == null) {
                throw broken(attempt.id() + " was scheduled and never ended");
            }
        }
    }
}
