package penstock.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import penstock.control.port.RecurringRuns.Firing;
import penstock.control.port.RecurringRuns.RecurringRun;
import penstock.control.port.RecurringRuns.Schedule;
import penstock.control.port.RecurringRuns.Template;
import penstock.control.schedule.FireTimes;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;

class SchedulerTest {

    private static final String ID = "schedule";

    private final ManualSteps steps = new ManualSteps();
    private final MemoryRecurringRuns rows = new MemoryRecurringRuns();
    private final SortedMap<Long, Instant> started = new TreeMap<>();
    private @Nullable Problem refusal;
    private boolean crashes;

    /** Stands for a server that dies right after it started a run. */
    private static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @Test
    void firesEachTimeAsItComes() {
        add(every(60), true);
        start();
        pass(Duration.ofSeconds(200));

        assertThat(started.values()).containsExactly(at(60), at(120), at(180));
    }

    @Test
    void firesNothingAfterItWasDisabled() {
        add(every(60), true);
        Scheduler scheduler = start();
        pass(Duration.ofSeconds(70));
        scheduler.change(ID, () -> rows.replace(enabled(false, null)));
        pass(Duration.ofMinutes(10));

        assertThat(started.values()).containsExactly(at(60));
    }

    @Test
    void aPauseIsNotMadeUpFor() {
        add(every(60), true);
        Scheduler scheduler = start();
        scheduler.change(ID, () -> rows.replace(enabled(false, null)));
        pass(Duration.ofMinutes(10));
        scheduler.change(ID, () -> rows.replace(enabled(true, steps.now())));
        pass(Duration.ofSeconds(100));

        assertThat(started.values()).containsExactly(at(660));
    }

    @Test
    void waitsWhileAsManyOfItsRunsAsAllowedAreUnfinished() {
        add(every(60), true);
        rows.setActive(ID, 2);
        start();
        pass(Duration.ofSeconds(130));
        assertThat(started).isEmpty();

        rows.setActive(ID, 1);
        pass(Duration.ofSeconds(10));
        assertThat(started.values()).containsExactly(at(60), at(120));
    }

    @Test
    void aFiringThatCannotStartARunIsRecordedAndNotTriedForEver() {
        refusal = Problem.of(ErrorCode.NOT_FOUND, "the pipeline is gone");
        add(every(60), true);
        start();
        pass(Duration.ofSeconds(61));
        refusal = null;
        pass(Duration.ofMinutes(1));

        assertThat(started).containsExactly(Map.entry(2L, at(120)));
    }

    @Test
    void aStoreThatFailsDelaysAFiringAndLosesNone() {
        add(every(60), true);
        start();
        rows.fail(true);
        pass(Duration.ofSeconds(150));
        rows.fail(false);
        pass(Duration.ofSeconds(2));

        assertThat(started.values()).containsExactly(at(60), at(120));
    }

    /** Crashes, jumps of the clock and failures of the store, in every order. */
    @ParameterizedTest
    @CsvSource({
        "true, , 7",
        "true, 0 */5 * * * *, ",
        "true, 0 30 1-3 * * *, ",
        "true, */13 * * * * *, ",
        "true, @every 11s, ",
        "false, , 7",
        "false, 0 */5 * * * *, ",
        "false, */13 * * * * *, "
    })
    void everyTimeIsFiredExactlyOnceWhateverHappens(
            boolean catchUp, @Nullable String cron, @Nullable Long interval) {
        Schedule schedule = new Schedule(cron, "Europe/Berlin", interval, null, null);
        int fired = 0;
        for (long seed = 0; seed < 20; seed++) {
            started.clear();
            add(schedule, catchUp);
            live(new SplittableRandom(seed));
            List<Instant> times = new ArrayList<>(started.values());
            assertThat(times).as("seed %d", seed).isSorted().doesNotHaveDuplicates();
            assertThat(started.keySet()).containsExactlyElementsOf(upTo(times.size()));
            if (catchUp) {
                assertThat(times).as("seed %d", seed).isEqualTo(expected(times.size()));
            }
            fired += times.size();
        }
        assertThat(fired).isGreaterThan(60);
    }

    private void live(SplittableRandom random) {
        start();
        for (int i = 0; i < 100; i++) {
            crashes = random.nextInt(4) == 0;
            rows.fail(random.nextInt(10) == 0);
            try {
                pass(Duration.ofSeconds(random.nextInt(-90, 400)));
                if (random.nextInt(10) == 0) {
                    pass(Duration.ofHours(random.nextInt(-2, 6)));
                }
                if (random.nextInt(8) == 0) {
                    restart();
                }
            } catch (Crash crash) {
                restart();
            }
        }
        crashes = false;
        rows.fail(false);
        restart();
        pass(Duration.ofHours(9));
    }

    private void restart() {
        steps.forget();
        start();
    }

    private Scheduler start() {
        Scheduler scheduler = new Scheduler(rows, this::launch, steps);
        scheduler.begin();
        return scheduler;
    }

    private Firing launch(RecurringRun recurring, long index, Instant at) {
        if (refusal != null) {
            return new Firing(index, at, refusal);
        }
        Instant time = started.computeIfAbsent(index, _ -> at);
        if (crashes) {
            crashes = false;
            throw new Crash();
        }
        return new Firing(index, time, null);
    }

    /** In small steps, as a clock goes. */
    private void pass(Duration time) {
        if (time.isNegative()) {
            steps.pass(time);
            return;
        }
        for (Duration left = time; left.isPositive(); left = left.minusSeconds(30)) {
            steps.pass(left.compareTo(Duration.ofSeconds(30)) < 0 ? left : Duration.ofSeconds(30));
        }
    }

    private static List<Long> upTo(int count) {
        List<Long> numbers = new ArrayList<>();
        for (long i = 1; i <= count; i++) {
            numbers.add(i);
        }
        return numbers;
    }

    private List<Instant> expected(int count) {
        RecurringRun recurring = known();
        FireTimes times = Schedules.times(recurring);
        List<Instant> all = new ArrayList<>();
        FireTimes.Progress progress = new FireTimes.Progress(null, recurring.createdAt(), null);
        for (int i = 0; i < count; i++) {
            Instant next = times.next(progress, Instant.MAX);
            all.add(next);
            progress = new FireTimes.Progress(next, recurring.createdAt(), null);
        }
        return all;
    }

    private static Instant at(long seconds) {
        return Orders.NOW.plusSeconds(seconds);
    }

    private static Schedule every(long seconds) {
        return new Schedule(null, "UTC", seconds, null, null);
    }

    private RecurringRun known() {
        RecurringRun known = rows.get(ID);
        if (known == null) {
            throw new IllegalStateException("no schedule");
        }
        return known;
    }

    private RecurringRun enabled(boolean enabled, @Nullable Instant resumed) {
        RecurringRun known = known();
        return recurring(known.schedule(), known.catchUp(), enabled, resumed);
    }

    private void add(Schedule schedule, boolean catchUp) {
        rows.add(recurring(schedule, catchUp, true, null));
    }

    private RecurringRun recurring(
            Schedule schedule, boolean catchUp, boolean enabled, @Nullable Instant resumed) {
        Instant created = resumed == null ? steps.now() : known().createdAt();
        return new RecurringRun(
                ID,
                "",
                "experiment",
                "Schedule",
                "",
                "schedule-abcde",
                new Template("document", null, null, new TreeMap<>(), null, ""),
                schedule,
                2,
                catchUp,
                enabled,
                created,
                created,
                resumed,
                null);
    }
}
