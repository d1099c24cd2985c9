package penstock.testkit.simulation.invariant;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import penstock.control.Capacity;
import penstock.engine.AttemptId;
import penstock.engine.AttemptResult;
import penstock.engine.Event;
import penstock.engine.RunId;
import penstock.plan.Component;
import penstock.testkit.simulation.witness.History;
import penstock.testkit.simulation.witness.Invariant;
import penstock.testkit.simulation.witness.RunHistory;
import penstock.testkit.simulation.witness.Sighting;

/**
 * While a run waits for its turn, no other run is served more than twice. A run waits for its turn
 * when all it wants would fit, some of it without taking what others are kept waiting for; or when
 * it lacks what the other one is given, whatever it wants.
 *
 * <p>Where neither asks for any amount, a turn is one step.
 */
final class RunsTakeTurns implements Invariant {

    private static final int TURNS = 2;

    /**
     * In a turn a run gets what its turn is for, and what a place was kept for in an earlier one.
     */
    private static final int SERVICES_IN_A_TURN = 2;

    private final Capacity capacity;
    private long epoch;
    private final SortedMap<AttemptId, Usage> running = new TreeMap<>();

    /** Scheduled by whichever server, and not begun as far as the journal knows. */
    private final SortedSet<AttemptId> outstanding = new TreeSet<>();

    private final SortedMap<RunId, SortedSet<AttemptId>> scheduled = new TreeMap<>();
    private final SortedMap<RunId, SortedSet<AttemptId>> queued = new TreeMap<>();
    private final SortedMap<RunId, SortedMap<RunId, Integer>> overtaken = new TreeMap<>();
    private final SortedSet<AttemptId> stopped = new TreeSet<>();

    RunsTakeTurns(Capacity capacity) {
        this.capacity = capacity;
    }

    @Override
    public void see(Sighting sighting, History history) {
        switch (sighting) {
            case Sighting.ServerStarted started -> {
                epoch = started.epoch();
                scheduled.clear();
                queued.clear();
                overtaken.clear();
                stopped.clear();
                running.clear();
            }
            case Sighting.StopAsked stop when stop.epoch() == epoch -> stopped.add(stop.attempt());
            case Sighting.Recorded(RunId run, long _, Event event) -> recorded(run, event);
            case Sighting.Changed changed when changed.epoch() == epoch -> {
                SortedSet<AttemptId> due = scheduled.remove(changed.run());
                if (due != null) {
                    queued.computeIfAbsent(changed.run(), _ -> new TreeSet<>()).addAll(due);
                }
            }
            case Sighting.LaunchAsked launch when launch.epoch() == epoch -> {
                Usage given = Usage.of(launch.order().work(), capacity);
                served(launch.order().attempt(), given, history);
                running.put(launch.order().attempt(), given);
            }
            case Sighting.Reported told when told.epoch() == epoch -> {
                if (!(told.result() instanceof AttemptResult.Started)) {
                    running.remove(told.attempt());
                }
            }
            default -> {}
        }
    }

    private void recorded(RunId run, Event event) {
        switch (event) {
            case Event.AttemptScheduled it -> outstanding.add(it.attempt());
            case Event.CancelRequested _ ->
                    outstanding.removeIf(attempt -> attempt.run().equals(run));
            case Event.OfAttempt it -> outstanding.remove(it.attempt());
            default -> {}
        }
        switch (event) {
            case Event.AttemptScheduled it when it.lease().epoch() == epoch ->
                    scheduled.computeIfAbsent(run, _ -> new TreeSet<>()).add(it.attempt());
            case Event.CancelRequested _, Event.RunTimedOut _, Event.RunPaused _ -> forget(run);
            case Event.OfAttempt it -> leave(it.attempt());
            default -> {}
        }
    }

    private void served(AttemptId attempt, Usage given, History history) {
        RunId run = attempt.run();
        leave(attempt);
        overtaken.remove(run);
        if (history.truth(attempt).claimed() || stopped.contains(attempt)) {
            return;
        }
        Usage free = free();
        SortedMap<RunId, Set<Usage>> asked = asked(queued, history);
        SortedMap<RunId, Set<Usage>> outstanding = asked(outstanding(), history);
        Set<Usage> wanted = new LinkedHashSet<>();
        outstanding.values().forEach(wanted::addAll);
        for (RunId waiting : asked.keySet()) {
            Set<Usage> here = asked.getOrDefault(waiting, Set.of());
            // What an earlier server scheduled may wait here, and have a place kept, too.
            Set<Usage> all = new LinkedHashSet<>(here);
            all.addAll(outstanding.getOrDefault(waiting, Set.of()));
            if (!waiting.equals(run)
                    && isPassed(here, given, free, wanted)
                    && isPassed(all, given, free, wanted)) {
                boolean plain =
                        given.equals(Usage.NONE) && all.stream().allMatch(Usage.NONE::equals);
                int times =
                        overtaken
                                .computeIfAbsent(waiting, _ -> new TreeMap<>())
                                .merge(run, plain ? SERVICES_IN_A_TURN : 1, Integer::sum);
                if (times > TURNS * SERVICES_IN_A_TURN) {
                    throw broken(
                            run
                                    + " was served "
                                    + times
                                    + " half turns, now "
                                    + given
                                    + " of "
                                    + free
                                    + ", while "
                                    + waiting
                                    + " waits for "
                                    + all
                                    + " among "
                                    + wanted);
                }
            }
        }
    }

    /** Whether a run that waits for these is passed by one who is given that. */
    private static boolean isPassed(
            Set<Usage> waiting, Usage given, Usage free, Set<Usage> wanted) {
        if (waiting.stream().allMatch(one -> one.isShortOf(free, given))) {
            return true;
        }
        return waiting.stream().allMatch(one -> one.fitsInto(free))
                && waiting.stream().anyMatch(one -> isFreeFor(one, free, wanted));
    }

    /** Whether nobody is kept waiting for what one asks for. */
    private static boolean isFreeFor(Usage one, Usage free, Set<Usage> wanted) {
        return wanted.stream().noneMatch(other -> other.isShortOf(free, one));
    }

    private SortedMap<RunId, SortedSet<AttemptId>> outstanding() {
        SortedMap<RunId, SortedSet<AttemptId>> byRun = new TreeMap<>();
        for (AttemptId attempt : outstanding) {
            if (!running.containsKey(attempt)) {
                byRun.computeIfAbsent(attempt.run(), _ -> new TreeSet<>()).add(attempt);
            }
        }
        return byRun;
    }

    /** What is waited for, by run. */
    private SortedMap<RunId, Set<Usage>> asked(
            SortedMap<RunId, SortedSet<AttemptId>> attempts, History history) {
        SortedMap<RunId, Set<Usage>> asked = new TreeMap<>();
        for (Map.Entry<RunId, SortedSet<AttemptId>> waiting : attempts.entrySet()) {
            RunHistory run = history.run(waiting.getKey());
            for (AttemptId attempt : waiting.getValue()) {
                if (run != null && run.component(attempt.path()) instanceof Component.Leaf work) {
                    asked.computeIfAbsent(waiting.getKey(), _ -> new LinkedHashSet<>())
                            .add(Usage.of(work, capacity));
                }
            }
        }
        return asked;
    }

    private Usage free() {
        Usage free = Usage.all(capacity);
        for (Usage each : running.values()) {
            free = free.minus(each);
        }
        return free;
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
