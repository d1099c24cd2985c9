package penstock.testkit.simulation.witness;

import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import penstock.engine.AttemptId;
import penstock.engine.RunId;

/** What has happened so far, folded from sightings: what is durable, and what is true. */
public final class History {

    private final SortedMap<RunId, RunHistory> runs = new TreeMap<>();
    private final SortedMap<AttemptId, AttemptTruth> truth = new TreeMap<>();
    private final SortedSet<String> published = new TreeSet<>();
    private long owner;

    /** Runs by id. */
    public SortedMap<RunId, RunHistory> runs() {
        return runs;
    }

    /** The run, or null. */
    public @Nullable RunHistory run(RunId id) {
        return runs.get(id);
    }

    /** What the machine knows of an attempt; nothing has happened to an unknown one. */
    public AttemptTruth truth(AttemptId attempt) {
        AttemptTruth known = truth.get(attempt);
        return known == null ? new AttemptTruth() : known;
    }

    /** What the journal tells of an attempt; null when it is not in there. */
    public @Nullable AttemptHistory attempt(AttemptId id) {
        RunHistory run = runs.get(id.run());
        return run == null ? null : run.task(id.path()).attempts().get(id);
    }

    /** Every attempt that the machine has heard of. */
    public SortedMap<AttemptId, AttemptTruth> truths() {
        return truth;
    }

    /** Addresses whose bytes are durable. */
    public SortedSet<String> published() {
        return published;
    }

    /** The epoch that owns the store. */
    public long owner() {
        return owner;
    }

    /** Adds a sighting. */
    public void fold(Sighting sighting) {
        switch (sighting) {
            case Sighting.EpochTaken(long epoch) -> owner = epoch;
            case Sighting.Created created ->
                    runs.put(created.run(), new RunHistory(created.creation()));
            case Sighting.Recorded recorded -> {
                RunHistory run = runs.get(recorded.run());
                if (run != null) {
                    run.fold(recorded.event());
                }
            }
            case Sighting.Published(String uri) -> published.add(uri);
            case Sighting.Claimed(AttemptId attempt) ->
                    tell(attempt, (Sighting.OfMachine) sighting);
            case Sighting.Spawned(AttemptId attempt) ->
                    tell(attempt, (Sighting.OfMachine) sighting);
            case Sighting.Ended ended -> tell(ended.attempt(), ended);
            case Sighting.Signalled _,
                    Sighting.Removed _,
                    Sighting.Committed _,
                    Sighting.Fenced _,
                    Sighting.Quarantined _,
                    Sighting.OfControl _,
                    Sighting.ServerStarted _,
                    Sighting.ServerDied _,
                    Sighting.MachineDied _,
                    Sighting.Noted _,
                    Sighting.Drained _ -> {}
        }
    }

    private void tell(AttemptId attempt, Sighting.OfMachine sighting) {
        truth.computeIfAbsent(attempt, _ -> new AttemptTruth()).fold(sighting);
    }
}
