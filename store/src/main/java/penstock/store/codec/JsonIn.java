package penstock.store.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import penstock.plan.Value;

/** Reads JSON text that {@link JsonOut} wrote. */
final class JsonIn {

    /** Data is bounded where it comes in, at half of this; it only stops runaway recursion. */
    static final int MAX_DEPTH = 2_000;

    private static final StreamReadConstraints LIMITS =
            StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNestingDepth(MAX_DEPTH)
                    .build();

    /** Names come from users, too, and must not stay in memory for good. */
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(LIMITS)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build();

    private JsonIn() {}

    /** The value written in {@code json}. */
    static Value read(String json) {
        try (JsonParser in = FACTORY.createParser(json)) {
            in.nextToken();
            Value value = value(in);
            if (in.nextToken() != null) {
                throw new UnreadableException("text after the end of a JSON value");
            }
            return value;
        } catch (IOException e) {
            throw new UnreadableException("not JSON: " + e.getMessage());
        }
    }

    private static Value value(JsonParser in) throws IOException {
        return switch (in.currentToken()) {
            case VALUE_NULL -> Value.NULL;
            case VALUE_TRUE -> new Value.Bool(true);
            case VALUE_FALSE -> new Value.Bool(false);
            case VALUE_NUMBER_INT -> new Value.Int(in.getLongValue());
            case VALUE_NUMBER_FLOAT -> new Value.Real(in.getDoubleValue());
            case VALUE_STRING -> new Value.Text(in.getText());
            case START_ARRAY -> items(in);
            case START_OBJECT -> struct(in);
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                    throw new UnreadableException("unexpected " + in.currentToken());
            case null -> throw new UnreadableException("no JSON value");
        };
    }

    private static Value.Items items(JsonParser in) throws IOException {
        List<Value> items = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(in));
        }
        return new Value.Items(items);
    }

    private static Value.Struct struct(JsonParser in) throws IOException {
        SortedMap<String, Value> fields = new TreeMap<>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = Names.decode(in.currentName());
            in.nextToken();
            fields.put(name, value(in));
        }
        return new Value.Struct(fields);
    }
}
