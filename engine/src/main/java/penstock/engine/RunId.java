package penstock.engine;

/** The identity of a run: a UUID as text. */
public record RunId(String value) implements Comparable<RunId> {
    public RunId {
        if (value.isEmpty() || value.length() > 64) {
            throw new IllegalArgumentException(
                    "run id: '" + value + "' (expected: 1-64 characters)");
        }
    }

    @Override
    public int compareTo(RunId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
