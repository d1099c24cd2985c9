package penstock.plan;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A JSON-shaped datum as parameters carry it. Whole numbers are {@link Int}, so that Python sees an
 * {@code int}; every other number is {@link Real}. Struct keys are sorted.
 */
public sealed interface Value {

    /** The absent value written explicitly. */
    record Null() implements Value {}

    /** A boolean. */
    record Bool(boolean value) implements Value {}

    /** A whole number. */
    record Int(long value) implements Value {}

    /** A number that is not a whole {@code long}; never NaN or infinite. */
    record Real(double value) implements Value {
        public Real {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(
                        "number: " + value + " (expected: a finite number, as JSON has no other)");
            }
        }
    }

    /** Text. */
    record Text(String value) implements Value {}

    /** A list; the order is the author's. */
    record Items(List<Value> values) implements Value {
        public Items {
            values = List.copyOf(values);
        }
    }

    /** A map from text to values. */
    record Struct(SortedMap<String, Value> fields) implements Value {
        public Struct {
            fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
        }
    }

    /** The one {@link Null}. */
    Value NULL = new Null();

    /** The struct without fields. */
    Struct EMPTY_STRUCT = new Struct(Collections.emptySortedMap());

    /**
     * The number {@code value}: {@link Int} when it is whole and exactly representable (magnitude
     * up to 2^53), else {@link Real}.
     */
    static Value number(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) <= 0x1p53;
        return whole ? new Int((long) value) : new Real(value);
    }
}
