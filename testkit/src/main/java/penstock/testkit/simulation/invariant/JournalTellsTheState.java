package penstock.testkit.simulation.invariant;

import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.control.port.Journal.Append;
import penstock.control.port.Journal.Creation;
import penstock.engine.Graph;
import penstock.engine.Phase;
import penstock.engine.RunId;
import penstock.engine.RunState;
import penstock.engine.TaskRun;
import penstock.engine.TaskView;
import penstock.testkit.simulation.witness.History;
import penstock.testkit.simulation.witness.Invariant;
import penstock.testkit.simulation.witness.RunHistory;
import penstock.testkit.simulation.witness.Sighting;

/**
 * Replaying a run's journal gives the state in memory, after every commit and every load, and the
 * rows that commit beside the events show that state.
 */
final class JournalTellsTheState implements Invariant {

    /** States of more task runs than this are compared at some commits only: it costs O(n). */
    private static final int LARGE = 200;

    private static final int SOME = 64;

    private static final Comparator<Writer> ORDER =
            Comparator.comparingLong(Writer::epoch).thenComparing(Writer::run);

    private final SortedMap<RunId, RunState> replayed = new TreeMap<>();
    private final SortedMap<Writer, RunState> inMemory = new TreeMap<>(ORDER);
    private int commits;

    private record Writer(long epoch, RunId run) {}

    @Override
    public void see(Sighting sighting, History history) {
        switch (sighting) {
            case Sighting.Created(RunId run, Creation creation) ->
                    replayed.put(
                            run, RunState.initial(creation.header(), Graph.of(creation.plan())));
            case Sighting.Recorded recorded -> replay(recorded);
            case Sighting.Committed(Append append) -> {
                commits++;
                checkRows(append);
                compare(
                        append.run(),
                        inMemory.get(new Writer(append.epoch(), append.run())),
                        history);
            }
            case Sighting.Decided decided -> checkDecided(decided, history);
            default -> {}
        }
    }

    /** A decision on anything but the outcome of the last one begins with what was loaded. */
    @SuppressWarnings("ReferenceEquality")
    private void checkDecided(Sighting.Decided decided, History history) {
        Writer writer = new Writer(decided.epoch(), decided.run());
        boolean goesOn = decided.before() == inMemory.get(writer);
        if (!goesOn && decided.epoch() == history.owner()) {
            compare(decided.run(), decided.before(), history);
        }
        inMemory.put(writer, decided.decision().after());
    }

    private void replay(Sighting.Recorded recorded) {
        RunState before = replayed.get(recorded.run());
        if (before == null) {
            throw broken(recorded.line() + ", but the run was never created");
        }
        try {
            replayed.put(recorded.run(), before.apply(recorded.event()));
        } catch (IllegalStateException refusal) {
            throw broken(recorded.line() + " cannot be replayed: " + refusal.getMessage());
        }
    }

    private void checkRows(Append append) {
        RunState state = replayed.get(append.run());
        if (state == null || !state.progress().equals(append.progress())) {
            throw broken(append.run() + " is shown as " + append.progress());
        }
        for (TaskView row : append.touched()) {
            TaskRun run = state.taskRun(row.run().path());
            boolean folded = run == null && row.run().phase().isTerminal();
            if (!folded && !row.run().equals(run)) {
                throw broken(row.run() + " is shown (expected: " + run + ")");
            }
        }
    }

    private void compare(RunId id, @Nullable RunState memory, History history) {
        RunHistory run = history.run(id);
        RunState journal = replayed.get(id);
        boolean skip = run != null && run.tasks().size() > LARGE && commits % SOME != 0;
        if (skip || memory == null) {
            return;
        }
        if (journal == null && memory.phase() == Phase.PENDING) {
            return;
        }
        if (journal == null
                || !memory.progress().equals(journal.progress())
                || !sameBoards(memory.board(), journal.board())) {
            throw broken(id + " in memory is not what its journal tells");
        }
    }

    /** The engine keeps its board to itself; equality is all that is needed of it. */
    private static boolean sameBoards(Object one, Object other) {
        return one.equals(other);
    }
}
