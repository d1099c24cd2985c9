package penstock.control.schedule;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The values that one field of a cron expression matches, as bits.
 *
 * @param bits bit n is set when n matches
 * @param any written as {@code *} or {@code ?}, with or without a step
 */
record CronField(long bits, boolean any) {

    /** What a field may hold. */
    enum Kind {
        SECOND("second", 0, 59, ""),
        MINUTE("minute", 0, 59, ""),
        HOUR("hour", 0, 23, ""),
        DAY_OF_MONTH("day of month", 1, 31, ""),
        MONTH("month", 1, 12, "janfebmaraprmayjunjulaugsepoctnovdec"),
        DAY_OF_WEEK("day of week", 0, 6, "sunmontuewedthufrisat");

        private static final int NAME_LENGTH = 3;

        private final String label;
        private final int min;
        private final int max;
        private final String names;

        Kind(String label, int min, int max, String names) {
            this.label = label;
            this.min = min;
            this.max = max;
            this.names = names;
        }

        /** The value that {@code name} stands for; -1 when it is no name. */
        private int named(String name) {
            int at = name.length() == NAME_LENGTH ? names.indexOf(name) : -1;
            return at >= 0 && at % NAME_LENGTH == 0 ? at / NAME_LENGTH + min : -1;
        }
    }

    boolean matches(int value) {
        return (bits & (1L << value)) != 0;
    }

    /** Every value of {@code kind}. */
    static CronField every(Kind kind) {
        return new CronField(range(kind.min, kind.max, 1), true);
    }

    /** One value. */
    static CronField only(int value) {
        return new CronField(1L << value, false);
    }

    /** Reads a list of values, ranges and steps, such as {@code 1,10-20/5,MON}. */
    static CronField read(String text, Kind kind) throws BadCron {
        long bits = 0;
        boolean any = false;
        for (String part : text.split(",", -1)) {
            CronField field = readPart(part, kind);
            bits |= field.bits;
            any |= field.any;
        }
        return new CronField(bits, any);
    }

    private static CronField readPart(String part, Kind kind) throws BadCron {
        String[] stepped = part.split("/", -1);
        String[] ends = stepped[0].split("-", -1);
        if (stepped.length > 2 || ends.length > 2) {
            throw bad(part, kind, "a value, a range 'a-b' or a step 'a/n'");
        }
        boolean any = ends[0].equals("*") || ends[0].equals("?");
        if (any && ends.length == 2) {
            throw bad(part, kind, "'*' alone or with a step");
        }
        int first = any ? kind.min : number(ends[0], kind);
        int last = any ? kind.max : ends.length == 2 ? number(ends[1], kind) : first;
        int step = 1;
        if (stepped.length == 2) {
            step = step(stepped[1], part, kind);
            last = ends.length == 2 ? last : kind.max;
        }
        if (first < kind.min || last > kind.max || first > last) {
            throw bad(part, kind, kind.min + " to " + kind.max + ", smaller first");
        }
        return new CronField(range(first, last, step), any);
    }

    private static int step(String text, String part, Kind kind) throws BadCron {
        Integer step = digits(text);
        if (step == null || step == 0) {
            throw bad(part, kind, "a step of 1 or more");
        }
        return step;
    }

    private static int number(String text, Kind kind) throws BadCron {
        int named = kind.named(text.toLowerCase(Locale.ROOT));
        if (named >= 0) {
            return named;
        }
        Integer number = digits(text);
        if (number == null) {
            throw bad(text, kind, kind.min + " to " + kind.max);
        }
        return number;
    }

    private static @Nullable Integer digits(String text) {
        boolean numeral =
                !text.isEmpty()
                        && text.length() <= 4
                        && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return numeral ? Integer.valueOf(text) : null;
    }

    private static long range(int first, int last, int step) {
        long bits = 0;
        for (int value = first; value <= last; value += step) {
            bits |= 1L << value;
        }
        return bits;
    }

    private static BadCron bad(String part, Kind kind, String expected) {
        return new BadCron(kind.label + " '" + part + "' (expected: " + expected + ")");
    }

    /** Leaves reading at the first mistake. */
    static final class BadCron extends Exception {
        private static final long serialVersionUID = 1;

        private final String what;

        BadCron(String what) {
            super(what, null, false, false);
            this.what = what;
        }

        String what() {
            return what;
        }
    }
}
