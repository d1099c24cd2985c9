package penstock.server.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import penstock.plan.Value;
import penstock.server.http.Code;
import penstock.server.http.Refusal;
import penstock.server.http.Text;
import penstock.spec.Suggestion;

/**
 * The fields of a message that a client sent, taken one by one; {@link #end} refuses what nobody
 * took. Names are accepted in snake_case and in lowerCamelCase; null is as good as absent.
 */
public final class Fields {
    private static final Pattern UNDERSCORE = Pattern.compile("_([a-z0-9])");

    private final ObjectNode object;
    private final String message;
    private final Set<String> known = new HashSet<>();

    private Fields(ObjectNode object, String message) {
        this.object = object;
        this.message = message;
    }

    /**
     * The fields of {@code node}, which must be an object, null or missing.
     *
     * @param message its name, for messages
     */
    static Fields of(JsonNode node, String message) {
        return switch (node) {
            case ObjectNode object -> new Fields(object, message);
            case JsonNode other when other.isNull() || other.isMissingNode() ->
                    new Fields(Json.object(), message);
            default -> throw refused(message + " is " + kind(node) + " (expected: an object)");
        };
    }

    /** Whether it is there. */
    public boolean has(String name) {
        return take(name) != null;
    }

    /** A text; empty when absent. */
    public String text(String name) {
        JsonNode node = take(name);
        if (node == null) {
            return "";
        }
        if (!node.isTextual()) {
            throw wrong(name, node, "text");
        }
        return Text.checked(node.textValue());
    }

    /** A boolean; false when absent. */
    public boolean flag(String name) {
        JsonNode node = take(name);
        if (node != null && !node.isBoolean()) {
            throw wrong(name, node, "true or false");
        }
        return node != null && node.booleanValue();
    }

    /** A whole number, as a number or as text; null when absent. */
    public @Nullable Long number(String name) {
        JsonNode node = take(name);
        if (node == null) {
            return null;
        }
        if (node.isNumber() && node.doubleValue() == node.longValue() && node.canConvertToLong()) {
            return node.longValue();
        }
        try {
            return Long.parseLong(node.isTextual() ? node.textValue() : "");
        } catch (NumberFormatException e) {
            throw wrong(name, node, "a whole number");
        }
    }

    /** The name or number of an enumeration value, as text; empty when absent. */
    public String symbol(String name) {
        JsonNode node = take(name);
        if (node == null) {
            return "";
        }
        if (node.isTextual() || node.isIntegralNumber()) {
            return Text.checked(node.asText());
        }
        throw wrong(name, node, "a name or a number");
    }

    /** A message; null when absent. */
    public @Nullable Fields message(String name) {
        JsonNode node = take(name);
        return node == null ? null : of(node, name);
    }

    /** Messages; none when absent. */
    public List<Fields> messages(String name) {
        List<Fields> all = new ArrayList<>();
        items(name).forEach(item -> all.add(of(item, name)));
        return all;
    }

    /** The elements of a list; none when absent. */
    public List<JsonNode> items(String name) {
        JsonNode node = take(name);
        if (node == null) {
            return List.of();
        }
        if (!node.isArray()) {
            throw wrong(name, node, "a list");
        }
        List<JsonNode> all = new ArrayList<>(node.size());
        node.forEach(all::add);
        return all;
    }

    /** An object whose fields are the user's own; null when absent. */
    public @Nullable ObjectNode struct(String name) {
        JsonNode node = take(name);
        if (node != null && !node.isObject()) {
            throw wrong(name, node, "an object");
        }
        return (ObjectNode) node;
    }

    /** Values by name; none when absent. */
    public SortedMap<String, Value> values(String name) {
        ObjectNode struct = struct(name);
        return struct == null ? Collections.emptySortedMap() : Values.fields(struct);
    }

    /** Texts by name; null when absent, which is not the same as an empty map. */
    public @Nullable SortedMap<String, String> texts(String name) {
        Fields map = message(name);
        return map == null ? null : map.allTexts();
    }

    /** All fields, which must be texts. */
    public SortedMap<String, String> allTexts() {
        SortedMap<String, String> texts = new TreeMap<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String name = Text.checked(field.getKey());
            if (!field.getValue().isTextual()) {
                throw wrong(Text.shown(name), field.getValue(), "text");
            }
            texts.put(name, Text.checked(field.getValue().textValue()));
        }
        return texts;
    }

    /** Whatever there is; null when absent. */
    public @Nullable JsonNode any(String name) {
        return take(name);
    }

    /** Lets fields pass that a client may send and nobody reads. */
    public Fields ignore(String... names) {
        List.of(names).forEach(this::take);
        return this;
    }

    /** Refuses fields that were not asked for. */
    public void end() {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String name = field.getKey();
            if (!known.contains(name)) {
                String guess = Suggestion.of(name, known);
                throw refused(
                        "unknown field \""
                                + Text.shown(Text.checked(name))
                                + "\" in "
                                + message
                                + (guess.isEmpty() ? "" : "; " + guess));
            }
        }
    }

    private @Nullable JsonNode take(String name) {
        String camel =
                UNDERSCORE.matcher(name).replaceAll(m -> m.group(1).toUpperCase(Locale.ROOT));
        known.add(name);
        known.add(camel);
        JsonNode snakeNode = object.get(name);
        JsonNode camelNode = camel.equals(name) ? null : object.get(camel);
        if (snakeNode != null && camelNode != null) {
            throw refused("duplicate field \"" + name + "\" in " + message);
        }
        JsonNode node = snakeNode == null ? camelNode : snakeNode;
        return node == null || node.isNull() ? null : node;
    }

    private Refusal wrong(String name, JsonNode node, String expected) {
        return refused(
                "field \""
                        + name
                        + "\" in "
                        + message
                        + " is "
                        + kind(node)
                        + " (expected: "
                        + expected
                        + ")");
    }

    private static Refusal refused(String text) {
        return Refusal.plain(Code.INVALID_ARGUMENT, "proto: " + text);
    }

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "a list";
            case STRING -> "the text '" + Text.shown(node.textValue()) + "'";
            case NUMBER -> "the number " + Text.shown(node.asText());
            case BOOLEAN -> "the boolean " + node.asText();
            case NULL, MISSING -> "null";
            case BINARY, POJO -> "not JSON";
        };
    }
}
