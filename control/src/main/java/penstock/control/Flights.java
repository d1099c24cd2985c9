package penstock.control;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import penstock.engine.AttemptId;
import penstock.engine.RunId;
import penstock.engine.TaskPath;

/**
 * Lets one of several identical steps go first: it leads, the others wait. A leader that succeeded
 * sets all of them free, as its result is in the cache; one that ends otherwise, or cannot go on,
 * hands over to the first that waits.
 *
 * @param <T> what is known of a step that waits
 */
final class Flights<T> {

    private final SortedMap<String, Flight<T>> flights = new TreeMap<>();
    private final SortedMap<RunId, SortedMap<TaskPath, Place>> places = new TreeMap<>();

    /**
     * A step that asks, waits or leads.
     *
     * @param key of the flight it is in; null while it only asks
     */
    private record Place(AttemptId step, @Nullable String key) {}

    /** Steps with the same key. */
    private static final class Flight<T> {
        private AttemptId leader;
        private boolean started;
        private final SortedMap<AttemptId, T> waiting = new TreeMap<>();

        Flight(AttemptId leader) {
            this.leader = leader;
        }

        boolean isLedFrom(RunId run, TaskPath path) {
            return leader.run().equals(run) && leader.path().equals(path);
        }
    }

    /** A step that leads from now on. */
    record Promoted<T>(AttemptId step, T known, boolean awaited) {}

    /** What becomes of a step that joins. */
    enum Joined {
        LEADS,
        WAITS,
        /** It has ended meanwhile, or asked anew. */
        STALE
    }

    /** From now on {@code step} is the one its task asks for; gives who leads in its place. */
    synchronized @Nullable Promoted<T> asks(AttemptId step) {
        Place known = placeOf(step.run(), step.path());
        if (known != null && known.step.equals(step)) {
            return null;
        }
        Promoted<T> promoted = gone(step.run(), step.path());
        place(null, step);
        return promoted;
    }

    /** Joins the steps with that key: as their leader if there is none, else waiting. */
    synchronized Joined join(String key, AttemptId step, T known) {
        Place place = placeOf(step.run(), step.path());
        if (place == null || !place.step.equals(step)) {
            return Joined.STALE;
        }
        if (claim(key, step)) {
            return Joined.LEADS;
        }
        place(key, step);
        flight(key).waiting.put(step, known);
        return Joined.WAITS;
    }

    /** Makes {@code step} the leader if there is none or its task is it; true when it leads. */
    synchronized boolean claim(String key, AttemptId step) {
        Flight<T> flight = flights.computeIfAbsent(key, _ -> new Flight<>(step));
        if (!flight.isLedFrom(step.run(), step.path())) {
            return false;
        }
        flight.leader = step;
        place(key, step);
        return true;
    }

    /** Who leads the steps with that key; null when there are none. */
    synchronized @Nullable AttemptId leader(String key) {
        Flight<T> flight = flights.get(key);
        return flight == null ? null : flight.leader;
    }

    /** The step at {@code path} runs: if it leads, it is waited for as long as it takes. */
    synchronized void started(RunId run, TaskPath path) {
        Place place = placeOf(run, path);
        if (place != null && place.key != null && flight(place.key).isLedFrom(run, path)) {
            flight(place.key).started = true;
        }
    }

    /** The step at {@code path} succeeded; gives those who waited for it. */
    synchronized List<T> succeeded(RunId run, TaskPath path) {
        Place left = leave(run, path);
        if (left == null || left.key == null || !flight(left.key).isLedFrom(run, path)) {
            return List.of();
        }
        Flight<T> landed = flight(left.key);
        flights.remove(left.key);
        landed.waiting.keySet().forEach(step -> place(null, step));
        return new ArrayList<>(landed.waiting.values());
    }

    /** The step at {@code path} neither leads nor waits any more; gives who leads in its place. */
    synchronized @Nullable Promoted<T> gone(RunId run, TaskPath path) {
        Place left = leave(run, path);
        if (left == null || left.key == null || !flight(left.key).isLedFrom(run, path)) {
            return null;
        }
        return handOver(left.key, flight(left.key));
    }

    /** A leader that has not started by now loses its place; gives who leads instead. */
    synchronized @Nullable Promoted<T> overdue(String key, AttemptId leader) {
        Flight<T> flight = flights.get(key);
        if (flight == null || flight.started || !flight.leader.equals(leader)) {
            return null;
        }
        return flight.waiting.isEmpty() ? null : gone(leader.run(), leader.path());
    }

    /** Where steps of a run ask, wait or lead, those chosen. */
    synchronized List<TaskPath> places(RunId run, Predicate<TaskPath> chosen) {
        SortedMap<TaskPath, Place> known = places.get(run);
        return known == null ? List.of() : known.keySet().stream().filter(chosen).toList();
    }

    private @Nullable Promoted<T> handOver(String key, Flight<T> flight) {
        if (flight.waiting.isEmpty()) {
            flights.remove(key);
            return null;
        }
        AttemptId next = flight.waiting.firstKey();
        T known = flight.waiting.get(next);
        flight.waiting.remove(next);
        flight.leader = next;
        flight.started = false;
        return known == null ? null : new Promoted<>(next, known, !flight.waiting.isEmpty());
    }

    private Flight<T> flight(String key) {
        Flight<T> flight = flights.get(key);
        if (flight == null) {
            throw new IllegalStateException("a step has a place among none");
        }
        return flight;
    }

    private void place(@Nullable String key, AttemptId step) {
        places.computeIfAbsent(step.run(), _ -> new TreeMap<>())
                .put(step.path(), new Place(step, key));
    }

    private @Nullable Place placeOf(RunId run, TaskPath path) {
        SortedMap<TaskPath, Place> known = places.get(run);
        return known == null ? null : known.get(path);
    }

    /** Takes a step out of its place, and out of those that wait. */
    private @Nullable Place leave(RunId run, TaskPath path) {
        SortedMap<TaskPath, Place> known = places.get(run);
        Place left = known == null ? null : known.remove(path);
        if (known != null && known.isEmpty()) {
            places.remove(run);
        }
        if (left != null && left.key != null) {
            flight(left.key).waiting.remove(left.step);
        }
        return left;
    }
}
