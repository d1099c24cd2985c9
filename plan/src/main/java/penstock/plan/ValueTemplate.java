package penstock.plan;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A constant of any shape whose text leaves may hold placeholders. */
public sealed interface ValueTemplate {

    /** A value without placeholders. */
    record Fixed(Value value) implements ValueTemplate {}

    /** A text leaf with placeholders. */
    record Text(Template template) implements ValueTemplate {}

    /** A list with a placeholder somewhere inside. */
    record Items(List<ValueTemplate> items) implements ValueTemplate {
        public Items {
            items = List.copyOf(items);
        }
    }

    /** A struct with a placeholder somewhere inside a value. */
    record Struct(SortedMap<String, ValueTemplate> fields) implements ValueTemplate {
        public Struct {
            fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
        }
    }
}
