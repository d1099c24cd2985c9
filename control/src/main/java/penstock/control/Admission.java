package penstock.control;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import penstock.control.port.AttemptOrder;
import penstock.engine.AttemptId;
import penstock.engine.RunId;

/**
 * Decides which attempts may run now: as many as the machine takes, runs taking turns. Orders that
 * were running before a restart are let in without waiting, because they run already.
 */
final class Admission {

    private final Capacity capacity;
    private final Consumer<AttemptOrder> start;
    private final SortedMap<RunId, Deque<AttemptOrder>> queues = new TreeMap<>();
    private final SortedMap<AttemptId, Demand> running = new TreeMap<>();
    private final SortedMap<AttemptId, AttemptOrder> waiting = new TreeMap<>();
    private long milliCpus;
    private long memoryBytes;
    private @Nullable RunId lastServed;
    private @Nullable Runnable whenQuiet;

    /**
     * @param start called, outside any lock, with each order whose turn has come
     */
    Admission(Capacity capacity, Consumer<AttemptOrder> start) {
        this.capacity = capacity;
        this.start = start;
    }

    /** Queues an order; one already known is ignored. */
    void add(AttemptOrder order) {
        synchronized (this) {
            AttemptId id = order.attempt();
            if (running.containsKey(id) || waiting.putIfAbsent(id, order) != null) {
                return;
            }
            queues.computeIfAbsent(id.run(), _ -> new ArrayDeque<>()).addLast(order);
        }
        startSome();
    }

    /** Lets an order in at once. */
    void addRunning(AttemptOrder order) {
        synchronized (this) {
            if (running.containsKey(order.attempt())) {
                return;
            }
            occupy(order);
        }
        start.accept(order);
    }

    /** Takes an order out of the queue; null when it is not there, because it runs or is over. */
    @Nullable AttemptOrder remove(AttemptId attempt) {
        synchronized (this) {
            AttemptOrder order = waiting.remove(attempt);
            if (order == null) {
                return null;
            }
            Deque<AttemptOrder> queue = queues.get(attempt.run());
            if (queue != null) {
                queue.remove(order);
                dropIfEmpty(attempt.run(), queue);
            }
            return order;
        }
    }

    /** The attempt is over; its place is free. */
    void free(AttemptId attempt) {
        synchronized (this) {
            Demand demand = running.remove(attempt);
            if (demand == null) {
                return;
            }
            milliCpus -= demand.milliCpus();
            memoryBytes -= demand.memoryBytes();
        }
        startSome();
    }

    /** Admits nothing from now on; {@code whenQuiet} is called once nothing runs. */
    void hold(Runnable whenQuiet) {
        synchronized (this) {
            this.whenQuiet = whenQuiet;
        }
        startSome();
    }

    /** The attempts that have been let in and are not over, in order. */
    List<AttemptId> running() {
        synchronized (this) {
            return new ArrayList<>(running.keySet());
        }
    }

    private void startSome() {
        Runnable quiet = null;
        List<AttemptOrder> admitted = new ArrayList<>();
        synchronized (this) {
            if (whenQuiet != null) {
                quiet = running.isEmpty() ? whenQuiet : null;
            }
            for (AttemptOrder next = next(); next != null; next = next()) {
                admitted.add(next);
            }
        }
        admitted.forEach(start);
        if (quiet != null) {
            quiet.run();
        }
    }

    /** The next order that fits, of the run after the one served last; null when none does. */
    private @Nullable AttemptOrder next() {
        if (whenQuiet != null || queues.isEmpty() || running.size() >= capacity.slots()) {
            return null;
        }
        RunId turn = turn();
        Deque<AttemptOrder> queue = queues.get(turn);
        AttemptOrder order = queue == null ? null : queue.peekFirst();
        if (queue == null || order == null || !fits(Demand.of(order, capacity))) {
            return null;
        }
        queue.removeFirst();
        dropIfEmpty(turn, queue);
        waiting.remove(order.attempt());
        lastServed = turn;
        occupy(order);
        return order;
    }

    private RunId turn() {
        if (lastServed != null) {
            for (Map.Entry<RunId, Deque<AttemptOrder>> later :
                    queues.tailMap(lastServed).entrySet()) {
                if (!later.getKey().equals(lastServed)) {
                    return later.getKey();
                }
            }
        }
        return queues.firstKey();
    }

    private boolean fits(Demand demand) {
        return milliCpus + demand.milliCpus() <= capacity.milliCpus()
                && memoryBytes + demand.memoryBytes() <= capacity.memoryBytes();
    }

    private void occupy(AttemptOrder order) {
        Demand demand = Demand.of(order, capacity);
        running.put(order.attempt(), demand);
        milliCpus += demand.milliCpus();
        memoryBytes += demand.memoryBytes();
    }

    private void dropIfEmpty(RunId run, Deque<AttemptOrder> queue) {
        if (queue.isEmpty()) {
            queues.remove(run);
        }
    }
}
