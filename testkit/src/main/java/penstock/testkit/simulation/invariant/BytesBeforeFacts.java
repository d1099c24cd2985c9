package penstock.testkit.simulation.invariant;

import java.util.List;
import penstock.engine.Event;
import penstock.plan.Artifact;
import penstock.testkit.simulation.witness.History;
import penstock.testkit.simulation.witness.Invariant;
import penstock.testkit.simulation.witness.Sighting;

/** The outputs of a succeeded attempt were durable before its success was. */
final class BytesBeforeFacts implements Invariant {

    @Override
    public void see(Sighting sighting, History history) {
        if (!(sighting instanceof Sighting.Recorded(var _, long _, Event.AttemptSucceeded it))) {
            return;
        }
        for (List<Artifact> artifacts : it.outputs().artifacts().values()) {
            for (Artifact artifact : artifacts) {
                if (!history.published().contains(artifact.uri())) {
                    throw broken(it.attempt() + " succeeded without " + artifact.uri());
                }
            }
        }
    }
}
