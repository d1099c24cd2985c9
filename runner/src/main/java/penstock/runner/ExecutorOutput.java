package penstock.runner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import penstock.plan.Value;

/**
 * The file in which a program says what it made. Unknown members are ignored: newer SDKs may write
 * them.
 *
 * @param parameters values by output name; explicit nulls are left out
 * @param artifacts what is said about each output artifact
 */
record ExecutorOutput(
        SortedMap<String, Value> parameters, SortedMap<String, List<Element>> artifacts) {

    static final ExecutorOutput EMPTY =
            new ExecutorOutput(Collections.emptySortedMap(), Collections.emptySortedMap());

    ExecutorOutput {
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
        artifacts = Collections.unmodifiableSortedMap(new TreeMap<>(artifacts));
    }

    /**
     * One artifact.
     *
     * @param uri as the program sees it; empty to keep the given one
     * @param customPath where the content is; empty for the usual place
     */
    record Element(String uri, Value.Struct metadata, String customPath) {}

    /** A file that is not what it should be. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        Malformed(String why) {
            super(why);
        }

        String why() {
            return String.valueOf(getMessage());
        }
    }

    static ExecutorOutput parse(String text) throws Malformed {
        JsonNode root;
        try {
            root = Json.read(text);
        } catch (JsonProcessingException e) {
            throw new Malformed("is not JSON: " + e.getOriginalMessage());
        }
        if (!root.isObject()) {
            throw new Malformed("holds no JSON object");
        }
        SortedMap<String, Value> parameters = new TreeMap<>();
        members(root, "parameters").forEach((name, node) -> put(parameters, name, typed(node)));
        members(root, "parameterValues")
                .forEach((name, node) -> put(parameters, name, Json.value(node)));
        SortedMap<String, List<Element>> artifacts = new TreeMap<>();
        for (Map.Entry<String, JsonNode> output : members(root, "artifacts").entrySet()) {
            artifacts.put(output.getKey(), elements(output.getValue()));
        }
        return new ExecutorOutput(parameters, artifacts);
    }

    private static void put(SortedMap<String, Value> values, String name, Value value) {
        if (!(value instanceof Value.Null)) {
            values.put(name, value);
        }
    }

    /** The deprecated form: {@code {"stringValue": "x"}}. */
    private static Value typed(JsonNode node) {
        for (String kind : List.of("intValue", "doubleValue", "stringValue")) {
            if (node.has(kind)) {
                return Json.value(node.path(kind));
            }
        }
        return Json.value(node);
    }

    private static List<Element> elements(JsonNode output) throws Malformed {
        List<Element> elements = new ArrayList<>();
        for (JsonNode item : output.path("artifacts")) {
            if (!item.isObject()) {
                throw new Malformed("has an artifact that is no JSON object");
            }
            Value metadata = Json.value(item.path("metadata"));
            JsonNode custom =
                    item.has("custom_path") ? item.path("custom_path") : item.path("customPath");
            elements.add(
                    new Element(
                            item.path("uri").asText(""),
                            metadata instanceof Value.Struct struct ? struct : Value.EMPTY_STRUCT,
                            custom.asText("")));
        }
        return elements;
    }

    private static SortedMap<String, JsonNode> members(JsonNode root, String name)
            throws Malformed {
        JsonNode node = root.path(name);
        if (!node.isObject() && !node.isMissingNode() && !node.isNull()) {
            throw new Malformed("has a member '" + name + "' that is no JSON object");
        }
        SortedMap<String, JsonNode> members = new TreeMap<>();
        node.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        return members;
    }
}
