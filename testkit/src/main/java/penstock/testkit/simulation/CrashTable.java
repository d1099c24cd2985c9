package penstock.testkit.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.control.port.CacheEntries.Question;
import penstock.engine.AttemptId;
import penstock.engine.Command;
import penstock.engine.Effect;
import penstock.engine.Event;
import penstock.engine.RunId;
import penstock.engine.TaskPath;
import penstock.testkit.simulation.witness.History;
import penstock.testkit.simulation.witness.Sighting;
import penstock.testkit.simulation.witness.Watcher;

/** Counts how far effects of each kind were when a server died. */
public final class CrashTable implements Watcher {

    /** What was to be done. */
    public enum Kind {
        LAUNCH,
        STOP,
        TIMER,
        LOOK_UP
    }

    /** How far it was. */
    public enum Point {
        /** Decided, its event not durable. */
        DECIDED,
        /** Durable, the loop not yet told. */
        COMMITTED,
        /** Handed on: queued or asked of the runner; the timer set. */
        RELEASED,
        /** Half done: claimed, not spawned; signalled, still running; due, not decided. */
        UNDERWAY,
        /** Done and not recorded: it runs; it has stopped; the next attempt is decided. */
        DONE
    }

    private static final Comparator<Key> ORDER =
            Comparator.comparing(Key::kind).thenComparing(Key::attempt);

    private final Map<Kind, Map<Point, Long>> hits = new EnumMap<>(Kind.class);
    private final SortedMap<Key, Point> open = new TreeMap<>(ORDER);
    private final SortedMap<RunId, List<Key>> committed = new TreeMap<>();
    private final SortedMap<AttemptId, Instant> timers = new TreeMap<>();

    private record Key(Kind kind, AttemptId attempt) {}

    @Override
    public void see(Sighting sighting, History history) {
        switch (sighting) {
            case Sighting.Decided decided -> decided(decided);
            case Sighting.Recorded recorded -> recorded(recorded.run(), recorded.event());
            case Sighting.Changed changed -> release(changed.run());
            case Sighting.LaunchAsked launch -> release(launch.order().attempt().run());
            case Sighting.StopAsked stop -> release(stop.attempt().run());
            case Sighting.Claimed(AttemptId attempt) -> reach(Kind.LAUNCH, attempt, Point.UNDERWAY);
            case Sighting.Spawned(AttemptId attempt) -> reach(Kind.LAUNCH, attempt, Point.DONE);
            case Sighting.Signalled(AttemptId attempt) -> reach(Kind.STOP, attempt, Point.UNDERWAY);
            case Sighting.LookedUp(long _, Question question) -> looked(question);
            case Sighting.Ended ended -> reach(Kind.STOP, ended.attempt(), Point.DONE);
            default -> {}
        }
    }

    private void decided(Sighting.Decided decided) {
        release(decided.run());
        if (decided.command() instanceof Command.AnswerLookUp answer) {
            reach(Kind.LOOK_UP, answer.next(), Point.DONE);
        }
        for (Effect effect : decided.decision().effects()) {
            Key key = key(effect);
            if (key == null) {
                continue;
            }
            open.putIfAbsent(key, Point.DECIDED);
            reach(
                    Kind.TIMER,
                    key.attempt(),
                    key.kind() == Kind.LAUNCH ? Point.DONE : Point.DECIDED);
        }
    }

    /** Null for effects that have no attempt of their own or are not waited for. */
    private static @Nullable Key key(Effect effect) {
        return switch (effect) {
            case Effect.LaunchAttempt launch -> new Key(Kind.LAUNCH, launch.attempt());
            case Effect.StopAttempt stop -> new Key(Kind.STOP, stop.attempt());
            case Effect.ReleaseAttempt _, Effect.SetDeadline _ -> null;
            case Effect.SetTimer timer -> new Key(Kind.TIMER, timer.next());
            case Effect.LookUpResult look -> new Key(Kind.LOOK_UP, look.next());
        };
    }

