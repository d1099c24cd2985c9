package penstock.testkit.simulation.invariant;

import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import penstock.engine.Event;
import penstock.engine.RunId;
import penstock.engine.TaskPath;
import penstock.testkit.simulation.witness.AttemptHistory;
import penstock.testkit.simulation.witness.History;
import penstock.testkit.simulation.witness.Invariant;
import penstock.testkit.simulation.witness.RunHistory;
import penstock.testkit.simulation.witness.Sighting;
import penstock.testkit.simulation.witness.TaskHistory;

/**
 * While a task runs, no other with the same fingerprint is told to run, unless the first is held or
 * has not been started for a long time. A server knows only of what it has told itself.
 */
final class OneOfTheSameRuns implements Invariant {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final SortedMap<String, Told> told = new TreeMap<>();

    private record Told(RunId run, TaskPath path, Instant at, int generation) {}

    @Override
    public void see(Sighting sighting, History history) {
        switch (sighting) {
            case Sighting.ServerStarted _ -> told.clear();
            case Sighting.Recorded(RunId run, long _, Event.LookUpMissed missed) ->
                    told(run, missed, history);
            case Sighting.Recorded(RunId run, long _, Event.RunPaused _) ->
                    told.values().removeIf(it -> it.run.equals(run));
            case Sighting.Recorded(RunId run, long _, Event.TaskPaused paused) ->
                    forget(run, paused.path());
            case Sighting.Recorded(RunId run, long _, Event.AttemptHeld held) ->
                    forget(run, held.path());
            default -> {}
        }
    }

    /** Nobody waits for what is held. */
    private void forget(RunId run, TaskPath path) {
        told.values().removeIf(it -> it.run.equals(run) && it.path.equals(path));
    }

    private void told(RunId id, Event.LookUpMissed missed, History history) {
        RunHistory run = history.run(id);
        if (run == null || !run.declared(missed.path()).cache().enabled()) {
            return;
        }
        String key = run.plan().pipelineName() + " " + missed.note().fingerprint();
        Told before = told.get(key);
        if (before != null && runs(before, missed.at(), history) && !isSame(before, id, missed)) {
            throw broken(
                    id + "/" + missed.path() + " is to run beside " + before.run + before.path);
        }
        told.put(key, new Told(id, missed.path(), missed.at(), run.generation()));
    }

    private static boolean isSame(Told before, RunId run, Event.LookUpMissed missed) {
        return before.run.equals(run) && before.path.equals(missed.path());
    }

    private static boolean runs(Told before, Instant now, History history) {
        RunHistory run = history.run(before.run);
        if (run == null || run.generation() != before.generation) {
            return false;
        }
        TaskHistory task = run.task(before.path);
        AttemptHistory latest = task.latest();
        boolean waits = before.at.plus(PATIENCE).isBefore(now);
        boolean started = latest != null && latest.started();
        return !task.phase().isTerminal() && (started || !waits);
    }
}
