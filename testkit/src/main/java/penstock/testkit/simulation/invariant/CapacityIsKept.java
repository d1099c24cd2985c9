package penstock.testkit.simulation.invariant;

import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import penstock.control.Capacity;
import penstock.control.port.AttemptOrder;
import penstock.engine.AttemptId;
import penstock.engine.AttemptResult;
import penstock.plan.Component;
import penstock.plan.Template;
import penstock.testkit.simulation.witness.History;
import penstock.testkit.simulation.witness.Invariant;
import penstock.testkit.simulation.witness.Sighting;

/**
 * A step that does not run yet is launched only into a free slot and within the processors of the
 * machine. What ran before a server started is attached to in any case, and counts.
 */
final class CapacityIsKept implements Invariant {

    private final Capacity capacity;
    private final SortedMap<Long, SortedMap<AttemptId, Long>> launched = new TreeMap<>();
    private final SortedMap<Long, SortedSet<AttemptId>> stopped = new TreeMap<>();

    CapacityIsKept(Capacity capacity) {
        this.capacity = capacity;
    }

    @Override
    public void see(Sighting sighting, History history) {
        switch (sighting) {
            case Sighting.LaunchAsked(long epoch, AttemptOrder order) ->
                    launch(epoch, order, history);
            case Sighting.Reported reported -> {
                if (!(reported.result() instanceof AttemptResult.Started)) {
                    launched(reported.epoch()).remove(reported.attempt());
                }
            }
            case Sighting.StopAsked(long epoch, AttemptId attempt) ->
                    stopped.computeIfAbsent(epoch, _ -> new TreeSet<>()).add(attempt);
            default -> {}
        }
    }

    private void launch(long epoch, AttemptOrder order, History history) {
        SortedMap<AttemptId, Long> running = launched(epoch);
        AttemptId attempt = order.attempt();
        running.put(attempt, Math.min(milliCpus(order), capacity.milliCpus()));
        boolean attached =
                history.truth(attempt).claimed()
                        || stopped.getOrDefault(epoch, new TreeSet<>()).contains(attempt);
        if (attached) {
            return;
        }
        long demanded = running.values().stream().mapToLong(Long::longValue).sum();
        if (running.size() > capacity.slots() || demanded > capacity.milliCpus()) {
            throw broken(
                    attempt
                            + " is launched as number "
                            + running.size()
                            + " with "
                            + demanded
                            + " millicpus on "
                            + capacity);
        }
    }

    private SortedMap<AttemptId, Long> launched(long epoch) {
        return launched.computeIfAbsent(epoch, _ -> new TreeMap<>());
    }

    /** Simulated steps ask for processors in the form {@code 250m} or not at all. */
    private static long milliCpus(AttemptOrder order) {
        Template request =
                order.work() instanceof Component.Container container
                        ? container.spec().resources().cpuRequest()
                        : null;
        if (request == null
                || !(request.parts().getFirst() instanceof Template.Literal(var text))) {
            return 0;
        }
        return Long.parseLong(text.substring(0, text.length() - 1));
    }
}
