package penstock.server.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import penstock.plan.Value;
import penstock.server.http.Refusal;
import penstock.server.http.Text;

/** Between JSON and the values of a plan. */
public final class Values {

    private Values() {}

    /** The value that {@code node} writes; numbers are doubles, as protobuf has them. */
    public static Value of(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> new Value.Struct(fields((ObjectNode) node));
            case ARRAY -> {
                List<Value> items = new ArrayList<>(node.size());
                node.forEach(item -> items.add(of(item)));
                yield new Value.Items(items);
            }
            case STRING -> new Value.Text(Text.checked(node.textValue()));
            case BOOLEAN -> new Value.Bool(node.booleanValue());
            case NUMBER -> number(node);
            case NULL, MISSING -> Value.NULL;
            case BINARY, POJO -> throw new IllegalStateException("not from JSON text: " + node);
        };
    }

    /** The fields of {@code object} as values. */
    public static SortedMap<String, Value> fields(ObjectNode object) {
        SortedMap<String, Value> fields = new TreeMap<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            fields.put(Text.checked(field.getKey()), of(field.getValue()));
        }
        return Collections.unmodifiableSortedMap(fields);
    }

    private static Value number(JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return new Value.Int(node.longValue());
        }
        double number = node.doubleValue();
        if (!Double.isFinite(number)) {
            throw Refusal.invalid(
                    "number "
                            + Text.shown(node.asText())
                            + " (expected: one that a double can hold)");
        }
        return Value.number(number);
    }
}
