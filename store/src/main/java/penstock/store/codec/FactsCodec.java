package penstock.store.codec;

import penstock.engine.AttemptFacts;
import penstock.plan.Value;

/**
 * What is known about how attempts were started. The environments of many attempts are alike, so
 * that anything but the shortest is kept once as a blob.
 */
public final class FactsCodec {

    private static final int INLINE = 256;

    private FactsCodec() {}

    /** The facts as JSON text. */
    public static String write(AttemptFacts facts, Blobs.Sink blobs) {
        return JsonOut.text(out -> write(out, facts, blobs));
    }

    /** The facts written in {@code json}. */
    public static AttemptFacts read(String json, Blobs.Source blobs) {
        return read(JsonIn.read(json), blobs);
    }

    static void write(JsonOut out, AttemptFacts facts, Blobs.Sink blobs) {
        if (size(facts) <= INLINE) {
            writeInline(out, facts);
        } else {
            String digest = blobs.put(JsonOut.text(kept -> writeInline(kept, facts)));
            out.object(() -> out.field("kept", digest));
        }
    }

    static AttemptFacts read(Value json, Blobs.Source blobs) {
        Fields fields = Fields.of("facts", json, "notes", "environment", "kept");
        if (fields.has("kept")) {
            return readInline(JsonIn.read(blobs.get(fields.text("kept"))));
        }
        return readInline(json);
    }

    private static void writeInline(JsonOut out, AttemptFacts facts) {
        out.object(() ->
                out.items("notes", facts.notes(), out::text)
                        .entries("environment", facts.environment(), JsonOut::text));
    }

    private static AttemptFacts readInline(Value json) {
        Fields fields = Fields.of("facts", json, "notes", "environment");
        return new AttemptFacts(
                fields.items("notes", Fields::text), fields.entries("environment", Fields::text));
    }

    private static int size(AttemptFacts facts) {
        int size = 0;
        for (String note : facts.notes()) {
            size += note.length();
        }
        for (var variable : facts.environment().entrySet()) {
            size += variable.getKey().length() + variable.getValue().length();
        }
        return size;
    }
}
