package penstock.store.codec;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import penstock.engine.Inputs;
import penstock.engine.Outputs;
import penstock.plan.Artifact;
import penstock.plan.ArtifactType;
import penstock.plan.Value;

/**
 * Parameters and artifacts by name. Whatever is longer than {@link #INLINE} characters is kept once
 * as a blob and named by its digest.
 */
public final class DataCodec {

    /** Values up to this many characters of JSON stay where they are. */
    static final int INLINE = 4_096;

    private static final int ARTIFACT_FRAME = 256;

    private final Blobs.Sink sink;
    private final Blobs.Source source;
    private final int inline;

    private DataCodec(int inline, Blobs.Sink sink, Blobs.Source source) {
        this.inline = inline;
        this.sink = sink;
        this.source = source;
    }

    /** A codec that writes, and hands large values to {@code sink}. */
    public static DataCodec writing(Blobs.Sink sink) {
        return new DataCodec(INLINE, sink, DataCodec::unread);
    }

    /** A codec that writes everything in place. */
    public static DataCodec selfContained() {
        return new DataCodec(Integer.MAX_VALUE, DataCodec::unwritten, DataCodec::unread);
    }

    /** A codec that reads, and takes large values from {@code source}. */
    public static DataCodec reading(Blobs.Source source) {
        return new DataCodec(INLINE, DataCodec::unwritten, source);
    }

    private static String unread(String digest) {
        throw new IllegalStateException("asked to read blob " + digest);
    }

    private static String unwritten(String content) {
        throw new IllegalStateException("asked to write a blob of " + content.length());
    }

    /** Parameters as JSON text. */
    public String parameters(SortedMap<String, Value> parameters) {
        return JsonOut.text(out -> out.object(() -> writeParameters(out, parameters)));
    }

    /** Parameters from JSON text. */
    public SortedMap<String, Value> parameters(String json) {
        return readParameters(
                Fields.of("parameters", JsonIn.read(json), "parameters", "kept_parameters"));
    }

    /** Inputs as JSON text. */
    public String inputs(Inputs inputs) {
        return JsonOut.text(out -> write(out, inputs));
    }

    /** Inputs from JSON text. */
    public Inputs inputs(String json) {
        return inputs(JsonIn.read(json));
    }

    /** Outputs as JSON text. */
    public String outputs(Outputs outputs) {
        return JsonOut.text(out -> write(out, outputs));
    }

    /** Outputs from JSON text. */
    public Outputs outputs(String json) {
        return outputs(JsonIn.read(json));
    }

    /** Metadata of an artifact as JSON text; never kept elsewhere. */
    public static String metadata(Value.Struct metadata) {
        return JsonOut.text(out -> ValueCodec.write(out, metadata));
    }

    /** Metadata of an artifact from JSON text. */
    public static Value.Struct metadata(String json) {
        return ValueCodec.struct(JsonIn.read(json));
    }

    void write(JsonOut out, Inputs inputs) {
        out.object(() -> {
            writeParameters(out, inputs.parameters());
            writeArtifacts(out, inputs.artifacts());
            out.entries("settings", inputs.settings(), ValueCodec::write);
        });
    }

    void write(JsonOut out, Outputs outputs) {
        out.object(() -> {
            writeParameters(out, outputs.parameters());
            writeArtifacts(out, outputs.artifacts());
        });
    }

    Inputs inputs(Value json) {
        Fields fields =
                Fields.of(
                        "inputs",
                        json,
                        "parameters",
                        "kept_parameters",
                        "artifacts",
                        "kept_artifacts",
                        "settings");
        return new Inputs(
                readParameters(fields),
                readArtifacts(fields),
                fields.entries("settings", Function.identity()));
    }

    Outputs outputs(Value json) {
        Fields fields =
                Fields.of(
                        "outputs",
                        json,
                        "parameters",
                        "kept_parameters",
                        "artifacts",
                        "kept_artifacts");
        return new Outputs(readParameters(fields), readArtifacts(fields));
    }

    private void writeParameters(JsonOut out, SortedMap<String, Value> parameters) {
        Predicate<Value> large = value -> ValueCodec.size(value, inline) > inline;
        out.entries("parameters", where(parameters, large.negate()), ValueCodec::write);
        out.entries(
                "kept_parameters",
                where(parameters, large),
                (json, value) ->
                        json.text(sink.put(JsonOut.text(kept -> ValueCodec.write(kept, value)))));
    }

    private void writeArtifacts(JsonOut out, SortedMap<String, List<Artifact>> artifacts) {
        Predicate<List<Artifact>> large = list -> size(list) > inline;
        out.entries("artifacts", where(artifacts, large.negate()), DataCodec::writeList);
        out.entries(
                "kept_artifacts",
                where(artifacts, large),
                (json, list) -> json.text(sink.put(JsonOut.text(kept -> writeList(kept, list)))));
    }

    private SortedMap<String, Value> readParameters(Fields fields) {
        return both(
                fields.entries("parameters", Function.identity()),
                fields.entries("kept_parameters", this::kept));
    }

    private SortedMap<String, List<Artifact>> readArtifacts(Fields fields) {
        return both(
                fields.entries("artifacts", DataCodec::readList),
                fields.entries("kept_artifacts", digest -> readList(kept(digest))));
    }

    private Value kept(Value digest) {
        return JsonIn.read(source.get(Fields.text(digest)));
    }

    private static void writeList(JsonOut out, List<Artifact> artifacts) {
        out.list(artifacts, artifact -> write(out, artifact));
    }

    private static List<Artifact> readList(Value json) {
        return Fields.items(json).stream().map(DataCodec::artifact).toList();
    }

    private static void write(JsonOut out, Artifact artifact) {
        out.object(() -> {
            out.field("id", artifact.id())
                    .field("name", artifact.name())
                    .field("type", artifact.type().schemaTitle())
                    .unlessEmpty("version", artifact.type().schemaVersion())
                    .field("uri", artifact.uri())
                    .optional("digest", artifact.digest())
                    .unless(-1, "size", artifact.sizeBytes())
                    .entries("metadata", artifact.metadata().fields(), ValueCodec::write);
        });
    }

    private static Artifact artifact(Value json) {
        Fields fields =
                Fields.of(
                        "artifact",
                        json,
                        "id",
                        "name",
                        "type",
                        "version",
                        "uri",
                        "digest",
                        "size",
                        "metadata");
        return new Artifact(
                fields.integer("id"),
                fields.text("name"),
                new ArtifactType(fields.text("type"), fields.text("version", "")),
                fields.text("uri"),
                fields.textOrNull("digest"),
                fields.integer("size", -1),
                new Value.Struct(fields.entries("metadata", Function.identity())));
    }

    private int size(List<Artifact> artifacts) {
        int size = 0;
        for (Artifact artifact : artifacts) {
            size += ARTIFACT_FRAME + artifact.uri().length();
            size += ValueCodec.size(artifact.metadata(), inline);
            if (size > inline) {
                break;
            }
        }
        return size;
    }

    private static <T> SortedMap<String, T> where(SortedMap<String, T> all, Predicate<T> chosen) {
        SortedMap<String, T> some = new TreeMap<>();
        for (Map.Entry<String, T> entry : all.entrySet()) {
            if (chosen.test(entry.getValue())) {
                some.put(entry.getKey(), entry.getValue());
            }
        }
        return some;
    }

    private static <T> SortedMap<String, T> both(
            SortedMap<String, T> some, SortedMap<String, T> others) {
        SortedMap<String, T> all = new TreeMap<>(some);
        all.putAll(others);
        return all;
    }
}
