package penstock.control;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import penstock.control.port.AttemptOrder;
import penstock.engine.AttemptId;
import penstock.engine.RunId;

/**
 * Decides which attempts may run now: as many as the machine takes, runs taking turns. Orders that
 * were running before a restart are let in without waiting, because they run already. An attempt
 * whose end was reported is remembered until that end is settled, so that it is never let in again.
 */
final class Admission {

    private final int slots;
    private final Consumer<AttemptOrder> start;
    private final WaitingLine line = new WaitingLine();
    private final SortedMap<AttemptId, Demand> running = new TreeMap<>();
    private final SortedSet<AttemptId> waiting = new TreeSet<>();
    private final SortedSet<AttemptId> ended = new TreeSet<>();
    private Demand free;
    private @Nullable Runnable whenQuiet;

    /**
     * @param start called, outside any lock, with each order whose turn has come
     */
    Admission(Capacity capacity, Consumer<AttemptOrder> start) {
        this.slots = capacity.slots();
        this.free = new Demand(capacity.milliCpus(), capacity.memoryBytes(), capacity.gpus());
        this.start = start;
    }

    /** Queues an order; one already known is ignored. */
    void add(AttemptOrder order, Demand demand) {
        synchronized (this) {
            AttemptId id = order.attempt();
            if (isLaunched(id) || !waiting.add(id)) {
                return;
            }
            line.add(order, demand);
        }
        startSome();
    }

    /** Keeps an order that will not have its turn: its run is being cancelled. */
    synchronized void park(AttemptOrder order) {
        if (!isLaunched(order.attempt())) {
            waiting.add(order.attempt());
        }
    }

    /** Lets an order in at once. */
    void addRunning(AttemptOrder order, Demand demand) {
        synchronized (this) {
            if (isLaunched(order.attempt())) {
                return;
            }
            if (waiting.contains(order.attempt())) {
                line.remove(order.attempt());
            }
            occupy(order, demand);
        }
        start.accept(order);
    }

    /** No waiting order of the run has its turn any more; each can still be removed. */
    void withhold(RunId run) {
        synchronized (this) {
            line.remove(run);
        }
        startSome(); // others may have waited behind it
    }

    /** Forgets what waits of a run. */
    void drop(RunId run) {
        synchronized (this) {
            line.remove(run);
            waiting.removeIf(attempt -> attempt.run().equals(run));
        }
        startSome();
    }

    /** Where an attempt stands in this server. */
    enum Standing {
        NOT_STARTED,
        RUNNING,
        /** Its end was reported and is not settled. */
        ENDED
    }

    /** An attempt that has not been let in will not be. */
    Standing withdraw(AttemptId attempt) {
        boolean waited;
        Standing standing;
        synchronized (this) {
            waited = waiting.remove(attempt);
            if (waited) {
                line.remove(attempt);
            }
            standing =
                    ended.contains(attempt)
                            ? Standing.ENDED
                            : running.containsKey(attempt)
                                    ? Standing.RUNNING
                                    : Standing.NOT_STARTED;
        }
        if (waited) {
            startSome();
        }
        return standing;
    }

    /** The attempt is over and its place is free; false when that was known. */
    boolean end(AttemptId attempt) {
        synchronized (this) {
            if (!ended.add(attempt)) {
                return false;
            }
            Demand demand = running.remove(attempt);
            if (demand != null) {
                free = free.plus(demand);
            }
        }
        startSome();
        return true;
    }

    /** The end of the attempt is durable, or nobody wants to know of it. */
    synchronized void settle(AttemptId attempt) {
        ended.remove(attempt);
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

    private @Nullable AttemptOrder next() {
        if (whenQuiet != null || running.size() >= slots) {
            return null;
        }
        WaitingLine.Ticket ticket = line.next(free);
        if (ticket == null) {
            return null;
        }
        occupy(ticket.order(), ticket.demand());
        return ticket.order();
    }

    /** True from the moment an order is let in until its end is settled. */
    private boolean isLaunched(AttemptId attempt) {
        return running.containsKey(attempt) || ended.contains(attempt);
    }

    private void occupy(AttemptOrder order, Demand demand) {
        waiting.remove(order.attempt());
        running.put(order.attempt(), demand);
        free = free.minus(demand);
    }
}
