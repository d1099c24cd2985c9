package penstock.control;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import penstock.control.Outcome.Done;
import penstock.control.port.RecurringRuns.RecurringRun;
import penstock.control.port.RecurringRuns.Schedule;
import penstock.control.schedule.Cron;
import penstock.control.schedule.FireTimes;
import penstock.control.schedule.Trigger;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;

/** Schedules as written, read into triggers. */
final class Schedules {

    private static final long LONGEST_INTERVAL = Duration.ofDays(3_660).toSeconds();

    private static final int LONGEST_SHOWN = 64;

    private Schedules() {}

    static Outcome<Trigger> trigger(Schedule schedule) {
        Instant start = schedule.start();
        Instant end = schedule.end();
        if (start != null && end != null && end.isBefore(start)) {
            return refused("end_time " + end + " is before start_time " + start, "Swap them.");
        }
        if (schedule.cron() != null) {
            return cron(schedule.cron(), schedule, start, end);
        }
        Long seconds = schedule.intervalSeconds();
        if (seconds == null) {
            return new Done<>(new Trigger.Once(start, end));
        }
        return seconds < 1 || seconds > LONGEST_INTERVAL
                ? refused(
                        "interval_second is "
                                + seconds
                                + " (expected: 1 to "
                                + LONGEST_INTERVAL
                                + ")",
                        "Give the seconds between two runs.")
                : new Done<>(new Trigger.OnInterval(Duration.ofSeconds(seconds), start, end));
    }

    /** When a recurring run that is stored, and was therefore read before, fires. */
    static FireTimes times(RecurringRun recurring) {
        return switch (trigger(recurring.schedule())) {
            case Done<Trigger>(Trigger trigger) -> new FireTimes(trigger, recurring.catchUp());
            case Outcome.Refused<Trigger>(Problem problem, _) ->
                    throw new IllegalStateException(
                            "stored schedule of " + recurring.id() + ": " + problem.message());
        };
    }

    /** The next time at which {@code recurring} fires, or null. */
    static @Nullable Instant next(RecurringRun recurring, Instant now) {
        return times(recurring).next(progress(recurring), now);
    }

    static FireTimes.Progress progress(RecurringRun recurring) {
        Instant last = recurring.last() == null ? null : recurring.last().at();
        return new FireTimes.Progress(last, recurring.createdAt(), recurring.resumedAt());
    }

    private static Outcome<Trigger> cron(
            String text, Schedule schedule, @Nullable Instant start, @Nullable Instant end) {
        ZoneId zone = zone(schedule.zone());
        if (zone == null) {
            return refused(
                    "time_zone '" + shown(schedule.zone()) + "' (expected: a name that is known)",
                    "Use a name of the IANA time zone database, such as Europe/Berlin.");
        }
        return switch (Cron.read(text)) {
            case Cron.Reading.Read(Cron cron) ->
                    new Done<>(new Trigger.OnCron(cron, zone, start, end));
            case Cron.Reading.Unreadable(String message) ->
                    refused(
                            "Schedule cron is not a supported format: " + message,
                            "The fields are: second minute hour day-of-month month [day-of-week].");
        };
    }

    private static @Nullable ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static String shown(String text) {
        return text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
    }

    private static Outcome<Trigger> refused(String message, String hint) {
        return Outcome.refused(new Problem(ErrorCode.INVALID_ARGUMENT, message, hint));
    }
}
