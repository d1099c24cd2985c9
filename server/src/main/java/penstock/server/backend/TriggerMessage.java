package penstock.server.backend;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import penstock.control.port.RecurringRuns.Schedule;
import penstock.server.http.Refusal;
import penstock.server.http.Text;
import penstock.server.json.Fields;
import penstock.server.json.Times;

/** When a recurring run fires, as both versions of KFP's API have it. */
public record TriggerMessage(
        @Nullable CronSchedule cronSchedule, @Nullable PeriodicSchedule periodicSchedule) {

    private static final String UTC = "UTC";
    private static final int LAST_YEAR = 9_999;

    /**
     * At the times of an expression.
     *
     * @param timeZone an IANA name, which KFP has not; empty for UTC
     */
    public record CronSchedule(String startTime, String endTime, String cron, String timeZone) {}

    /** Every so many seconds. */
    public record PeriodicSchedule(String startTime, String endTime, String intervalSecond) {}

    /** What {@code schedule} is on the wire. */
    public static TriggerMessage of(Schedule schedule) {
        String start = time(schedule.start());
        String end = time(schedule.end());
        if (schedule.cron() != null) {
            String zone = schedule.zone().equals(UTC) ? "" : schedule.zone();
            return new TriggerMessage(new CronSchedule(start, end, schedule.cron(), zone), null);
        }
        Long seconds = schedule.intervalSeconds();
        return new TriggerMessage(
                null,
                seconds == null ? null : new PeriodicSchedule(start, end, seconds.toString()));
    }

    /** Whether it names neither a cron nor an interval. */
    public boolean firesOnce() {
        return cronSchedule == null && periodicSchedule == null;
    }

    /** The schedule that a client sent. */
    public static Schedule read(@Nullable Fields trigger) {
        if (trigger == null) {
            return Schedule.ONCE;
        }
        Fields cron = trigger.message("cron_schedule");
        Fields periodic = trigger.message("periodic_schedule");
        trigger.end();
        if (cron != null && periodic != null) {
            throw Refusal.invalid(
                    "trigger has both cron_schedule and periodic_schedule (expected: one of them)");
        }
        return cron != null ? cron(cron) : periodic != null ? periodic(periodic) : Schedule.ONCE;
    }

    private static Schedule cron(Fields fields) {
        String zone = fields.text("time_zone");
        Schedule schedule =
                new Schedule(
                        fields.text("cron"),
                        zone.isEmpty() ? UTC : zone,
                        null,
                        instant(fields, "start_time"),
                        instant(fields, "end_time"));
        fields.end();
        return schedule;
    }

    private static Schedule periodic(Fields fields) {
        Long seconds = fields.number("interval_second");
        Schedule schedule =
                new Schedule(
                        null,
                        UTC,
                        seconds == null ? 0 : seconds,
                        instant(fields, "start_time"),
                        instant(fields, "end_time"));
        fields.end();
        return schedule;
    }

    private static @Nullable Instant instant(Fields fields, String name) {
        return instant(fields.text(name), name);
    }

    /** The time that {@code text} is, to the millisecond; null when it is empty. */
    public static @Nullable Instant instant(String text, String name) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            if (time.getYear() >= 1 && time.getYear() <= LAST_YEAR) {
                return Instant.ofEpochMilli(time.toInstant().toEpochMilli());
            }
        } catch (DateTimeException e) {
            // refused below, as is a year that no protocol can carry
        }
        throw Refusal.invalid(
                name
                        + ": '"
                        + Text.shown(text)
                        + "' (expected: a time such as 2026-03-01T10:00:00Z)");
    }

    private static String time(@Nullable Instant time) {
        return time == null ? "" : Times.seconds(time);
    }
}
