package penstock.compiler.json;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.plan.Value;
import penstock.spec.Reading;
import penstock.spec.document.DocumentReader;
import penstock.spec.document.Limits;
import penstock.spec.document.ListNode;
import penstock.spec.document.MapNode;
import penstock.spec.document.Node;
import penstock.spec.document.ScalarNode;

/** Turns nodes and JSON text into values. */
public final class JsonValues {
    private static final DocumentReader READER = new DocumentReader(Limits.DEFAULT);
    private static final String JSON_STARTS = "{[\"-0123456789tfn";

    private JsonValues() {}

    /** What parsing JSON text came to. */
    public sealed interface Parsing {}

    /** The text is this value. */
    public record Parsed(Value value) implements Parsing {}

    /** The text is no JSON; the message says why. */
    public record Malformed(String message) implements Parsing {}

    /** The value of a node; numbers must be finite, which the reader has checked. */
    public static Value of(Node node) {
        return switch (node) {
            case ScalarNode scalar -> of(scalar);
            case ListNode list -> {
                List<Value> values = new ArrayList<>(list.items().size());
                list.items().forEach(item -> values.add(of(item)));
                yield new Value.Items(values);
            }
            case MapNode map -> struct(map);
        };
    }

    /** The value of a map. */
    public static Value.Struct struct(MapNode map) {
        TreeMap<String, Value> fields = new TreeMap<>();
        map.entries().forEach((name, entry) -> fields.put(name, of(entry.value())));
        return new Value.Struct(fields);
    }

    /** Parses {@code text}. */
    public static Parsing parse(String text) {
        String stripped = text.strip();
        if (stripped.isEmpty() || JSON_STARTS.indexOf(stripped.charAt(0)) < 0) {
            return new Malformed("it does not start as JSON does");
        }
        return switch (READER.read(stripped)) {
            case Reading.Refused<List<Node>> refused ->
                    new Malformed(refused.diagnostics().getFirst().message());
            case Reading.Done<List<Node>>(var documents, var _) when documents.size() == 1 ->
                    finite(documents.getFirst());
            case Reading.Done<List<Node>> _ -> new Malformed("it is more than one value");
        };
    }

    private static Parsing finite(Node node) {
        String bare = bareWord(node);
        if (bare != null) {
            return new Malformed("it holds " + bare + " without quotes");
        }
        try {
            return new Parsed(of(node));
        } catch (IllegalArgumentException e) {
            return new Malformed("a number in it is out of range");
        }
    }

    /** A text that YAML takes without quotes but JSON does not, or null when there is none. */
    private static @Nullable String bareWord(Node node) {
        Deque<Node> open = new ArrayDeque<>(List.of(node));
        while (!open.isEmpty()) {
            switch (open.pop()) {
                case ListNode list -> list.items().forEach(open::push);
                case MapNode map -> map.entries().values().forEach(e -> open.push(e.value()));
                case ScalarNode scalar -> {
                    if (scalar.kind() == ScalarNode.Kind.TEXT && scalar.plain()) {
                        return scalar.describe();
                    }
                }
            }
        }
        return null;
    }

    private static Value of(ScalarNode scalar) {
        return switch (scalar.kind()) {
            case NULL -> Value.NULL;
            case BOOL -> new Value.Bool(scalar.bool());
            case TEXT -> new Value.Text(scalar.text());
            case FLOAT -> Value.number(scalar.number());
            case INT -> {
                OptionalLong exact = scalar.integer();
                yield exact.isPresent()
                        ? new Value.Int(exact.getAsLong())
                        : Value.number(scalar.number());
            }
        };
    }
}
