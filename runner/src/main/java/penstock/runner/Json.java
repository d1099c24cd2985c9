package penstock.runner;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import penstock.plan.Value;

/** JSON as the spawner and the programs of steps write it. */
final class Json {

    private static final int MAX_DEPTH = 500;
    private static final int MAX_STRING = 64 << 20;

    /** Python's json module writes NaN and Infinity, which JSON does not have. */
    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(MAX_DEPTH)
                                                    .maxStringLength(MAX_STRING)
                                                    .build())
                                    .build())
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build();

    private Json() {}

    static JsonNode read(String text) throws JsonProcessingException {
        return MAPPER.readTree(text);
    }

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not JSON: " + value.getClass(), e);
        }
    }

    /** The value of a node; a number that JSON does not have becomes its name as text. */
    static Value value(JsonNode node) {
        return switch (node.getNodeType()) {
            case BOOLEAN -> new Value.Bool(node.booleanValue());
            case NUMBER -> number(node);
            case STRING -> new Value.Text(node.textValue());
            case ARRAY -> {
                List<Value> items = new ArrayList<>(node.size());
                node.forEach(item -> items.add(value(item)));
                yield new Value.Items(items);
            }
            case OBJECT -> {
                SortedMap<String, Value> fields = new TreeMap<>();
                for (Map.Entry<String, JsonNode> field : node.properties()) {
                    fields.put(field.getKey(), value(field.getValue()));
                }
                yield new Value.Struct(fields);
            }
            case NULL, MISSING, BINARY, POJO -> Value.NULL;
        };
    }

    private static Value number(JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return new Value.Int(node.longValue());
        }
        double number = node.doubleValue();
        return Double.isFinite(number) ? Value.number(number) : new Value.Text(nameOf(number));
    }

    private static String nameOf(double number) {
        if (Double.isNaN(number)) {
            return "NaN";
        }
        return number > 0 ? "Infinity" : "-Infinity";
    }
}
