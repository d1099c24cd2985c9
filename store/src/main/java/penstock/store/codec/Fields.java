package penstock.store.codec;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import penstock.plan.Value;

/**
 * The fields of a stored object, read strictly: a field of another type or one that nobody knows is
 * refused, because leaving it out would change what was meant.
 */
final class Fields {

    private final String what;
    private final SortedMap<String, Value> fields;

    private Fields(String what, SortedMap<String, Value> fields) {
        this.what = what;
        this.fields = fields;
    }

    /**
     * The fields of {@code value}.
     *
     * @param what names it in messages
     * @param known every field it may have
     */
    static Fields of(String what, Value value, String... known) {
        return of(what, value, List.of(known));
    }

    static Fields of(String what, Value value, List<String> known) {
        if (!(value instanceof Value.Struct(SortedMap<String, Value> fields))) {
            throw new UnreadableException(what + " is not an object");
        }
        for (String name : fields.keySet()) {
            if (!known.contains(name)) {
                throw new UnreadableException(what + " has the unknown field '" + name + "'");
            }
        }
        return new Fields(what, fields);
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    Value value(String name) {
        Value value = fields.get(name);
        if (value == null) {
            throw new UnreadableException(what + " lacks the field '" + name + "'");
        }
        return value;
    }

    <T> T read(String name, Function<Value, T> reader) {
        return reader.apply(value(name));
    }

    <T> @Nullable T optional(String name, Function<Value, T> reader) {
        Value value = fields.get(name);
        return value == null ? null : reader.apply(value);
    }

    String text(String name) {
        return text(value(name));
    }

    String text(String name, String usual) {
        Value value = fields.get(name);
        return value == null ? usual : text(value);
    }

    @Nullable String textOrNull(String name) {
        Value value = fields.get(name);
        return value == null ? null : text(value);
    }

    long integer(String name) {
        return integer(value(name));
    }

    long integer(String name, long usual) {
        Value value = fields.get(name);
        return value == null ? usual : integer(value);
    }

    int small(String name, int usual) {
        long value = integer(name, usual);
        if (value != (int) value) {
            throw new UnreadableException(what + "." + name + " is out of range: " + value);
        }
        return (int) value;
    }

    double real(String name) {
        if (value(name) instanceof Value.Real(double real)) {
            return real;
        }
        throw new UnreadableException(what + "." + name + " is not a real number");
    }

    boolean flag(String name) {
        Value value = fields.get(name);
        if (value == null) {
            return false;
        }
        if (value instanceof Value.Bool(boolean flag)) {
            return flag;
        }
        throw new UnreadableException(what + "." + name + " is not a boolean");
    }

    <E extends Enum<E>> E constant(String name, Class<E> type) {
        return constant(type, text(name));
    }

    <T> List<T> items(String name, Function<Value, T> item) {
        Value value = fields.get(name);
        return value == null ? List.of() : items(value).stream().map(item).toList();
    }

    <T> SortedMap<String, T> entries(String name, Function<Value, T> item) {
        Value value = fields.get(name);
        if (value == null) {
            return Collections.emptySortedMap();
        }
        if (!(value instanceof Value.Struct(SortedMap<String, Value> entries))) {
            throw new UnreadableException(what + "." + name + " is not an object");
        }
        SortedMap<String, T> read = new TreeMap<>();
        entries.forEach((key, entry) -> read.put(key, item.apply(entry)));
        return read;
    }

    static <E extends Enum<E>> E constant(Class<E> type, String name) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        throw new UnreadableException("unknown " + type.getSimpleName() + " '" + name + "'");
    }

    static String text(Value value) {
        if (value instanceof Value.Text(String text)) {
            return text;
        }
        throw new UnreadableException("not a text: " + value);
    }

    static List<Value> items(Value value) {
        if (value instanceof Value.Items(List<Value> items)) {
            return items;
        }
        throw new UnreadableException("not a list: " + value);
    }

    private static long integer(Value value) {
        if (value instanceof Value.Int(long integer)) {
            return integer;
        }
        throw new UnreadableException("not a whole number: " + value);
    }
}
