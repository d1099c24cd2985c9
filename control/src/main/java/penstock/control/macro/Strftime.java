package penstock.control.macro;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times in the notation of C's strftime, with the English names of its standard locale. */
final class Strftime {

    private Strftime() {}

    /** {@code time} as {@code format} says, or null when the format has an unknown letter. */
    static @Nullable String format(ZonedDateTime time, String format) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < format.length()) {
            char c = format.charAt(at);
            at++;
            if (c != '%') {
                out.append(c);
                continue;
            }
            String text = at < format.length() ? letter(time, format.charAt(at)) : null;
            if (text == null) {
                return null;
            }
            out.append(text);
            at++;
        }
        return out.toString();
    }

    private static @Nullable String letter(ZonedDateTime time, char letter) {
        return switch (letter) {
            case '%' -> "%";
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'A' -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'a' -> time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case 'C' -> number(time.getYear() / 100, 2);
            case 'e' -> "%2d".formatted(time.getDayOfMonth());
            case 'k' -> "%2d".formatted(time.getHour());
            case 'l' -> "%2d".formatted(time.get(ChronoField.CLOCK_HOUR_OF_AMPM));
            case 's' -> Long.toString(time.toEpochSecond());
            case 'U' -> number((time.getDayOfYear() + 6 - weekday(time)) / 7, 2);
            case 'u' -> Integer.toString(time.getDayOfWeek().getValue());
            case 'V' -> number(time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), 2);
            case 'W' -> number((time.getDayOfYear() + 6 - (weekday(time) + 6) % 7) / 7, 2);
            case 'w' -> Integer.toString(weekday(time));
            default -> patterned(time, letter);
        };
    }

    private static @Nullable String patterned(ZonedDateTime time, char letter) {
        String pattern =
                switch (letter) {
                    case 'B' -> "MMMM";
                    case 'b', 'h' -> "MMM";
                    case 'c', 'v' -> letter == 'v' ? "ppd-MMM-yyyy" : "dd MMM yy HH:mm zzz";
                    case 'D', 'x' -> "MM/dd/yy";
                    case 'd' -> "dd";
                    case 'F' -> "yyyy-MM-dd";
                    case 'H' -> "HH";
                    case 'I' -> "hh";
                    case 'j' -> "DDD";
                    case 'M' -> "mm";
                    case 'm' -> "MM";
                    case 'p' -> "a";
                    case 'R' -> "HH:mm";
                    case 'r' -> "hh:mm:ss a";
                    case 'S' -> "ss";
                    case 'T', 'X' -> "HH:mm:ss";
                    case 'Y' -> "yyyy";
                    case 'y' -> "yy";
                    case 'Z' -> "zzz";
                    case 'z' -> "xx";
                    default -> null;
                };
        return pattern == null
                ? null
                : time.format(DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH));
    }

    /** Sunday is 0. */
    private static int weekday(ZonedDateTime time) {
        return time.getDayOfWeek().getValue() % 7;
    }

    private static String number(int value, int width) {
        return ("%0" + width + "d").formatted(value);
    }
}
