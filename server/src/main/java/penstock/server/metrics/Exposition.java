package penstock.server.metrics;

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
    Exposition sample(String name, long value) {
        text.append(name).append(' ').append(value).append('\n');
        return this;
    }

    /** Adds a sample that need not be whole. */
    Exposition seconds(String name, double value) {
        text.append(name).append(' ').append(value).append('\n');
        return this;
    }

    /** Adds a sample; {@code value} of the label holds no quote, backslash or line break. */
    Exposition sample(String name, String label, String value, long number) {
        text.append(name).append('{').append(label).append("=\"").append(value).append("\"} ");
        text.append(number).append('\n');
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
