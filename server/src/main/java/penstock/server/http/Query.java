package penstock.server.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Query parameters. Names are known in snake_case and lowerCamelCase; unknown ones are ignored; of
 * repeated ones the last counts; an empty value is as good as none.
 */
public final class Query {
    private static final int MOST = 200;
    private static final Pattern UNDERSCORE = Pattern.compile("_([a-z0-9])");

    private final Map<String, String> values;

    private Query(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** The parameters of {@code raw}, the part of an address behind the question mark. */
    public static Query parse(String raw) {
        Map<String, String> values = new HashMap<>();
        if (!raw.isEmpty()) {
            String[] pairs = raw.split("&", MOST + 1);
            if (pairs.length > MOST) {
                throw Refusal.invalid("more than " + MOST + " query parameters");
            }
            for (String pair : pairs) {
                int equals = pair.indexOf('=');
                String name = Percent.query(equals < 0 ? pair : pair.substring(0, equals));
                values.put(name, Percent.query(equals < 0 ? "" : pair.substring(equals + 1)));
            }
        }
        return new Query(values);
    }

    /** The value of {@code name} (in snake_case); empty when there is none. */
    public String text(String name) {
        String value = values.getOrDefault(name, "");
        return value.isEmpty() ? values.getOrDefault(camel(name), "") : value;
    }

    /** A boolean in any case, as Python writes {@code True}; false when there is none. */
    public boolean flag(String name) {
        String value = text(name).toLowerCase(Locale.ROOT);
        return switch (value) {
            case "", "false", "0", "f" -> false;
            case "true", "1", "t" -> true;
            default -> throw bad(name, value, "true or false");
        };
    }

    /** A whole number; {@code absent} when there is none. */
    public long number(String name, long absent) {
        String value = text(name);
        if (value.isEmpty()) {
            return absent;
        }
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw bad(name, value, "a whole number");
        }
    }

    /** A whole number of 32 bits; {@code absent} when there is none. */
    public int integer(String name, int absent) {
        long value = number(name, absent);
        if (value != (int) value) {
            throw bad(name, Long.toString(value), "a whole number of 32 bits");
        }
        return (int) value;
    }

    /** All parameters but {@code left}, sorted by name. */
    String encodedWithout(String left) {
        SortedMap<String, String> sorted = new TreeMap<>(values);
        sorted.remove(left);
        return encoded(sorted);
    }

    /** Parameters as they stand in an address. */
    static String encoded(SortedMap<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(each -> escaped(each.getKey()) + "=" + escaped(each.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Refusal bad(String name, String value, String expected) {
        return Refusal.invalid(name + ": '" + Text.shown(value) + "' (expected: " + expected + ")");
    }

    private static String camel(String name) {
        return UNDERSCORE.matcher(name).replaceAll(m -> m.group(1).toUpperCase(Locale.ROOT));
    }
}
