package penstock.testkit.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.control.port.Journal;
import penstock.control.port.Journal.Append;
import penstock.control.port.Journal.AppendOutcome;
import penstock.control.port.Journal.Creation;
import penstock.control.port.Journal.LoadOutcome;
import penstock.engine.Event;
import penstock.engine.Phase;
import penstock.engine.RunId;
import penstock.testkit.simulation.witness.Sighting;

/** What the store holds. It outlives every server, and everything it holds is durable. */
final class Disk {

    private final Stage stage;
    private final SortedMap<RunId, Stored> runs = new TreeMap<>();
    private final Results results = new Results();
    private long epoch;
    private Health health = Health.GOOD;

    /** How the store feels. */
    enum Health {
        GOOD,
        SLOW,
        /** Some batches are refused or their fate is unknown. */
        FAILING,
        /** Every batch is refused. */
        FULL
    }

    private static final class Stored {
        final Creation creation;
        final List<Event> events = new ArrayList<>();
        Phase phase = Phase.PENDING;

        Stored(Creation creation) {
            this.creation = creation;
        }
    }

    Disk(Stage stage) {
        this.stage = stage;
    }

    Health health() {
        return health;
    }

    void turn(Health next) {
        health = next;
        stage.see(new Sighting.Noted("store: " + next));
    }

    /** Makes the caller the owner. */
    long takeEpoch() {
        epoch++;
        stage.see(new Sighting.EpochTaken(epoch));
        return epoch;
    }

    /** Results of task runs. */
    Results results() {
        return results;
    }

    boolean holds(RunId run) {
        return runs.containsKey(run);
    }

    AppendOutcome write(Append append) {
        Stored stored = runs.get(append.run());
        String refusal = refusal(append, stored);
        if (refusal != null) {
            stage.see(new Sighting.Fenced(append.epoch(), append.run(), refusal));
            return new AppendOutcome.Fenced(refusal);
        }
        Stored run = stored == null ? create(append) : stored;
        for (Event event : kept(append)) {
            stage.see(new Sighting.Recorded(append.run(), run.events.size(), event));
            run.events.add(event);
        }
        run.phase = append.progress().phase();
        results.add(run.creation.plan().pipelineName(), append);
        stage.see(new Sighting.Committed(append));
        return new AppendOutcome.Committed();
    }

    private @Nullable String refusal(Append append, @Nullable Stored stored) {
        if (append.epoch() != epoch && !stage.wiring().has(Flaw.ACCEPTS_FORMER_OWNERS)) {
            return "epoch " + append.epoch() + " is over, this is " + epoch;
        }
        long sequence = stored == null ? 0 : stored.events.size();
        boolean fits =
                sequence == append.expectedSequence()
                        && (stored == null) == (append.creation() != null);
        return fits || (stored != null && stage.wiring().has(Flaw.STORES_BATCHES_TWICE))
                ? null
                : "run is at " + sequence + ", not at " + append.expectedSequence();
    }

    private Stored create(Append append) {
        Creation creation = append.creation();
        if (creation == null) {
            throw new IllegalStateException("first batch without creation: " + append.run());
        }
        Stored run = new Stored(creation);
        runs.put(append.run(), run);
        stage.see(new Sighting.Created(append.run(), creation));
        return run;
    }

    private List<Event> kept(Append append) {
        List<Event> events = append.events();
        return stage.wiring().has(Flaw.STORES_BATCHES_IN_PART)
                ? events.subList(0, (events.size() + 1) / 2)
                : events;
    }

    LoadOutcome read(RunId run) {
        Stored stored = runs.get(run);
        return stored == null
                ? new LoadOutcome.Missing()
                : new LoadOutcome.Loaded(
                        stored.creation.header(), stored.creation.plan(), stored.events);
    }

    List<RunId> unfinished() {
        return runs.entrySet().stream()
                .filter(run -> Journal.isUnfinished(run.getValue().phase))
                .map(run -> run.getKey())
                .toList();
    }
}
