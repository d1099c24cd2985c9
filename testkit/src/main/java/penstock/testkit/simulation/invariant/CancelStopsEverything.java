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
 * Once a cancellation is durable, nothing of its run begins, and the run ends CANCELED; likewise
 * once its time is over, but then it ends FAILED. A server that knows of it launches no attempt
 * that may not have been started before, unless the runner was told first to stop it.
 */
final class CancelStopsEverything implements Invariant {

    private final SortedMap<RunId, Long> canceledAt = new TreeMap<>();
    private final SortedMap<Long, SortedSet<RunId>> known = new TreeMap<>();
    private final SortedMap<Long, SortedSet<AttemptId>> stopped = new TreeMap<>();

    @Override
    public void see(Sighting sighting, History history) {
        switch (sighting) {
            case Sighting.Recorded recorded -> check(recorded, history);
            case Sighting.ServerStarted(long epoch) ->
                    known.put(epoch, new TreeSet<>(canceledAt.keySet()));
            case Sighting.Changed changed -> {
                Long at = canceledAt.get(changed.run());
                if (at != null && changed.version() > at) {
                    known(changed.epoch()).add(changed.run());
                }
            }
            case Sighting.Decided decided when decided.before().phase() == Phase.CANCELING -> {
                if (canceledAt.containsKey(decided.run())) {
                    known(decided.epoch()).add(decided.run());
                }
            }
            case Sighting.StopAsked(long epoch, AttemptId attempt) ->
                    stopped.computeIfAbsent(epoch, _ -> new TreeSet<>()).add(attempt);
            case Sighting.LaunchAsked launch ->
                    checkLaunch(launch.epoch(), launch.order().attempt(), history);
            default -> {}
        }
    }

    private void check(Sighting.Recorded recorded, History history) {
        RunHistory run = history.run(recorded.run());
        Event event = recorded.event();
        if (event instanceof Event.RunRetried) {
            canceledAt.remove(recorded.run());
            known.values().forEach(runs -> runs.remove(recorded.run()));
        }
        if (event instanceof Event.CancelRequested || event instanceof Event.RunTimedOut) {
            canceledAt.put(recorded.run(), recorded.sequence());
        }
        if (run != null && run.phase() == Phase.CANCELING && isForbidden(run, event)) {
            throw broken(event + " comes although everything is being stopped");
        }
    }

    private static boolean isForbidden(RunHistory run, Event event) {
        return switch (event) {
            case Event.RunFinished finished ->
                    finished.phase() != (run.timedOut() ? Phase.FAILED : Phase.CANCELED);
            case Event.ScopeStarted _,
                    Event.LoopStarted _,
                    Event.IterationStarted _,
                    Event.TaskReady _,
                    Event.AttemptScheduled _,
                    Event.RetryScheduled _,
                    Event.TaskFailed _,
                    Event.TaskSkipped _,
                    Event.ScopeSucceeded _,
                    Event.TaskPaused _,
                    Event.AttemptHeld _,
                    Event.RunPaused _,
                    Event.RunResumed _,
                    Event.RunTimedOut _,
                    Event.CancelRequested _ ->
                    true;
            default -> false;
        };
    }

    private void checkLaunch(long epoch, AttemptId attempt, History history) {
        boolean harmless =
                history.truth(attempt).claimed()
                        || stopped.getOrDefault(epoch, new TreeSet<>()).contains(attempt);
        if (known(epoch).contains(attempt.run()) && !harmless) {
            throw broken(attempt + " is launched by a server that knows of the cancellation");
        }
    }

    private SortedSet<RunId> known(long epoch) {
        return known.computeIfAbsent(epoch, _ -> new TreeSet<>());
    }
}
