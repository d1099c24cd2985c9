package penstock.spec.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import penstock.spec.DiagnosticCode;
import penstock.spec.Diagnostics;
import penstock.spec.Span;
import penstock.spec.document.MapNode.Entry;

/** Turns parser events into trees; recursion is bounded by the depth limit. */
final class TreeBuilder {
    private final Iterator<Event> events;
    private final Limits limits;
    private final Diagnostics diagnostics;
    private final Map<String, Anchored> anchors = new HashMap<>();
    private int nodes;
    private int deepest;

    /** A subtree that aliases may repeat, with its number of nodes and levels below its first. */
    private record Anchored(Node node, int size, int height) {}

    TreeBuilder(Iterator<Event> events, Limits limits, Diagnostics diagnostics) {
        this.events = events;
        this.limits = limits;
        this.diagnostics = diagnostics;
    }

    /** The next document, or null at the end of the stream. */
    @Nullable Node next() throws RefusedException {
        anchors.clear();
        while (events.hasNext()) {
            Event event = events.next();
            if (event.getEventId() == Event.ID.DocumentStart) {
                return node(events.next(), 0);
            }
        }
        return null;
    }

    private Node node(Event event, int depth) throws RefusedException {
        Span span = spanOf(event, event);
        if (event instanceof AliasEvent alias) {
            return repeated(alias, span, depth);
        }
        count(1, span);
        Optional<Anchor> anchor = ((NodeEvent) event).getAnchor();
        if (anchor.isEmpty()) {
            return fresh(event, span, depth);
        }
        int before = nodes;
        int outside = deepest;
        deepest = depth;
        Node node = fresh(event, span, depth);
        anchors.put(
                anchor.get().getValue(), new Anchored(node, nodes - before + 1, deepest - depth));
        deepest = Math.max(outside, deepest);
        return node;
    }

    private Node fresh(Event event, Span span, int depth) throws RefusedException {
        return switch (event) {
            case ScalarEvent scalar -> Scalars.node(scalar, span, diagnostics);
            case SequenceStartEvent start -> {
                Scalars.refuseForeignTag(start.getTag(), "tag:yaml.org,2002:seq", span);
                yield list(start, deeper(depth, span));
            }
            case MappingStartEvent start -> {
                Scalars.refuseForeignTag(start.getTag(), "tag:yaml.org,2002:map", span);
                yield map(start, deeper(depth, span));
            }
            default -> throw new IllegalStateException("unexpected event " + event);
        };
    }

    private Node repeated(AliasEvent alias, Span span, int depth) throws RefusedException {
        Anchored anchored = anchors.get(alias.getAlias().getValue());
        if (anchored == null) {
            throw new RefusedException(
                    DiagnosticCode.BAD_ALIAS,
                    span,
                    "alias '*" + alias.getAlias().getValue() + "' names nothing before it",
                    "an anchor must be complete before an alias repeats it");
        }
        count(anchored.size(), span);
        checkDepth(depth + anchored.height(), span);
        deepest = Math.max(deepest, depth + anchored.height());
        return anchored.node();
    }

    private ListNode list(Event start, int depth) throws RefusedException {
        List<Node> items = new ArrayList<>();
        Event event = events.next();
        while (event.getEventId() != Event.ID.SequenceEnd) {
            items.add(node(event, depth));
            event = events.next();
        }
        return new ListNode(items, spanOf(start, event));
    }

    private MapNode map(Event start, int depth) throws RefusedException {
        SequencedMap<String, Entry> entries = new LinkedHashMap<>();
        List<Node> merged = new ArrayList<>();
        Event event = events.next();
        while (event.getEventId() != Event.ID.MappingEnd) {
            Event keyEvent = event;
            Node key = node(keyEvent, depth);
            Node value = node(events.next(), depth);
            if (isMergeKey(keyEvent)) {
                merged.add(value);
            } else {
                put(entries, key, value);
            }
            event = events.next();
        }
        for (Node source : merged) {
            merge(entries, source);
        }
        return new MapNode(entries, spanOf(start, event));
    }

    private void put(SequencedMap<String, Entry> entries, Node key, Node value) {
        boolean usable = key instanceof ScalarNode scalar && scalar.kind() != ScalarNode.Kind.NULL;
        if (!usable) {
            diagnostics.error(
                    DiagnosticCode.BAD_KEY,
                    key.span(),
                    "a key is " + key.describe() + " (expected: text)");
            return;
        }
        String name = ((ScalarNode) key).text();
        Entry earlier = entries.putIfAbsent(name, new Entry(key.span(), value));
        if (earlier != null) {
            diagnostics.error(
                    DiagnosticCode.DUPLICATE_KEY,
                    key.span(),
                    "key '" + name + "' is already given at " + earlier.keySpan(),
                    "remove one of the two");
        }
    }

    private void merge(SequencedMap<String, Entry> entries, Node source) {
        switch (source) {
            case MapNode map -> map.entries().forEach(entries::putIfAbsent);
            case ListNode list when list.items().stream().allMatch(MapNode.class::isInstance) ->
                    list.items().forEach(item -> merge(entries, item));
            case ListNode _, ScalarNode _ ->
                    diagnostics.error(
                            DiagnosticCode.BAD_MERGE,
                            source.span(),
                            "merge key '<<' is given "
                                    + source.describe()
                                    + " (expected: a map or a list of maps)");
        }
    }

    private static boolean isMergeKey(Event event) {
        return event instanceof ScalarEvent scalar
                && scalar.isPlain()
                && scalar.getValue().equals("<<")
                && scalar.getTag().isEmpty();
    }

    private void count(int more, Span span) throws RefusedException {
        nodes += more;
        if (nodes < 0 || nodes > limits.nodes()) {
            throw new RefusedException(
                    DiagnosticCode.TOO_MANY_NODES,
                    span,
                    "the document has more than " + limits.nodes() + " values, aliases expanded",
                    "move data out of the pipeline document, or split the pipeline");
        }
    }

    private int deeper(int depth, Span span) throws RefusedException {
        checkDepth(depth + 1, span);
        deepest = Math.max(deepest, depth + 1);
        return depth + 1;
    }

    private void checkDepth(int depth, Span span) throws RefusedException {
        if (depth > limits.depth()) {
            throw new RefusedException(
                    DiagnosticCode.TOO_DEEP,
                    span,
                    "the document is nested more than " + limits.depth() + " levels deep",
                    "flatten the value, or carry it as JSON text");
        }
    }

    private static Span spanOf(Event start, Event end) {
        Mark from = start.getStartMark().orElseThrow();
        Mark to = end.getEndMark().orElseThrow();
        return new Span(
                from.getLine() + 1, from.getColumn() + 1, to.getLine() + 1, to.getColumn() + 1);
    }
}
