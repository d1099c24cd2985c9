package penstock.testkit.simulation.invariant;

import penstock.engine.AttemptResult;
import penstock.engine.Event;
import penstock.testkit.simulation.witness.AttemptTruth;
import penstock.testkit.simulation.witness.Ending;
import penstock.testkit.simulation.witness.History;
import penstock.testkit.simulation.witness.Invariant;
import penstock.testkit.simulation.witness.Sighting;

/** What the journal says of an attempt's end is what happened, and nothing of the attempt runs. */
final class ResultsAreTrue implements Invariant {

    private static final Ending WELL = new Ending.Exited(0);

    @Override
    public void see(Sighting sighting, History history) {
        if (!(sighting instanceof Sighting.Recorded(var _, long _, Event.OfAttempt event))) {
            return;
        }
        AttemptTruth truth = history.truth(event.attempt());
        boolean neverStarted = truth.spawned() == 0 && truth.endings().isEmpty();
        boolean fits =
                switch (event) {
                    case Event.AttemptSucceeded _ -> truth.endings().contains(WELL);
                    case Event.AttemptFailed _ ->
                            truth.endings().stream().anyMatch(this::isFailure);
                    case Event.AttemptHeld held ->
                            held.result() instanceof AttemptResult.Succeeded
                                    ? truth.endings().contains(WELL)
                                    : truth.endings().stream().anyMatch(this::isFailure);
                    case Event.AttemptLost _ ->
                            truth.endings().stream().anyMatch(Ending.Lost.class::isInstance);
                    case Event.AttemptStopped _ ->
                            neverStarted || truth.endings().contains(new Ending.Stopped());
                    case Event.AttemptStarted _ -> truth.spawned() > 0;
                    case Event.AttemptScheduled _, Event.StopRequested _ -> true;
                };
        if (!fits) {
            throw broken(event + ", but in truth: " + truth.endings());
        }
    }

    private boolean isFailure(Ending ending) {
        boolean exited = ending instanceof Ending.Exited && !ending.equals(WELL);
        return exited || ending instanceof Ending.Unstartable;
    }
}
