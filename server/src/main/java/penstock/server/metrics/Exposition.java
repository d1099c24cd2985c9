package penstock.server.metrics;

import java.util.Locale;

/** Prometheus' text format. Not thread-safe. */
final class Exposition {
    private final StringBuilder text = new StringBuilder();

    /** Begins a metric; {@code type} is counter or gauge. */
    Exposition metric(String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        return this;
    }

    /** Adds a sample without a label. */
    Exposition sample(String name, double value) {
        text.append(name).append(' ').append(number(value)).append('\n');
        return this;
    }

    /** Adds a sample; {@code value} of the label holds no quote, backslash or line break. */
    Exposition sample(String name, String label, String value, double number) {
        text.append(name).append('{').append(label).append("=\"").append(value).append("\"} ");
        text.append(number(number)).append('\n');
        return this;
    }

    private static String number(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return whole ? String.format(Locale.ROOT, "%.0f", value) : Double.toString(value);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
