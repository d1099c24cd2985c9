package penstock.testkit.simulation.invariant;

import penstock.engine.Event;
import penstock.engine.RunId;
import penstock.testkit.simulation.witness.AttemptHistory;
import penstock.testkit.simulation.witness.History;
import penstock.testkit.simulation.witness.Invariant;
import penstock.testkit.simulation.witness.RunHistory;
import penstock.testkit.simulation.witness.Sighting;
import penstock.testkit.simulation.witness.TaskHistory;

/** A finished run has no running attempt, in the journal or in truth. */
final class FinishedRunRunsNothing implements Invariant {

    @Override
    public void see(Sighting sighting, History history) {
        if (sighting instanceof Sighting.Recorded(RunId id, long _, Event.RunFinished _)) {
            RunHistory run = history.run(id);
            if (run != null) {
                run.tasks().values().forEach(task -> check(task, history));
            }
        }
        if (sighting instanceof Sighting.Spawned(var attempt)) {
            RunHistory run = history.run(attempt.run());
            if (run != null && run.phase().isTerminal()) {
                throw broken(attempt + " starts although its run has ended " + run.phase());
            }
        }
    }

    private void check(TaskHistory task, History history) {
        for (AttemptHistory attempt : task.attempts().values()) {
            if (attempt.end() == null) {
                throw broken(attempt.id() + " has not ended, its run has");
            }
            if (history.truth(attempt.id()).running()) {
                throw broken(attempt.id() + " runs, its run has ended");
            }
        }
    }
}
