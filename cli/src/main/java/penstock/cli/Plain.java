package penstock.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Words and numbers as people read them in a terminal. */
final class Plain {

    private static final int MAX_WIDTH = 200;

    private Plain() {}

    /** {@code text} without anything a terminal would act on. */
    static String safe(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.isISOControl(c) && c != '\n' && c != '\t' ? '\ufffd' : c)
                .forEach(out::appendCodePoint);
        return out.toString();
    }

    /** One line of at most 200 characters. */
    static String line(String text) {
        String flat = safe(text).replace('\n', ' ');
        return flat.length() <= MAX_WIDTH ? flat : flat.substring(0, MAX_WIDTH - 1) + "…";
    }

    /** {@code 340 B}, {@code 4.2 kB}, {@code 17 MB}: powers of a thousand, two digits at least. */
    static String bytes(long bytes) {
        String units = "kMGTPE";
        double value = bytes;
        int unit = -1;
        while (value >= 999.5 && unit < units.length() - 1) {
            value /= 1_000;
            unit++;
        }
        if (unit < 0) {
            return bytes + " B";
        }
        String number = value < 9.95 ? "%.1f" : "%.0f";
        return String.format(Locale.ROOT, number + " %sB", value, units.charAt(unit));
    }

    /** {@code 340 ms}, {@code 4.2 s}, {@code 3 m 07 s}, {@code 2 h 05 m}. */
    static String duration(Duration duration) {
        long millis = Math.max(0, duration.toMillis());
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return millis / 1_000 + "." + millis % 1_000 / 100 + " s";
        }
        long seconds = millis / 1_000;
        return seconds < 3_600
                ? "%d m %02d s".formatted(seconds / 60, seconds % 60)
                : "%d h %02d m".formatted(seconds / 3_600, seconds % 3_600 / 60);
    }

    /**
     * The time between two RFC 3339 times; empty when it never began, up to now when it goes on.
     */
    static String between(@Nullable String start, @Nullable String end) {
        if (start == null) {
            return "";
        }
        Instant until = end == null ? Instant.now() : Instant.parse(end);
        return duration(Duration.between(Instant.parse(start), until));
    }
}
