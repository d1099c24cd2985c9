package penstock.spec.document;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import penstock.spec.Span;

/** Entries by key, in document order. */
public record MapNode(SequencedMap<String, Entry> entries, Span span) implements Node {

    public MapNode {
        entries = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(entries));
    }

    /** A value and where its key stands. */
    public record Entry(Span keySpan, Node value) {}

    /** The value under {@code key}, or null. */
    public @Nullable Node get(String key) {
        Entry entry = entries.get(key);
        return entry == null ? null : entry.value();
    }

    @Override
    public String describe() {
        return "a map";
    }
}
