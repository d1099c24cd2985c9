package penstock.testkit.simulation.invariant;

import penstock.control.port.Journal.Append;
import penstock.engine.RunId;
import penstock.testkit.simulation.witness.History;
import penstock.testkit.simulation.witness.Invariant;
import penstock.testkit.simulation.witness.RunHistory;
import penstock.testkit.simulation.witness.Sighting;

/**
 * Batches are whole, without gaps, and by the server that owns the store; that one is never
 * refused.
 */
final class OnlyTheOwnerWrites implements Invariant {

    @Override
    public void see(Sighting sighting, History history) {
        if (sighting instanceof Sighting.Committed(Append append)) {
            if (append.epoch() != history.owner()) {
                throw broken(
                        append.run()
                                + " was written by "
                                + append.epoch()
                                + ", the owner is "
                                + history.owner());
            }
            RunHistory run = history.run(append.run());
            long expected = append.expectedSequence() + append.events().size();
            if (run == null || run.events() != expected) {
                throw broken(append.run() + " was written in part, or twice");
            }
        }
        if (sighting instanceof Sighting.Fenced(long epoch, RunId run, String reason)
                && epoch == history.owner()) {
            throw broken(run + " was refused although its writer is the owner: " + reason);
        }
    }
}
