package penstock.control;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import penstock.control.port.RecurringRuns;
import penstock.control.port.RecurringRuns.Firing;
import penstock.control.port.RecurringRuns.RecurringRun;
import penstock.control.port.StepExecutor;
import penstock.control.port.StoreUnavailableException;

/**
 * Fires recurring runs, each time exactly once. A firing has a number, and its run an id that
 * derives from it: a server that dies between starting the run and recording the firing finds the
 * run and only records. Fire times count from the last one recorded, never from the clock, so that
 * a clock that jumps neither repeats nor loses one.
 */
final class Scheduler {

    private static final Duration RETRY_STORE_AFTER = Duration.ofSeconds(1);

    /** How long a schedule that has all its runs unfinished waits before it looks again: */
    private static final Duration FIRST_LOOK = Duration.ofSeconds(1);

    /** each time twice as long, up to this. */
    private static final Duration LAST_LOOK = Duration.ofSeconds(10);

    /** A timer never sleeps longer, so that a clock that jumps is noticed. */
    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(30);

    private final RecurringRuns recurringRuns;
    private final Launcher launcher;
    private final StepExecutor steps;
    private final NavigableSet<Due> due =
            new TreeSet<>(Comparator.comparing(Due::at).thenComparing(Due::id));
    private final SortedMap<String, Due> byId = new TreeMap<>();
    private final SortedMap<String, Duration> patience = new TreeMap<>();
    private StepExecutor.@Nullable Timer timer;
    private @Nullable Instant timerAt;

    /** Starts the run of a firing; starting it again finds it started. */
    interface Launcher {
        /**
         * What is to be recorded of the firing. Its time is that of the run, which differs from
         * {@code at} where the run was started before and the clock has jumped since.
         */
        Firing launch(RecurringRun recurring, long index, Instant at);
    }

    private record Due(Instant at, String id) {}

    Scheduler(RecurringRuns recurringRuns, Launcher launcher, StepExecutor steps) {
        this.recurringRuns = recurringRuns;
        this.launcher = launcher;
        this.steps = steps;
    }

    /** Takes up every enabled recurring run. Returns at once. */
    void begin() {
        steps.execute(this::load);
    }

    /** Changes recurring runs while nothing fires, and takes up {@code id} as it then is. */
    synchronized <T> T change(String id, Supplier<T> change) {
        T result = change.get();
        steps.execute(() -> reconsider(id));
        return result;
    }

    private synchronized void load() {
        try {
            Instant now = steps.now();
            recurringRuns.enabled().forEach(recurring -> plan(recurring, now));
        } catch (StoreUnavailableException e) {
            steps.at(steps.now().plus(RETRY_STORE_AFTER), this::load);
        }
        setTimer();
    }

    private synchronized void reconsider(String id) {
        try {
            forget(id);
            patience.remove(id);
            RecurringRun recurring = recurringRuns.get(id);
            if (recurring != null && recurring.enabled()) {
                plan(recurring, steps.now());
            }
        } catch (StoreUnavailableException e) {
            remember(new Due(steps.now().plus(RETRY_STORE_AFTER), id));
        }
        setTimer();
    }

    /** One firing a step, so that other work has its turn. */
    private synchronized void wake() {
        timer = null;
        timerAt = null;
        Instant now = steps.now();
        Due first = due.isEmpty() ? null : due.first();
        if (first != null && !first.at().isAfter(now)) {
            forget(first.id());
            fire(first.id(), now);
        }
        setTimer();
    }

    private void fire(String id, Instant now) {
        try {
            RecurringRun recurring = recurringRuns.get(id);
            if (recurring == null || !recurring.enabled()) {
                return;
            }
            Instant at = Schedules.next(recurring, now);
            if (at == null || at.isAfter(now)) {
                plan(recurring, now);
            } else if (recurringRuns.active(id) >= recurring.maxConcurrency()) {
                remember(new Due(now.plus(waitFor(id)), id));
            } else {
                patience.remove(id);
                recurringRuns.fired(id, launcher.launch(recurring, recurring.nextIndex(), at));
                remember(new Due(now, id));
            }
        } catch (StoreUnavailableException e) {
            remember(new Due(now.plus(RETRY_STORE_AFTER), id));
        }
    }

    private Duration waitFor(String id) {
        Duration wait = patience.getOrDefault(id, FIRST_LOOK);
        Duration twice = wait.multipliedBy(2);
        patience.put(id, twice.compareTo(LAST_LOOK) < 0 ? twice : LAST_LOOK);
        return wait;
    }

    private void plan(RecurringRun recurring, Instant now) {
        Instant next = Schedules.next(recurring, now);
        if (next != null) {
            remember(new Due(next, recurring.id()));
        }
    }

    private void remember(Due next) {
        forget(next.id());
        byId.put(next.id(), next);
        due.add(next);
    }

    private void forget(String id) {
        Due known = byId.remove(id);
        if (known != null) {
            due.remove(known);
        }
    }

    private void setTimer() {
        Instant now = steps.now();
        Instant limit = now.plus(LONGEST_SLEEP);
        Instant wanted =
                due.isEmpty() || due.first().at().isAfter(limit) ? limit : due.first().at();
        if (timer != null && timerAt != null && !timerAt.isAfter(wanted)) {
            return;
        }
        if (timer != null) {
            timer.cancel();
        }
        timerAt = wanted;
        timer = steps.at(wanted, this::wake);
    }
}
