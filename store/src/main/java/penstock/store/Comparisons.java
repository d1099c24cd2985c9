package penstock.store;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import penstock.control.port.Paging.Operation;
import penstock.control.port.Paging.Predicate;
import penstock.plan.Value;
import penstock.plan.ValueText;

/** What the operations of a filter mean. */
final class Comparisons {

    private static final int MAX_VALUES = 500;

    /** The years that a nanosecond count can tell, as whole seconds. */
    private static final long LAST_SECOND = Long.MAX_VALUE / Times.NANOS_PER_SECOND - 1;

    private Comparisons() {}

    /** The SQL sign of an operation that compares with one value. */
    static String sign(Operation operation) {
        return switch (operation) {
            case EQUALS -> " = ";
            case NOT_EQUALS -> " <> ";
            case GREATER_THAN -> " > ";
            case GREATER_THAN_EQUALS -> " >= ";
            case LESS_THAN -> " < ";
            case LESS_THAN_EQUALS -> " <= ";
            case IN, IS_SUBSTRING ->
                    throw new IllegalArgumentException(operation + " has no single value");
        };
    }

    static Value single(Predicate predicate) {
        if (predicate.values().size() != 1) {
            throw new IllegalArgumentException(
                    predicate.operation()
                            + " on '"
                            + predicate.field()
                            + "' has "
                            + predicate.values().size()
                            + " values (expected: 1)");
        }
        return predicate.values().getFirst();
    }

    static List<Value> several(Predicate predicate) {
        if (predicate.values().size() > MAX_VALUES) {
            throw new IllegalArgumentException(
                    "IN on '"
                            + predicate.field()
                            + "' has "
                            + predicate.values().size()
                            + " values (expected: at most "
                            + MAX_VALUES
                            + ")");
        }
        return predicate.values();
    }

    /**
     * A LIKE pattern that finds the predicate's text anywhere; its own wildcards stand for
     * themselves.
     */
    static String anywhere(Predicate predicate) {
        String text = ValueText.plain(single(predicate));
        String escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        return "%" + escaped + "%";
    }

    /** Whether {@code word} meets the predicate, without regard to case. */
    static boolean holds(Predicate predicate, String word) {
        return switch (predicate.operation()) {
            case EQUALS -> compare(predicate, word) == 0;
            case NOT_EQUALS -> compare(predicate, word) != 0;
            case GREATER_THAN -> compare(predicate, word) > 0;
            case GREATER_THAN_EQUALS -> compare(predicate, word) >= 0;
            case LESS_THAN -> compare(predicate, word) < 0;
            case LESS_THAN_EQUALS -> compare(predicate, word) <= 0;
            case IN ->
                    predicate.values().stream()
                            .anyMatch(value -> ValueText.plain(value).equalsIgnoreCase(word));
            case IS_SUBSTRING -> lower(word).contains(lower(ValueText.plain(single(predicate))));
        };
    }

    private static int compare(Predicate predicate, String word) {
        return word.compareToIgnoreCase(ValueText.plain(single(predicate)));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /**
     * Seconds since 1970: of a number, itself; of text, an RFC 3339 time or else the number it
     * begins with, as KFP's database would have it.
     */
    static long seconds(Value value) {
        return switch (value) {
            case Value.Int(long seconds) -> seconds;
            case Value.Real(double seconds) -> (long) Math.floor(seconds);
            case Value.Text(String text) -> seconds(text);
            case Value.Null _, Value.Bool _, Value.Items _, Value.Struct _ ->
                    throw new IllegalArgumentException(
                            ValueText.json(value)
                                    + " (expected: seconds since 1970 or an RFC 3339 time)");
        };
    }

    private static long seconds(String text) {
        try {
            return Instant.parse(text).getEpochSecond();
        } catch (DateTimeException e) {
            return leadingNumber(text);
        }
    }

    private static long leadingNumber(String text) {
        int end = 0;
        while (end < text.length() && end < 18 && Character.digit(text.charAt(end), 10) >= 0) {
            end++;
        }
        return end == 0 ? 0 : Long.parseLong(text.substring(0, end));
    }

    static long nanos(long seconds) {
        return Math.clamp(seconds, -LAST_SECOND, LAST_SECOND) * Times.NANOS_PER_SECOND;
    }
}
