package penstock.server.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import penstock.plan.Value;
import penstock.server.http.Answer;
import penstock.server.http.Code;
import penstock.server.http.Refusal;
import penstock.server.http.Text;

/** Reads and writes JSON. */
public final class Json {

    /** The largest document that is read, in bytes. */
    public static final int MAX_BYTES = 32 << 20;

    private static final int MAX_DEPTH = 200;
    private static final long MAX_TOKENS = 2_000_000;
    private static final String MEDIA_TYPE = "application/json";

    private static final ObjectMapper MAPPER = mapper();

    private Json() {}

    private static ObjectMapper mapper() {
        StreamReadConstraints limits =
                StreamReadConstraints.builder()
                        .maxDocumentLength(MAX_BYTES)
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(MAX_BYTES)
                        .maxTokenCount(MAX_TOKENS)
                        .build();
        JsonFactory factory =
                JsonFactory.builder()
                        .streamReadConstraints(limits)
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build();
        // Zero values vanish, but not inside maps: there a zero is somebody's datum.
        JsonInclude.Value inclusion =
                JsonInclude.Value.construct(
                        JsonInclude.Include.NON_DEFAULT, JsonInclude.Include.ALWAYS);
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .defaultPropertyInclusion(inclusion)
                .addModule(new SimpleModule().addSerializer(Value.class, new ValueSerializer()))
                .build();
    }

    /** The message in {@code bytes}; no bytes at all are an empty message. */
    public static Fields message(byte[] bytes, String name) {
        return Fields.of(tree(bytes, name), name);
    }

    /** The message in {@code text}. */
    public static Fields message(String text, String name) {
        return Fields.of(tree(text, name), name);
    }

    /**
     * The tree in {@code bytes}, which is missing when there are none.
     *
     * @param name what it is, for messages
     */
    public static JsonNode tree(byte[] bytes, String name) {
        try {
            JsonNode node = bytes.length == 0 ? null : MAPPER.readTree(bytes);
            return node == null ? MissingNode.getInstance() : node;
        } catch (JsonProcessingException e) {
            throw unreadable(e, name);
        } catch (IOException e) {
            throw Refusal.invalid(name + ": invalid UTF-8");
        }
    }

    /** The tree in {@code text}. */
    public static JsonNode tree(String text, String name) {
        try {
            JsonNode node = text.isBlank() ? null : MAPPER.readTree(text);
            return node == null ? MissingNode.getInstance() : node;
        } catch (JsonProcessingException e) {
            throw unreadable(e, name);
        }
    }

    private static Refusal unreadable(JsonProcessingException e, String name) {
        String place =
                e.getLocation() == null
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "(line %d:%d): ",
                                e.getLocation().getLineNr(),
                                e.getLocation().getColumnNr());
        String reason = e.getOriginalMessage().replaceAll("\\p{Cntrl}", "?");
        return Refusal.plain(
                Code.INVALID_ARGUMENT,
                "proto: " + place + name + " is not valid JSON: " + Text.shown(reason));
    }

    /** A new object. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** {@code value} as text, indented so that a place in it can be named by line. */
    public static String pretty(Value value) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A record or tree as bytes. */
    public static byte[] bytes(Object message) {
        try {
            return MAPPER.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A record or tree as text. */
    public static String text(Object message) {
        try {
            return MAPPER.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A successful answer. */
    public static Answer answer(Object message) {
        return answer(200, message);
    }

    /** An answer. */
    public static Answer answer(int status, Object message) {
        return Answer.of(status, MEDIA_TYPE, bytes(message));
    }

    /** An answer that is written already. */
    public static Answer raw(byte[] bytes) {
        return Answer.of(200, MEDIA_TYPE, bytes);
    }

    /** The answer {@code {}}. */
    public static Answer empty() {
        return answer(object());
    }
}
