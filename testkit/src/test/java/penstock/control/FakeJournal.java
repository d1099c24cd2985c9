package penstock.control;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import penstock.control.port.Journal;
import penstock.engine.Event;
import penstock.engine.RunId;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;

/** A journal that does what a test tells it to; without anything said, it commits. */
final class FakeJournal implements Journal {

    static final Problem TROUBLE = Problem.of(ErrorCode.STORE_UNAVAILABLE, "no store today");

    private final SortedMap<RunId, Creation> creations = new TreeMap<>();
    private final SortedMap<RunId, List<Event>> events = new TreeMap<>();
    private final Deque<Fate> fates = new ArrayDeque<>();
    final List<Append> appends = new ArrayList<>();
    final List<Problem> quarantined = new ArrayList<>();

    enum Fate {
        LOST,
        DURABLE_BUT_UNKNOWN,
        FENCED
    }

    /** What becomes of the next batch. */
    void next(Fate fate) {
        fates.addLast(fate);
    }

    List<Event> events(RunId run) {
        return events.getOrDefault(run, List.of());
    }

    @Override
    public void append(Append append, Consumer<AppendOutcome> done) {
        appends.add(append);
        Fate fate = fates.pollFirst();
        if (fate == null || fate == Fate.DURABLE_BUT_UNKNOWN) {
            if (append.creation() != null) {
                creations.put(append.run(), append.creation());
            }
            events.computeIfAbsent(append.run(), _ -> new ArrayList<>()).addAll(append.events());
        }
        done.accept(
                switch (fate) {
                    case null -> new AppendOutcome.Committed();
                    case FENCED -> new AppendOutcome.Fenced("another epoch");
                    case LOST, DURABLE_BUT_UNKNOWN -> new AppendOutcome.Unavailable(TROUBLE);
                });
    }

    @Override
    public void load(RunId run, Consumer<LoadOutcome> done) {
        Creation creation = creations.get(run);
        done.accept(
                creation == null
                        ? new LoadOutcome.Missing()
                        : new LoadOutcome.Loaded(creation.header(), creation.plan(), events(run)));
    }

    @Override
    public void unfinished(Consumer<UnfinishedOutcome> done) {
        done.accept(new UnfinishedOutcome.Found(List.copyOf(creations.keySet())));
    }

    @Override
    public void quarantine(RunId run, Problem problem) {
        quarantined.add(problem);
    }
}
