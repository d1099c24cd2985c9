package penstock.store.codec;

import penstock.plan.Value;

/**
 * Values as themselves: a JSON text that reads back as the equal value, kind of number included.
 */
final class ValueCodec {

    private ValueCodec() {}

    static void write(JsonOut out, Value value) {
        switch (value) {
            case Value.Null _ -> out.nothing();
            case Value.Bool(boolean bool) -> out.bool(bool);
            case Value.Int(long number) -> out.integer(number);
            case Value.Real(double number) -> out.real(number);
            case Value.Text(String text) -> out.text(text);
            case Value.Items items -> out.list(items.values(), item -> write(out, item));
            case Value.Struct struct ->
                    out.object(() ->
                            struct.fields()
                                    .forEach((key, field) ->
                                            out.field(key, () -> write(out, field))));
        }
    }

    /** A struct, which is where metadata begins. */
    static Value.Struct struct(Value value) {
        if (value instanceof Value.Struct struct) {
            return struct;
        }
        throw new UnreadableException("not an object: " + value);
    }

    /** Characters of its JSON text, roughly; counting stops at {@code limit}. */
    static int size(Value value, int limit) {
        return switch (value) {
            case Value.Null _, Value.Bool _ -> 5;
            case Value.Int _, Value.Real _ -> 12;
            case Value.Text(String text) -> text.length() + 2;
            case Value.Items items -> {
                int size = 2;
                for (Value item : items.values()) {
                    size += size(item, limit - size) + 1;
                    if (size > limit) {
                        break;
                    }
                }
                yield size;
            }
            case Value.Struct struct -> {
                int size = 2;
                for (var field : struct.fields().entrySet()) {
                    size += field.getKey().length() + 4 + size(field.getValue(), limit - size);
                    if (size > limit) {
                        break;
                    }
                }
                yield size;
            }
        };
    }
}