    private void recorded(RunId run, Event event) {
        switch (event) {
            case Event.AttemptScheduled it -> {
                open.remove(new Key(Kind.TIMER, it.attempt()));
                commit(run, new Key(Kind.LAUNCH, it.attempt()));
            }
            case Event.StopRequested it -> commit(run, new Key(Kind.STOP, it.attempt()));
            case Event.RetryScheduled it -> {
                timers.put(it.next(), it.due());
                commit(run, new Key(Kind.TIMER, it.next()));
            }
            case Event.AttemptStarted it -> open.remove(new Key(Kind.LAUNCH, it.attempt()));
            case Event.OfAttempt it -> {
                open.remove(new Key(Kind.LAUNCH, it.attempt()));
                open.remove(new Key(Kind.STOP, it.attempt()));
            }
            case Event.LookUpAsked it -> commit(run, new Key(Kind.LOOK_UP, it.next()));
            case Event.LookUpMissed it -> keys(Kind.LOOK_UP, run, it.path()).clear();
            case Event.TaskReused it -> keys(Kind.LOOK_UP, run, it.path()).clear();
            case Event.TaskCanceled it -> {
                keys(Kind.TIMER, run, it.path()).clear();
                keys(Kind.LOOK_UP, run, it.path()).clear();
            }
            default -> {}
        }
    }

    private void commit(RunId run, Key key) {
        open.put(key, Point.COMMITTED);
        committed.computeIfAbsent(run, _ -> new ArrayList<>()).add(key);
    }

    private void release(RunId run) {
        List<Key> keys = committed.remove(run);
        if (keys != null) {
            keys.forEach(key -> open.replace(key, Point.COMMITTED, Point.RELEASED));
        }
    }

    private void looked(Question question) {
        TaskPath path = new TaskPath(question.path());
        release(question.run());
        List.copyOf(keys(Kind.LOOK_UP, question.run(), path).keySet())
                .forEach(key -> reach(Kind.LOOK_UP, key.attempt(), Point.UNDERWAY));
    }

    /** What is open of one kind and one task run. */
    private SortedMap<Key, Point> keys(Kind kind, RunId run, TaskPath path) {
        Key first = new Key(kind, new AttemptId(run, path, 0, 0));
        Key last = new Key(kind, new AttemptId(run, path, Integer.MAX_VALUE, Integer.MAX_VALUE));
        return open.subMap(first, last);
    }

    private void reach(Kind kind, AttemptId attempt, Point point) {
        open.computeIfPresent(
                new Key(kind, attempt), (_, known) -> known.compareTo(point) < 0 ? point : known);
    }

    /** The server dies: counts, once per cell, what was under way. */
    void died(Instant now) {
        Map<Kind, EnumSet<Point>> cells = new EnumMap<>(Kind.class);
        open.forEach((key, point) ->
                cells.computeIfAbsent(key.kind(), _ -> EnumSet.noneOf(Point.class))
                        .add(point(key, point, now)));
        cells.forEach((kind, points) -> points.forEach(point -> add(kind, point, 1)));
        open.values().removeIf(point -> point == Point.DECIDED);
        committed.clear();
        open.replaceAll(this::again);
    }

    private static boolean isOutside(Key key, Point point) {
        boolean inMemory = key.kind() == Kind.TIMER || key.kind() == Kind.LOOK_UP;
        return !inMemory && point.compareTo(Point.RELEASED) > 0;
    }

    /** What the next server has to do again. */
    private Point again(Key key, Point point) {
        if (isOutside(key, point)) {
            return point;
        }
        committed.computeIfAbsent(key.attempt().run(), _ -> new ArrayList<>()).add(key);
        return Point.COMMITTED;
    }

    private Point point(Key key, Point point, Instant now) {
        Instant due = timers.get(key.attempt());
        boolean isDue = key.kind() == Kind.TIMER && due != null && !due.isAfter(now);
        return isDue && point == Point.RELEASED ? Point.UNDERWAY : point;
    }

    private void add(Kind kind, Point point, long times) {
        hits.computeIfAbsent(kind, _ -> new EnumMap<>(Point.class)).merge(point, times, Long::sum);
    }

    /** Adds the counts of another world. */
    public void add(CrashTable other) {
        other.hits.forEach(
                (kind, points) -> points.forEach((point, times) -> add(kind, point, times)));
    }

    /** How often a server died with an effect of that kind that far. */
    public long hits(Kind kind, Point point) {
        Map<Point, Long> points = hits.get(kind);
        return points == null ? 0 : points.getOrDefault(point, 0L);
    }

    /** The table as text. */
    public String text() {
        StringBuilder out = new StringBuilder("%-8s".formatted(""));
        for (Point point : Point.values()) {
            out.append("%12s".formatted(point));
        }
        for (Kind kind : Kind.values()) {
            out.append("\n%-8s".formatted(kind));
            for (Point point : Point.values()) {
                out.append("%12d".formatted(hits(kind, point)));
            }
        }
        return out.toString();
    }
}
