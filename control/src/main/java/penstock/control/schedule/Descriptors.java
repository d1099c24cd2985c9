package penstock.control.schedule;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import penstock.control.schedule.CronField.BadCron;

/** Words that stand for a whole cron expression. */
final class Descriptors {

    private static final String EVERY = "@every ";

    /** A Go duration: decimal numbers with units, such as {@code 1h30m}. */
    private static final Pattern PART =
            Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,9})?)(h|ms|m|s)");

    private static final Pattern DURATION = Pattern.compile("(?:" + PART.pattern() + ")+");

    private Descriptors() {}

    static Cron read(String text) throws BadCron {
        return switch (text) {
            case "@yearly", "@annually" -> Cron.Fields.read("0 0 0 1 1 *");
            case "@monthly" -> Cron.Fields.read("0 0 0 1 * *");
            case "@weekly" -> Cron.Fields.read("0 0 0 * * 0");
            case "@daily", "@midnight" -> Cron.Fields.read("0 0 0 * * *");
            case "@hourly" -> Cron.Fields.read("0 0 * * * *");
            default -> {
                if (!text.startsWith(EVERY)) {
                    throw new BadCron(
                            "unknown descriptor (expected: @yearly, @annually, @monthly, @weekly,"
                                    + " @daily, @midnight, @hourly or @every DURATION)");
                }
                yield new Cron.Every(duration(text.substring(EVERY.length()).strip()));
            }
        };
    }

    private static Duration duration(String text) throws BadCron {
        if (!DURATION.matcher(text).matches()) {
            throw new BadCron("duration '" + text + "' (expected: for instance 90s or 1h30m)");
        }
        BigDecimal seconds = BigDecimal.ZERO;
        Matcher parts = PART.matcher(text);
        while (parts.find()) {
            seconds = seconds.add(new BigDecimal(parts.group(1)).multiply(unit(parts.group(2))));
        }
        Duration whole = Duration.ofSeconds(seconds.longValue());
        if (whole.isZero()) {
            throw new BadCron("duration '" + text + "' (expected: one second or more)");
        }
        return whole;
    }

    private static BigDecimal unit(String name) {
        return switch (name) {
            case "h" -> BigDecimal.valueOf(3_600);
            case "m" -> BigDecimal.valueOf(60);
            case "ms" -> new BigDecimal("0.001");
            default -> BigDecimal.ONE;
        };
    }
}
