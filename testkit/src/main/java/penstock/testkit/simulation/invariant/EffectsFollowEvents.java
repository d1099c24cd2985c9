package penstock.testkit.simulation.invariant;

import org.jspecify.annotations.Nullable;
import penstock.control.port.AttemptOrder;
import penstock.engine.AttemptId;
import penstock.testkit.simulation.witness.AttemptHistory;
import penstock.testkit.simulation.witness.History;
import penstock.testkit.simulation.witness.Invariant;
import penstock.testkit.simulation.witness.Sighting;

/**
 * Nothing is done outside before its event is durable: no launch unless scheduled, no stop unless
 * requested, no release unless ended; and no launch of what has ended.
 */
final class EffectsFollowEvents implements Invariant {

    @Override
    public void see(Sighting sighting, History history) {
        switch (sighting) {
            case Sighting.LaunchAsked(long epoch, AttemptOrder order) -> {
                // A server that has lost the store cannot know what another has recorded since.
                if (epoch == history.owner()) {
                    checkLaunch(order, history.attempt(order.attempt()));
                }
            }
            case Sighting.StopAsked(long _, AttemptId attempt) -> {
                AttemptHistory known = history.attempt(attempt);
                if (known == null || !known.stopRequested()) {
                    throw broken(attempt + " is stopped, but no such request is durable");
                }
            }
            case Sighting.ReleaseAsked(long _, AttemptId attempt) -> {
                AttemptHistory known = history.attempt(attempt);
                if (known == null || known.end() == null) {
                    throw broken(attempt + " is released, but its end is not durable");
                }
            }
            default -> {}
        }
    }

    private void checkLaunch(AttemptOrder order, @Nullable AttemptHistory known) {
        if (known == null || !known.lease().equals(order.lease())) {
            throw broken(order.attempt() + " is launched, but no such event is durable");
        }
        if (known.end() != null) {
            throw broken(order.attempt() + " is launched although it has ended: " + known.end());
        }
    }
}
