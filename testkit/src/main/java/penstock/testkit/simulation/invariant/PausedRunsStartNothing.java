package penstock.testkit.simulation.invariant;

import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import penstock.engine.AttemptId;
import penstock.engine.Event;
import penstock.engine.Phase;
import penstock.engine.RunId;
import penstock.testkit.simulation.witness.History;
import penstock.testkit.simulation.witness.Invariant;
import penstock.testkit.simulation.witness.RunHistory;
import penstock.testkit.simulation.witness.Sighting;

/**
 * While a run is paused nothing of it begins and it does not end, and a server that knows of it
 * launches no attempt that may not have been started before.
 */
final class PausedRunsStartNothing implements Invariant {

    private final SortedMap<RunId, Long> pausedAt = new TreeMap<>();
    private final SortedMap<Long, SortedSet<RunId>> known = new TreeMap<>();

    @Override
    public void see(Sighting sighting, History history) {
        switch (sighting) {
            case Sighting.Recorded(RunId id, long sequence, Event event) -> {
                RunHistory run = history.run(id);
                recorded(id, sequence, event, run == null ? Phase.PENDING : run.phase());
            }
            case Sighting.Changed changed -> {
                Long at = pausedAt.get(changed.run());
                if (at != null && changed.version() > at) {
                    known(changed.epoch()).add(changed.run());
                }
            }
            case Sighting.LaunchAsked launch -> {
                AttemptId attempt = launch.order().attempt();
                if (known(launch.epoch()).contains(attempt.run())
                        && !history.truth(attempt).claimed()) {
                    throw broken(attempt + " is launched by a server that knows of the pause");
                }
            }
            default -> {}
        }
    }

    private void recorded(RunId id, long sequence, Event event, Phase phase) {
        if (event instanceof Event.RunPaused) {
            pausedAt.put(id, sequence);
        } else if (phase == Phase.PAUSED && ends(event)) {
            pausedAt.remove(id);
            known.values().forEach(runs -> runs.remove(id));
        } else if (phase == Phase.PAUSED && begins(event)) {
            throw broken(event + " comes while the run is paused");
        }
    }

    private static boolean ends(Event event) {
        return event instanceof Event.RunResumed || event instanceof Event.CancelRequested;
    }

    private static boolean begins(Event event) {
        return switch (event) {
            case Event.ScopeStarted _,
                    Event.LoopStarted _,
                    Event.IterationStarted _,
                    Event.TaskReady _,
                    Event.TaskSkipped _,
                    Event.TaskPaused _,
                    Event.TaskResumed _,
                    Event.AttemptScheduled _,
                    Event.ScopeSucceeded _,
                    Event.RunTimedOut _,
                    Event.RunPaused _,
                    Event.RunFinished _ ->
                    true;
            default -> false;
        };
    }

    private SortedSet<RunId> known(long epoch) {
        return known.computeIfAbsent(epoch, _ -> new TreeSet<>());
    }
}
