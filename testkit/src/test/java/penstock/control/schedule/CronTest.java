package penstock.control.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTest {

    private static final ZoneId UTC = ZoneOffset.UTC;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    0 0 12 * *          | 2026-01-01T00:00:00Z | 2026-01-01T12:00:00Z
                    0 0 12 * *          | 2026-01-01T12:00:00Z | 2026-01-02T12:00:00Z
                    */10 * * * *        | 2026-01-01T00:00:00Z | 2026-01-01T00:00:10Z
                    */10 * * * * *      | 2026-01-01T00:00:55.7Z | 2026-01-01T00:01:00Z
                    0 * * * * ?         | 1970-01-01T10:00:00Z | 1970-01-01T10:01:00Z
                    0 0 0 29 2 *        | 2026-03-01T00:00:00Z | 2028-02-29T00:00:00Z
                    0 0 0 29 2 *        | 2096-03-01T00:00:00Z | 2104-02-29T00:00:00Z
                    0 0 0 31 * *        | 2026-01-31T00:00:00Z | 2026-03-31T00:00:00Z
                    0 0 0 13 * FRI      | 2026-11-01T00:00:00Z | 2026-11-06T00:00:00Z
                    0 0 0 ? * MON-WED   | 2026-11-25T00:00:00Z | 2026-11-30T00:00:00Z
                    0 0 0 */2 * SUN     | 2026-11-24T00:00:00Z | 2026-11-29T00:00:00Z
                    0 30 8-10/2,20 * *  | 2026-11-24T08:30:00Z | 2026-11-24T10:30:00Z
                    5/20 * * * *        | 2026-11-24T00:00:46Z | 2026-11-24T00:01:05Z
                    0 0 0 1 jan-MAR/2 * | 2026-01-01T00:00:00Z | 2026-03-01T00:00:00Z
                    @yearly             | 2026-11-24T00:00:00Z | 2027-01-01T00:00:00Z
                    @annually           | 2026-11-24T00:00:00Z | 2027-01-01T00:00:00Z
                    @monthly            | 2026-11-24T00:00:00Z | 2026-12-01T00:00:00Z
                    @weekly             | 2026-11-24T00:00:00Z | 2026-11-29T00:00:00Z
                    @daily              | 2026-11-24T00:00:00Z | 2026-11-25T00:00:00Z
                    @midnight           | 2026-11-24T00:00:00Z | 2026-11-25T00:00:00Z
                    @hourly             | 2026-11-24T00:00:00Z | 2026-11-24T01:00:00Z
                    @every 1h30m        | 2026-11-24T00:00:00.9Z | 2026-11-24T01:30:00Z
                    @every 90.5s        | 2026-11-24T00:00:00Z | 2026-11-24T00:01:30Z
                    """)
    void firesNextAt(String cron, Instant time, Instant next) {
        assertThat(read(cron).after(time, UTC)).isEqualTo(next);
    }

    @Test
    void aDayThatNeverComesIsNone() {
        assertThat(read("0 0 0 31 2 *").after(Instant.parse("2026-01-01T00:00:00Z"), UTC)).isNull();
    }

    @Test
    void aLocalTimeThatIsLeftOutDoesNotFireThatDay() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");

        assertThat(times("0 30 2 * *", "2026-03-28T00:00:00Z", berlin, 2))
                .containsExactly("2026-03-28T02:30+01:00", "2026-03-30T02:30+02:00");
    }

    @Test
    void aLocalTimeThatIsRepeatedFiresTwice() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");

        assertThat(times("0 30 2 * *", "2026-10-24T23:00:00Z", berlin, 3))
                .containsExactly(
                        "2026-10-25T02:30+02:00",
                        "2026-10-25T02:30+01:00",
                        "2026-10-26T02:30+01:00");
    }

    @Test
    void aDayThatBeginsLateStillFiresItsOtherTimes() {
        ZoneId beirut = ZoneId.of("Asia/Beirut");

        assertThat(times("0 0 12 * *", "2026-03-28T20:00:00Z", beirut, 1))
                .containsExactly("2026-03-29T12:00+03:00");
    }

    /** Every expression against a search that looks at each second. */
    @Test
    void agreesWithLookingAtEverySecond() {
        SplittableRandom random = new SplittableRandom(20261124);
        for (int i = 0; i < 300; i++) {
            Cron.Fields cron = (Cron.Fields) read(expression(random));
            Instant from = Instant.ofEpochSecond(random.nextLong(4_000_000_000L));
            Instant found = cron.after(from, UTC);
            Instant limit = from.plusSeconds(100_000);
            assertThat(found != null && found.isBefore(limit) ? found : null)
                    .as("%s after %s", cron, from)
                    .isEqualTo(firstSecond(cron, from, limit));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "* * * *",
                "* * * * * * *",
                "60 * * * *",
                "* * 24 * *",
                "* * * 0 *",
                "* * * * 13",
                "* * * * * 7",
                "5-1 * * * *",
                "1-2-3 * * * *",
                "*/0 * * * *",
                "*/x * * * *",
                "1/2/3 * * * *",
                "*-5 * * * *",
                "-1 * * * *",
                "1,,2 * * * *",
                "anf * * * * MON",
                "* * * * ebm *",
                "@never",
                "@every",
                "@every 100ms",
                "@every -5m",
                "@every 1d",
                "99999999999999999999 * * * *"
            })
    void whatIsNoCronIsRefusedWithWhatWasExpected(String text) {
        assertThat(Cron.read(text))
                .isInstanceOfSatisfying(
                        Cron.Reading.Unreadable.class,
                        unreadable ->
                                assertThat(unreadable.message())
                                        .startsWith("cron '" + text + "': ")
                                        .contains("expected: "));
    }

    @Test
    void anEndlessExpressionIsRefused() {
        assertThat(Cron.read("1,".repeat(200) + "1 * * * *"))
                .isInstanceOf(Cron.Reading.Unreadable.class);
    }

    private static Cron read(String text) {
        return ((Cron.Reading.Read) Cron.read(text)).cron();
    }

    private static List<String> times(String cron, String from, ZoneId zone, int count) {
        List<String> times = new ArrayList<>();
        Instant at = Instant.parse(from);
        for (int i = 0; i < count; i++) {
            at = Objects.requireNonNull(read(cron).after(at, zone));
            times.add(at.atZone(zone).toOffsetDateTime().toString());
        }
        return times;
    }

    private static String expression(SplittableRandom random) {
        return String.join(
                " ",
                field(random, 0, 59),
                field(random, 0, 59),
                field(random, 0, 23),
                random.nextInt(3) > 0 ? "*" : field(random, 1, 31),
                random.nextInt(3) > 0 ? "?" : field(random, 1, 12),
                random.nextInt(2) > 0 ? "*" : field(random, 0, 6));
    }

    private static String field(SplittableRandom random, int min, int max) {
        int value = random.nextInt(min, max + 1);
        return switch (random.nextInt(5)) {
            case 0 -> "*";
            case 1 -> "*/" + random.nextInt(1, max + 1);
            case 2 -> value + "-" + random.nextInt(value, max + 1);
            case 3 -> min + "," + value;
            default -> Integer.toString(value);
        };
    }

    private static @Nullable Instant firstSecond(Cron.Fields cron, Instant from, Instant limit) {
        for (Instant at = from.plusSeconds(1); at.isBefore(limit); at = at.plusSeconds(1)) {
            ZonedDateTime local = at.atZone(UTC);
            boolean day = cron.dayOfMonth().matches(local.getDayOfMonth());
            boolean weekday = cron.dayOfWeek().matches(local.getDayOfWeek().getValue() % 7);
            boolean both = cron.dayOfMonth().any() || cron.dayOfWeek().any();
            if (cron.month().matches(local.getMonthValue())
                    && (both ? day && weekday : day || weekday)
                    && cron.hour().matches(local.getHour())
                    && cron.minute().matches(local.getMinute())
                    && cron.second().matches(local.getSecond())) {
                return at;
            }
        }
        return null;
    }
}
