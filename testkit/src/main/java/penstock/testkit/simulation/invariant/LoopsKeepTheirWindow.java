package penstock.testkit.simulation.invariant;

import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.engine.Event;
import penstock.engine.RunId;
import penstock.engine.TaskPath;
import penstock.plan.Task;
import penstock.testkit.simulation.witness.History;
import penstock.testkit.simulation.witness.Invariant;
import penstock.testkit.simulation.witness.Rounds;
import penstock.testkit.simulation.witness.RunHistory;
import penstock.testkit.simulation.witness.Sighting;

/** No loop has more live iterations than it may, nor an iteration without an item. */
final class LoopsKeepTheirWindow implements Invariant {

    private static final int WIDEST = 1_000;

    private final SortedMap<RunId, SortedMap<TaskPath, Integer>> live = new TreeMap<>();

    @Override
    public void see(Sighting sighting, History history) {
        if (!(sighting instanceof Sighting.Recorded(RunId id, long _, Event event))) {
            return;
        }
        RunHistory run = history.run(id);
        SortedMap<TaskPath, Integer> loops = live.computeIfAbsent(id, _ -> new TreeMap<>());
        switch (event) {
            case Event.LoopStarted started -> loops.put(started.path(), 0);
            case Event.IterationStarted(var _, TaskPath path) when run != null ->
                    check(run, path, loops.merge(path.parent(), 1, Integer::sum));
            case Event.ScopeSucceeded ended -> ended(loops, ended.path());
            case Event.AttemptSucceeded ended -> ended(loops, ended.path());
            case Event.TaskReused ended -> ended(loops, ended.path());
            case Event.TaskFailed ended -> ended(loops, ended.path());
            case Event.TaskCanceled ended -> ended(loops, ended.path());
            default -> {}
        }
    }

    private static void ended(SortedMap<TaskPath, Integer> loops, TaskPath path) {
        if (path.isIteration()) {
            loops.merge(path.parent(), -1, Integer::sum);
        }
    }

    private void check(RunHistory run, TaskPath path, int now) {
        Rounds rounds = run.rounds(path.parent());
        if (rounds == null || path.index() >= rounds.count()) {
            throw broken(path + " starts without an item");
        }
        if (now > window(run.declared(path).loop())) {
            throw broken(path + " starts as number " + now + " of those that are live");
        }
    }

    private static int window(Task.@Nullable Loop loop) {
        int limit = loop == null ? 1 : loop.parallelism();
        return limit == 0 ? WIDEST : Math.min(limit, WIDEST);
    }
}
