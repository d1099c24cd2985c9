package penstock.control.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;
import penstock.control.schedule.CronField.BadCron;
import penstock.control.schedule.CronField.Kind;

/**
 * A cron expression as KFP reads it (robfig/cron v1): second, minute, hour, day of month, month and
 * optionally day of week, or a descriptor such as {@code @daily} or {@code @every 90s}. Five fields
 * leave out the day of week, not the seconds. A day matches when day of month and day of week both
 * match, or, where neither is {@code *}, when one of them does.
 *
 * <p>A local time that daylight saving leaves out does not fire on that day; one that it repeats
 * fires twice.
 */
public sealed interface Cron {

    /**
     * The first time after {@code time} at which it fires, or null when there is none for years.
     */
    @Nullable Instant after(Instant time, ZoneId zone);

    /** What reading an expression came to. */
    sealed interface Reading {
        /** It is one. */
        record Read(Cron cron) implements Reading {}

        /** It is none; the message says where and what was expected. */
        record Unreadable(String message) implements Reading {}
    }

    /** The longest expression. */
    int MAX_LENGTH = 256;

    /** Reads {@code text}. */
    static Reading read(String text) {
        try {
            if (text.length() > MAX_LENGTH) {
                throw new BadCron("it has more than " + MAX_LENGTH + " characters");
            }
            String trimmed = text.strip();
            return new Reading.Read(
                    trimmed.startsWith("@") ? Descriptors.read(trimmed) : Fields.read(trimmed));
        } catch (BadCron bad) {
            String shown = text.length() > MAX_LENGTH ? text.substring(0, 64) + "…" : text;
            return new Reading.Unreadable("cron '" + shown + "': " + bad.what());
        }
    }

    /** A fixed delay, counted in whole seconds from the time before. */
    record Every(Duration delay) implements Cron {
        @Override
        public Instant after(Instant time, ZoneId zone) {
            return time.truncatedTo(ChronoUnit.SECONDS).plus(delay);
        }
    }

    /** Times whose parts all match. */
    record Fields(
            CronField second,
            CronField minute,
            CronField hour,
            CronField dayOfMonth,
            CronField month,
            CronField dayOfWeek)
            implements Cron {

        /** An expression that matches nothing for as many years never will, leap days included. */
        private static final int YEARS = 9;

        static Fields read(String text) throws BadCron {
            List<String> words =
                    Collections.list(new StringTokenizer(text)).stream()
                            .map(Object::toString)
                            .toList();
            if (words.size() != 5 && words.size() != 6) {
                throw new BadCron(
                        "it has "
                                + words.size()
                                + " fields (expected: second minute hour day-of-month month"
                                + " [day-of-week], or @daily, @every 1h …)");
            }
            return new Fields(
                    CronField.read(words.get(0), Kind.SECOND),
                    CronField.read(words.get(1), Kind.MINUTE),
                    CronField.read(words.get(2), Kind.HOUR),
                    CronField.read(words.get(3), Kind.DAY_OF_MONTH),
                    CronField.read(words.get(4), Kind.MONTH),
                    words.size() == 6
                            ? CronField.read(words.get(5), Kind.DAY_OF_WEEK)
                            : CronField.every(Kind.DAY_OF_WEEK));
        }

        @Override
        public @Nullable Instant after(Instant time, ZoneId zone) {
            ZonedDateTime at = time.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1).atZone(zone);
            int lastYear = at.getYear() + YEARS;
            while (at.getYear() <= lastYear) {
                ZonedDateTime later = firstMismatchPassed(at);
                if (later == null) {
                    return at.toInstant();
                }
                at = later;
            }
            return null;
        }

        /**
         * The start of the next unit after the largest one that does not match; null when all do.
         */
        private @Nullable ZonedDateTime firstMismatchPassed(ZonedDateTime at) {
            if (!month.matches(at.getMonthValue())) {
                return at.toLocalDate().withDayOfMonth(1).plusMonths(1).atStartOfDay(at.getZone());
            }
            if (!matchesDay(at)) {
                return at.toLocalDate().plusDays(1).atStartOfDay(at.getZone());
            }
            // Hours and less are added as elapsed time, so that repeated local times are all seen.
            if (!hour.matches(at.getHour())) {
                return at.truncatedTo(ChronoUnit.HOURS).plusHours(1);
            }
            if (!minute.matches(at.getMinute())) {
                return at.truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
            }
            return second.matches(at.getSecond()) ? null : at.plusSeconds(1);
        }

        private boolean matchesDay(ZonedDateTime at) {
            boolean ofMonth = dayOfMonth.matches(at.getDayOfMonth());
            boolean ofWeek = dayOfWeek.matches(at.getDayOfWeek().getValue() % 7);
            return (dayOfMonth.any() || dayOfWeek.any()) ? ofMonth && ofWeek : ofMonth || ofWeek;
        }
    }
}
