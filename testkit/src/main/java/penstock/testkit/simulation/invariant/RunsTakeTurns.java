package penstock.testkit.simulation.invariant;

import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import penstock.engine.AttemptId;
import penstock.engine.Event;
import penstock.engine.RunId;
import penstock.testkit.simulation.witness.History;
import penstock.testkit.simulation.witness.Invariant;
import penstock.testkit.simulation.witness.Sighting;

/** While a run waits for a slot, no other run is served more than twice. */
final class RunsTakeTurns implements Invariant {

    private static final int TURNS = 2;

    private long epoch;
    private final SortedMap<RunId, SortedSet<AttemptId>> scheduled = new TreeMap<>();
    private final SortedMap<RunId, SortedSet<AttemptId>> queued = new TreeMap<>();
    private final SortedMap<RunId, SortedMap<RunId, Integer>> overtaken = new TreeMap<>();
    private final SortedSet<AttemptId> stopped = new TreeSet<>();

    @Override
    public void see(Sighting sighting, History history) {
        switch (sighting) {
            case Sighting.ServerStarted started -> {
                epoch = started.epoch();
                scheduled.clear();
                queued.clear();
                overtaken.clear();
                stopped.clear();
            }
            case Sighting.StopAsked stop when stop.epoch() == epoch -> stopped.add(stop.attempt());
            case Sighting.Recorded(RunId run, long _, Event event) -> recorded(run, event);
            case Sighting.Changed changed when changed.epoch() == epoch -> {
                SortedSet<AttemptId> due = scheduled.remove(changed.run());
                if (due != null) {
                    queued.computeIfAbsent(changed.run(), _ -> new TreeSet<>()).addAll(due);
                }
            }
            case Sighting.LaunchAsked launch when launch.epoch() == epoch ->
                    served(launch.order().attempt(), history);
            default -> {}
        }
    }

    private void recorded(RunId run, Event event) {
        switch (event) {
            case Event.AttemptScheduled it when it.lease().epoch() == epoch ->
                    scheduled.computeIfAbsent(run, _ -> new TreeSet<>()).add(it.attempt());
            case Event.CancelRequested _, Event.RunTimedOut _, Event.RunPaused _ -> forget(run);
            case Event.OfAttempt it -> leave(it.attempt());
            default -> {}
        }
    }

    private void served(AttemptId attempt, History history) {
        RunId run = attempt.run();
        leave(attempt);
        overtaken.remove(run);
        if (history.truth(attempt).claimed() || stopped.contains(attempt)) {
            return;
        }
        for (Map.Entry<RunId, SortedSet<AttemptId>> waiting : queued.entrySet()) {
            if (!waiting.getKey().equals(run) && !waiting.getValue().isEmpty()) {
                int times =
                        overtaken
                                .computeIfAbsent(waiting.getKey(), _ -> new TreeMap<>())
                                .merge(run, 1, Integer::sum);
                if (times > TURNS) {
                    throw broken(
                            run + " was served " + times + " times while " + waiting + " waits");
                }
            }
        }
    }

    private void leave(AttemptId attempt) {
        scheduled.getOrDefault(attempt.run(), new TreeSet<>()).remove(attempt);
        SortedSet<AttemptId> waiting = queued.getOrDefault(attempt.run(), new TreeSet<>());
        if (waiting.remove(attempt) && waiting.isEmpty()) {
            overtaken.remove(attempt.run());
        }
    }

    private void forget(RunId run) {
        scheduled.remove(run);
        queued.remove(run);
        overtaken.remove(run);
    }
}
