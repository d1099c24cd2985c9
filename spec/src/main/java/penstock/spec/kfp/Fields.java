package penstock.spec.kfp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import penstock.spec.DiagnosticCode;
import penstock.spec.Span;
import penstock.spec.document.ListNode;
import penstock.spec.document.MapNode;
import penstock.spec.document.MapNode.Entry;
import penstock.spec.document.Node;
import penstock.spec.document.ScalarNode;

/**
 * The fields of one message. Asking for a field makes it known; {@link #done} reports the others.
 * As in protobuf's JSON mapping an absent field and a null one are the same, and a field has two
 * spellings.
 */
final class Fields {
    private final MapNode map;
    private final Context context;
    private final Set<String> known = new LinkedHashSet<>();
    private final Set<String> taken = new HashSet<>();

    private Fields(MapNode map, Context context) {
        this.map = map;
        this.context = context;
    }

    /** The fields of {@code node}; reports it and has none when it is not a map. */
    static Fields of(Node node, Context context) {
        if (node instanceof MapNode map) {
            return new Fields(map, context);
        }
        context.wrongType(node, "a map");
        return new Fields(new MapNode(new LinkedHashMap<>(), node.span()), context);
    }

    Span span() {
        return map.span();
    }

    Context context() {
        return context;
    }

    /** Whether the field is present, be it null; does not make it known. */
    boolean has(String name) {
        return map.entries().containsKey(name) || map.entries().containsKey(snake(name));
    }

    /** The entry of a field, a null value included, or null when absent. */
    @Nullable Entry entry(String name) {
        known.add(name);
        Entry entry = map.entries().get(name);
        String other = snake(name);
        Entry otherEntry = other.equals(name) ? null : map.entries().get(other);
        taken.add(name);
        taken.add(other);
        if (entry != null && otherEntry != null) {
            context.error(
                    DiagnosticCode.CONFLICTING_FIELDS,
                    otherEntry.keySpan(),
                    "field '" + name + "' of " + context + " is also given as '" + other + "'",
                    "remove one of the two");
        }
        return entry != null ? entry : otherEntry;
    }

    /** The value of a field, null scalars included, or null when absent. */
    @Nullable Node value(String name) {
        Entry entry = entry(name);
        return entry == null ? null : entry.value();
    }

    /** The value of a field, or null when absent or null. */
    @Nullable Node node(String name) {
        Node node = value(name);
        boolean empty = node instanceof ScalarNode s && s.kind() == ScalarNode.Kind.NULL;
        return empty ? null : node;
    }

    /** The text of a field; empty when absent. */
    String text(String name) {
        SourceText text = source(name);
        return text == null ? "" : text.text();
    }

    /** The text of a field with its place, or null when absent. */
    @Nullable SourceText source(String name) {
        Node node = node(name);
        return node == null ? null : Values.text(node, context.field(name));
    }

    /** The text of a field; one that stands for the whole message when absent. */
    SourceText sourceOrEmpty(String name) {
        SourceText text = source(name);
        return text == null ? new SourceText("", span()) : text;
    }

    boolean bool(String name) {
        Node node = node(name);
        return node != null && Values.bool(node, context.field(name));
    }

    long integer(String name, long smallest, long largest) {
        Node node = node(name);
        return node == null ? 0 : Values.integer(node, smallest, largest, context.field(name));
    }

    double number(String name) {
        Node node = node(name);
        return node == null ? 0 : Values.number(node, context.field(name));
    }

    @Nullable Duration duration(String name) {
        Node node = node(name);
        return node == null ? null : Values.duration(node, context.field(name));
    }

    /** The constant of {@code values} that the field names or numbers; the first when absent. */
    <E extends Enum<E>> E constant(String name, E[] values) {
        Node node = node(name);
        return node == null ? values[0] : Values.constant(node, values, context.field(name));
    }

    /** A field that is a message, or null when absent. */
    <T> @Nullable T message(String name, Function<Fields, ? extends @Nullable T> decoder) {
        Node node = node(name);
        return node == null ? null : context.field(name).message(node, decoder);
    }

    /** A field that is free-form JSON, or null when absent. */
    @Nullable MapNode struct(String name) {
        Node node = node(name);
        return node == null ? null : Values.struct(node, context.field(name));
    }

    /** A repeated field; empty when absent. */
    <T> List<T> list(String name, ItemDecoder<T> decoder) {
        Node node = node(name);
        List<T> items = new ArrayList<>();
        if (node instanceof ListNode list) {
            Context inner = context.field(name);
            list.items().forEach(item -> items.add(decoder.decode(item, inner)));
        } else if (node != null) {
            context.field(name).wrongType(node, "a list");
        }
        return items;
    }

    /** A field that maps names to messages; empty when absent. {@code kind} names an entry. */
    <T> SequencedMap<String, T> map(String name, String kind, EntryDecoder<T> decoder) {
        Node node = node(name);
        SequencedMap<String, T> result = new LinkedHashMap<>();
        if (node instanceof MapNode entries) {
            for (Map.Entry<String, Entry> entry : entries.entries().entrySet()) {
                Context inner = context.named(kind, entry.getKey());
                result.put(
                        entry.getKey(),
                        decoder.decode(
                                entry.getValue().value(), entry.getValue().keySpan(), inner));
            }
        } else if (node != null) {
            context.field(name).wrongType(node, "a map");
        }
        return result;
    }

    /** Reports it when more than one of the fields is present. */
    void atMostOne(String... names) {
        String first = null;
        for (String name : names) {
            if (!has(name)) {
                continue;
            }
            if (first != null) {
                context.error(
                        DiagnosticCode.CONFLICTING_FIELDS,
                        span(),
                        context + " has both '" + first + "' and '" + name + "'",
                        "keep one of the two");
                return;
            }
            first = name;
        }
    }

    /** Accepts a field without reading it. */
    void ignore(String name) {
        known.add(name);
        taken.add(name);
        taken.add(snake(name));
    }

    /** Reports all fields that nobody asked for. */
    void done() {
        for (Map.Entry<String, Entry> entry : map.entries().entrySet()) {
            if (!taken.contains(entry.getKey())) {
                context.unknownField(entry.getKey(), entry.getValue().keySpan(), known);
            }
        }
    }

    /** {@code lowerCamel} as {@code lower_camel}. */
    private static String snake(String name) {
        StringBuilder out = null;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isUpperCase(c)) {
                out = out == null ? new StringBuilder(name.substring(0, i)) : out;
                out.append('_').append(Character.toLowerCase(c));
            } else if (out != null) {
                out.append(c);
            }
        }
        return out == null ? name : out.toString();
    }

    /** Decodes an item of a repeated field. */
    @FunctionalInterface
    interface ItemDecoder<T> {
        T decode(Node item, Context context);
    }

    /** Decodes an entry of a map field. */
    @FunctionalInterface
    interface EntryDecoder<T> {
        T decode(Node value, Span keySpan, Context context);
    }
}
