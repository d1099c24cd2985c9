package penstock.store.codec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import penstock.control.port.FingerprintPart;
import penstock.engine.CacheNote;
import penstock.engine.CacheNote.Origin;
import penstock.engine.RunCaching;
import penstock.engine.RunCaching.Reuse;
import penstock.engine.RunId;
import penstock.engine.TaskPath;
import penstock.plan.Value;

/** What looking for earlier results needs and comes to. */
public final class CacheCodec {

    private CacheCodec() {}

    /** A note as JSON text. */
    public static String note(CacheNote note) {
        return JsonOut.text(out -> write(out, note));
    }

    /** A note from JSON text. */
    public static CacheNote note(String json) {
        return readNote(JsonIn.read(json));
    }

    static void write(JsonOut out, CacheNote note) {
        out.object(() -> {
            out.field("outcome", note.outcome())
                    .field("fingerprint", note.fingerprint())
                    .field("reason", note.reason())
                    .items("differs", note.differs(), difference -> write(out, difference));
            Origin origin = note.origin();
            if (origin != null) {
                out.field("run", origin.run().value()).field("path", origin.path().value());
            }
        });
    }

    /** A part without values is its name alone, as it was before there were any. */
    private static void write(JsonOut out, CacheNote.Difference difference) {
        String value = difference.value();
        String before = difference.before();
        if (value == null && before == null) {
            out.text(difference.part());
        } else {
            out.object(() ->
                    out.field("part", difference.part())
                            .optional("value", value)
                            .optional("before", before));
        }
    }

    private static CacheNote.Difference difference(Value json) {
        if (json instanceof Value.Text(String part)) {
            return new CacheNote.Difference(part, null, null);
        }
        Fields in = Fields.of("difference", json, "part", "value", "before");
        return new CacheNote.Difference(
                in.text("part"),
                in.optional("value", Fields::text),
                in.optional("before", Fields::text));
    }

    static CacheNote readNote(Value json) {
        Fields in =
                Fields.of(
                        "cache note",
                        json,
                        "outcome",
                        "fingerprint",
                        "reason",
                        "differs",
                        "run",
                        "path");
        Origin origin =
                in.has("run")
                        ? new Origin(new RunId(in.text("run")), new TaskPath(in.text("path")))
                        : null;
        return new CacheNote(
                in.constant("outcome", CacheNote.Outcome.class),
                in.text("fingerprint"),
                in.text("reason"),
                in.items("differs", CacheCodec::difference),
                origin);
    }

    /** A run's rules as JSON text; null for the usual ones. */
    public static @Nullable String rules(RunCaching rules) {
        return rules.equals(RunCaching.DEFAULT)
                ? null
                : JsonOut.text(out -> out.object(() -> write(out, rules)));
    }

    private static void write(JsonOut out, RunCaching rules) {
        out.flag("off", !rules.enabled());
        Duration maxAge = rules.maxAge();
        if (maxAge != null) {
            Durations.write(out, "max_age", maxAge);
        }
        Reuse reuse = rules.reuse();
        if (reuse != null) {
            out.field("reuse", reuse.run().value()).items("fresh", reuse.fresh(), out::text);
        }
    }

    /** A run's rules from JSON text. */
    public static RunCaching rules(@Nullable String json, RunCaching usual) {
        if (json == null) {
            return usual;
        }
        Fields in = Fields.of("caching", JsonIn.read(json), "off", "max_age", "reuse", "fresh");
        Reuse reuse =
                in.has("reuse")
                        ? new Reuse(
                                new RunId(in.text("reuse")),
                                new TreeSet<>(in.items("fresh", Fields::text)))
                        : null;
        return new RunCaching(!in.flag("off"), in.optional("max_age", Durations::read), reuse);
    }

    /** Parts of a fingerprint as JSON text: name, digest and short value of each, in turn. */
    public static String parts(List<FingerprintPart> parts) {
        List<String> texts = new ArrayList<>(parts.size() * 3);
        for (FingerprintPart part : parts) {
            texts.addAll(List.of(part.name(), part.digest(), part.shown()));
        }
        return JsonOut.text(out -> out.list(texts, out::text));
    }

    /** Parts of a fingerprint from JSON text. */
    public static List<FingerprintPart> parts(String json) {
        List<Value> texts = Fields.items(JsonIn.read(json));
        List<FingerprintPart> parts = new ArrayList<>();
        for (int i = 0; i + 2 < texts.size(); i += 3) {
            parts.add(
                    new FingerprintPart(
                            Fields.text(texts.get(i)),
                            Fields.text(texts.get(i + 1)),
                            Fields.text(texts.get(i + 2))));
        }
        return parts;
    }
}
