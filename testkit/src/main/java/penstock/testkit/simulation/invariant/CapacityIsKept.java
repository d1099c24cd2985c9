package penstock.testkit.simulation.invariant;

import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import penstock.control.Capacity;
import penstock.control.port.AttemptOrder;
import penstock.engine.AttemptId;
import penstock.engine.AttemptResult;
import penstock.testkit.simulation.witness.History;
import penstock.testkit.simulation.witness.Invariant;
import penstock.testkit.simulation.witness.Sighting;

/**
 * A step that does not run yet is launched only into a free slot and within the processors, the
 * memory and the devices of the machine. What ran before a server started is attached to in any
 * case, and counts.
 */
final class CapacityIsKept implements Invariant {

    private final Capacity capacity;
    private final SortedMap<Long, SortedMap<AttemptId, Usage>> launched = new TreeMap<>();
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
        SortedMap<AttemptId, Usage> running = launched(epoch);
        AttemptId attempt = order.attempt();
        running.put(attempt, Usage.of(order.work(), capacity));
        boolean attached =
                history.truth(attempt).claimed()
                        || stopped.getOrDefault(epoch, new TreeSet<>()).contains(attempt);
        if (attached) {
            return;
        }
        Usage others = Usage.NONE;
        for (Usage each : running.values()) {
            others = others.plus(each);
        }
        Usage demanded = running.getOrDefault(attempt, Usage.NONE);
        others = others.minus(demanded);
        if (running.size() > capacity.slots()
                || !demanded.fitsInto(Usage.all(capacity).minus(others))) {
            throw broken(
                    attempt
                            + " is launched as number "
                            + running.size()
                            + " with "
                            + demanded
                            + " beside "
                            + others
                            + " on "
                            + capacity);
        }
    }

    private SortedMap<AttemptId, Usage> launched(long epoch) {
        return launched.computeIfAbsent(epoch, _ -> new TreeMap<>());
    }
}
