package penstock.testkit.simulation.invariant;

import java.time.Duration;
import penstock.engine.Event;
import penstock.engine.Phase;
import penstock.testkit.simulation.witness.History;
import penstock.testkit.simulation.witness.Invariant;
import penstock.testkit.simulation.witness.RunHistory;
import penstock.testkit.simulation.witness.Sighting;

/** A run is stopped for its time when that is over: not before, and not long after. */
final class DeadlinesAreKept implements Invariant {

    /** Servers may be down for a while, and stores too. */
    private static final Duration LONG_AFTER = Duration.ofMinutes(5);

    @Override
    public void see(Sighting sighting, History history) {
        if (!(sighting instanceof Sighting.Recorded(var id, long _, Event event))) {
            return;
        }
        RunHistory run = history.run(id);
        if (run == null || run.phase() != Phase.RUNNING) {
            return;
        }
        Duration most = run.plan().settings().deadline();
        Duration ran = run.ran(event.at());
        if (event instanceof Event.RunTimedOut && (most == null || ran.compareTo(most) < 0)) {
            throw broken(id + " is stopped after " + ran + " (deadline: " + most + ")");
        }
        boolean late = most != null && ran.compareTo(most.plus(LONG_AFTER)) > 0;
        if (late && event instanceof Event.AttemptScheduled) {
            throw broken(event + " after " + ran + " (deadline: " + most + ")");
        }
    }
}
