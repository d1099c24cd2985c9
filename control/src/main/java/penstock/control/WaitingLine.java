package penstock.control;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NavigableMap;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.control.Demand.Shortage;
import penstock.control.port.AttemptOrder;
import penstock.engine.AttemptId;
import penstock.engine.RunId;

/**
 * Orders that wait for room on the machine. Runs take turns. When the first order of a run does not
 * fit when its turn comes, its place is kept: until it is served, nobody behind it is given any of
 * what it lacks, and those who ask for nothing of that go on.
 */
final class WaitingLine {

    /**
     * By run, then by what they ask for: orders that ask for the same fit or do not fit together.
     */
    private final NavigableMap<RunId, SortedMap<Demand, Deque<Ticket>>> runs = new TreeMap<>();

    /** One order of each run at most, so that a run does not get more than its turns by this. */
    private final SequencedMap<RunId, Ticket> kept = new LinkedHashMap<>();

    private long tickets;
    private @Nullable RunId lastServed;

    /**
     * An order in the line.
     *
     * @param number grows from one to the next
     */
    record Ticket(long number, AttemptOrder order, Demand demand) {
        AttemptId attempt() {
            return order.attempt();
        }

        RunId run() {
            return attempt().run();
        }
    }

    /** Puts an order at the end of its run's queue. */
    void add(AttemptOrder order, Demand demand) {
        runs.computeIfAbsent(order.attempt().run(), _ -> new TreeMap<>())
                .computeIfAbsent(demand, _ -> new ArrayDeque<>())
                .addLast(new Ticket(++tickets, order, demand));
    }

    /** Takes the order whose turn it is of those that fit into what is free; null for none. */
    @Nullable Ticket next(Demand free) {
        Shortage reserved = Shortage.NONE;
        for (Ticket first : kept.values()) {
            if (fits(first, free, reserved)) {
                return take(first);
            }
            reserved = reserved.and(first.demand().lacking(free));
        }
        int keptBefore = kept.size();
        Ticket ticket = inTurn(free);
        // Where a place was kept, that was the run's turn: the rest of it goes on after all others.
        return ticket == null && kept.size() > keptBefore ? inTurn(free) : ticket;
    }

    private @Nullable Ticket inTurn(Demand free) {
        RunId last = lastServed;
        if (last == null) {
            return firstOf(runs, free);
        }
        Ticket later = firstOf(runs.tailMap(last, false), free);
        return later == null ? firstOf(runs.headMap(last, true), free) : later;
    }

    private @Nullable Ticket firstOf(
            SortedMap<RunId, SortedMap<Demand, Deque<Ticket>>> turns, Demand free) {
        Shortage reserved = Shortage.NONE;
        for (Ticket each : kept.values()) {
            reserved = reserved.and(each.demand().lacking(free));
        }
        for (RunId run : turns.keySet()) {
            Ticket ticket = firstThatFits(run, free, reserved);
            if (ticket != null) {
                lastServed = run;
                return take(ticket);
            }
            Ticket keeping = kept.get(run);
            reserved = keeping == null ? reserved : reserved.and(keeping.demand().lacking(free));
        }
        return null;
    }

    /** Keeps the place of the run's oldest order if it has none kept and that one does not fit. */
    private @Nullable Ticket firstThatFits(RunId run, Demand free, Shortage reserved) {
        for (Ticket ticket : firsts(run)) {
            if (fits(ticket, free, reserved)) {
                return ticket;
            }
            if (kept.putIfAbsent(run, ticket) == null) {
                return null;
            }
        }
        return null;
    }

    /** Forgets an order, wherever it stands. */
    void remove(AttemptId attempt) {
        Ticket first = kept.get(attempt.run());
        if (first != null && first.attempt().equals(attempt)) {
            kept.remove(attempt.run());
        }
        SortedMap<Demand, Deque<Ticket>> queues = runs.get(attempt.run());
        if (queues != null) {
            queues.values().forEach(queue -> queue.removeIf(it -> it.attempt().equals(attempt)));
            dropEmpty(attempt.run(), queues);
        }
    }

    /** Forgets all orders of a run. */
    void remove(RunId run) {
        kept.remove(run);
        runs.remove(run);
    }

    private static boolean fits(Ticket ticket, Demand free, Shortage reserved) {
        return ticket.demand().lacking(free).equals(Shortage.NONE)
                && !ticket.demand().asksForAnyOf(reserved);
    }

    private Ticket take(Ticket ticket) {
        kept.remove(ticket.run(), ticket);
        SortedMap<Demand, Deque<Ticket>> queues = runs.get(ticket.run());
        Deque<Ticket> queue = queues == null ? null : queues.get(ticket.demand());
        if (queues == null || queue == null || !queue.remove(ticket)) {
            throw new IllegalStateException("no such order waits: " + ticket.attempt());
        }
        dropEmpty(ticket.run(), queues);
        return ticket;
    }

    private void dropEmpty(RunId run, SortedMap<Demand, Deque<Ticket>> queues) {
        queues.values().removeIf(Deque::isEmpty);
        if (queues.isEmpty()) {
            runs.remove(run);
        }
    }

    /** The orders of a run of which none waits behind one that asks for the same, oldest first. */
    private List<Ticket> firsts(RunId run) {
        List<Ticket> firsts = new ArrayList<>();
        for (Deque<Ticket> queue : runs.getOrDefault(run, new TreeMap<>()).values()) {
            firsts.add(queue.getFirst());
        }
        firsts.sort(Comparator.comparingLong(Ticket::number));
        return firsts;
    }
}
