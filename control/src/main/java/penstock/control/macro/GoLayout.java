package penstock.control.macro;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times in the notation of Go, where a layout shows how 2006-01-02 15:04:05 would be written. */
final class GoLayout {

    /** Longer words before their beginnings; the order is the one in which Go tries them. */
    private static final List<Element> ELEMENTS =
            List.of(
                    element("January", "MMMM"),
                    element("Jan", "MMM"),
                    element("Monday", "EEEE"),
                    element("Mon", "EEE"),
                    element("MST", "zzz"),
                    element("002", "DDD"),
                    element("01", "MM"),
                    element("02", "dd"),
                    element("03", "hh"),
                    element("04", "mm"),
                    element("05", "ss"),
                    element("06", "yy"),
                    element("2006", "yyyy"),
                    element("_2", "ppd"),
                    element("15", "HH"),
                    element("1", "M"),
                    element("2", "d"),
                    element("3", "h"),
                    element("4", "m"),
                    element("5", "s"),
                    element("PM", "a"),
                    element("pm", "a"),
                    element("-07:00", "xxx"),
                    element("-0700", "xx"),
                    element("-07", "x"),
                    element("Z07:00", "XXX"),
                    element("Z0700", "XX"));

    private GoLayout() {}

    private record Element(String sample, DateTimeFormatter formatter) {}

    private static Element element(String sample, String pattern) {
        return new Element(sample, DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH));
    }

    /** {@code time} as {@code layout} shows; whatever is no element stands for itself. */
    static String format(ZonedDateTime time, String layout) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < layout.length()) {
            int fraction = fraction(layout, at);
            Element element = fraction > 0 ? null : elementAt(layout, at);
            if (fraction > 0) {
                out.append(fractionOf(time, layout.substring(at, at + fraction)));
                at += fraction;
            } else if (element != null) {
                String text = time.format(element.formatter());
                boolean lower = element.sample().equals("pm");
                out.append(lower ? text.toLowerCase(Locale.ENGLISH) : text);
                at += element.sample().length();
            } else {
                out.append(layout.charAt(at));
                at++;
            }
        }
        return out.toString();
    }

    private static @Nullable Element elementAt(String layout, int at) {
        for (Element element : ELEMENTS) {
            if (layout.startsWith(element.sample(), at)) {
                return element;
            }
        }
        return null;
    }

    /**
     * Length of a fraction of a second such as {@code .000} or {@code ,999} at {@code at}; else 0.
     */
    private static int fraction(String layout, int at) {
        char mark = layout.charAt(at);
        if ((mark != '.' && mark != ',') || at + 1 == layout.length()) {
            return 0;
        }
        char digit = layout.charAt(at + 1);
        if (digit != '0' && digit != '9') {
            return 0;
        }
        int end = at + 1;
        while (end < layout.length() && layout.charAt(end) == digit) {
            end++;
        }
        boolean moreDigits = end < layout.length() && Character.isDigit(layout.charAt(end));
        return moreDigits || end - at > 10 ? 0 : end - at;
    }

    /** Nines leave out zeros at the end, and the mark when nothing is left. */
    private static String fractionOf(ZonedDateTime time, String sample) {
        String digits = "%09d".formatted(time.getNano()).substring(0, sample.length() - 1);
        if (sample.charAt(1) == '9') {
            digits = digits.replaceAll("0+$", "");
        }
        return digits.isEmpty() ? "" : sample.charAt(0) + digits;
    }
}
