package penstock.control.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FireTimesTest {

    private static final Instant CREATED = Instant.parse("2026-11-24T12:00:00Z");

    @Test
    void anIntervalFiresFirstOneIntervalAfterItsStart() {
        FireTimes times = new FireTimes(interval(60, "2026-11-24T13:00:00Z", null), true);

        assertThat(times.next(from(null), CREATED)).isEqualTo("2026-11-24T13:01:00Z");
    }

    @Test
    void anIntervalWithoutStartCountsFromItsCreation() {
        FireTimes times = new FireTimes(interval(60, null, null), true);

        assertThat(times.next(from(null), CREATED)).isEqualTo("2026-11-24T12:01:00Z");
    }

    @Test
    void aCronFiresStrictlyAfterItsStart() {
        FireTimes times = new FireTimes(cron("0 0 * * * *", "2026-11-24T13:00:00Z", null), true);

        assertThat(times.next(from(null), CREATED)).isEqualTo("2026-11-24T14:00:00Z");
    }

    @Test
    void aTriggerWithoutScheduleFiresOnce() {
        FireTimes times = new FireTimes(new Trigger.Once(null, null), false);

        assertThat(times.next(from(null), CREATED)).isEqualTo(CREATED.plusSeconds(1));
        assertThat(times.next(from(CREATED), CREATED.plusSeconds(9))).isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aWindowOfTwoMinutesInThePastFiresTwiceWithCatchUpAndOnceWithout(boolean catchUp) {
        String start = "1970-01-01T10:00:00Z";
        String end = "1970-01-01T10:02:00Z";

        assertThat(fired(new FireTimes(interval(60, start, end), catchUp)))
                .hasSize(catchUp ? 2 : 1);
        assertThat(fired(new FireTimes(cron("0 * * * * ?", start, end), catchUp)))
                .hasSize(catchUp ? 2 : 1);
    }

    @Test
    void withoutCatchUpACronFiresTheLastTimeThatWasMissed() {
        FireTimes times = new FireTimes(cron("0 0 * * * *", null, null), false);
        Instant now = CREATED.plus(Duration.ofDays(400)).plusSeconds(61);

        assertThat(times.next(from(CREATED), now)).isEqualTo(CREATED.plus(Duration.ofDays(400)));
    }

    @Test
    void withoutCatchUpARareCronFiresTheLastTimeThatWasMissed() {
        FireTimes times = new FireTimes(cron("0 0 0 29 2 *", null, null), false);
        Instant now = Instant.parse("2035-01-01T00:00:00Z");

        assertThat(times.next(from(null), now)).isEqualTo("2032-02-29T00:00:00Z");
    }

    @Test
    void withoutCatchUpADelayKeepsItsRhythm() {
        FireTimes times = new FireTimes(cron("@every 7s", null, null), false);

        assertThat(times.next(from(CREATED), CREATED.plusSeconds(100)))
                .isEqualTo(CREATED.plusSeconds(98));
    }

    @Test
    void withoutCatchUpAnIntervalJumpsToNowOnceTwoAreDue() {
        FireTimes times = new FireTimes(interval(60, null, null), false);

        assertThat(times.next(from(CREATED), CREATED.plusSeconds(119)))
                .isEqualTo(CREATED.plusSeconds(60));
        assertThat(times.next(from(CREATED), CREATED.plusSeconds(500)))
                .isEqualTo(CREATED.plusSeconds(500));
    }

    @Test
    void itFiresAtItsEndAndNotAfter() {
        FireTimes times = new FireTimes(interval(60, null, "2026-11-24T12:02:00Z"), true);

        assertThat(times.next(from(CREATED.plusSeconds(60)), CREATED))
                .isEqualTo("2026-11-24T12:02:00Z");
        assertThat(times.next(from(CREATED.plusSeconds(120)), CREATED)).isNull();
    }

    @Test
    void theNextFiveTimesAreForeseen() {
        FireTimes times = new FireTimes(cron("0 0 9 * * MON-FRI", null, null), true);

        assertThat(times.preview(from(null), CREATED, 5))
                .extracting(Instant::toString)
                .containsExactly(
                        "2026-11-25T09:00:00Z",
                        "2026-11-26T09:00:00Z",
                        "2026-11-27T09:00:00Z",
                        "2026-11-30T09:00:00Z",
                        "2026-12-01T09:00:00Z");
    }

    /** Everything it fires when it is asked long afterwards. */
    private static List<Instant> fired(FireTimes times) {
        List<Instant> fired = new ArrayList<>();
        Instant last = times.next(from(null), CREATED);
        while (last != null) {
            fired.add(last);
            last = times.next(from(last), CREATED);
        }
        return fired;
    }

    @Test
    void aPauseIsNotMadeUpFor() {
        Instant resumed = CREATED.plus(Duration.ofDays(3)).plusSeconds(1);
        FireTimes.Progress progress = new FireTimes.Progress(CREATED, CREATED, resumed);

        assertThat(new FireTimes(cron("0 0 * * * *", null, null), true).next(progress, resumed))
                .isEqualTo(CREATED.plus(Duration.ofDays(3)).plusSeconds(3_600));
        assertThat(new FireTimes(interval(60, null, null), true).next(progress, resumed))
                .isEqualTo(resumed.plusSeconds(60));
    }

    private static FireTimes.Progress from(@Nullable Instant last) {
        return new FireTimes.Progress(last, CREATED, null);
    }

    private static Trigger interval(long seconds, @Nullable String start, @Nullable String end) {
        return new Trigger.OnInterval(Duration.ofSeconds(seconds), time(start), time(end));
    }

    private static Trigger cron(String text, @Nullable String start, @Nullable String end) {
        Cron cron = ((Cron.Reading.Read) Cron.read(text)).cron();
        return new Trigger.OnCron(cron, ZoneOffset.UTC, time(start), time(end));
    }

    private static @Nullable Instant time(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }
}
