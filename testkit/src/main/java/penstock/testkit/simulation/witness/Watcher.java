package penstock.testkit.simulation.witness;

/** Somebody who sees everything that happens in a world, in order. */
public interface Watcher {

    /** Something has happened; {@code history} does not hold it yet. */
    void see(Sighting sighting, History history);
}
