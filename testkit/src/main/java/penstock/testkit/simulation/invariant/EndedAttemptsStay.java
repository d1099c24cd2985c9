package penstock.testkit.simulation.invariant;

import penstock.engine.Event;
import penstock.testkit.simulation.witness.AttemptHistory;
import penstock.testkit.simulation.witness.History;
import penstock.testkit.simulation.witness.Invariant;
import penstock.testkit.simulation.witness.Sighting;

/** An attempt is scheduled once, then something may happen to it, then it ends, and never again. */
final class EndedAttemptsStay implements Invariant {

    @Override
    public void see(Sighting sighting, History history) {
        if (!(sighting instanceof Sighting.Recorded(var _, long _, Event.OfAttempt event))) {
            return;
        }
        AttemptHistory known = history.attempt(event.attempt());
        boolean scheduling = event instanceof Event.AttemptScheduled;
        if (scheduling == (known != null)) {
            throw broken(event + (scheduling ? " comes twice" : " comes before it was scheduled"));
        }
        if (known != null && known.end() != null) {
            throw broken(event + " comes after " + known.end());
        }
    }
}
