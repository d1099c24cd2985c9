package penstock.store.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.SortedMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes compact JSON into memory. */
final class JsonOut {

    /** Surrogates are escaped, so that text survives UTF-8 even where they are unpaired. */
    private static final int HIGHEST_PLAIN_CHARACTER = 0xD7FF;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamWriteConstraints(
                            StreamWriteConstraints.builder()
                                    .maxNestingDepth(JsonIn.MAX_DEPTH)
                                    .build())
                    .build();

    private final JsonGenerator out;

    private JsonOut(JsonGenerator out) {
        this.out = out;
    }

    /** The JSON text that {@code content} writes. */
    static String text(Consumer<JsonOut> content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            generator.setHighestNonEscapedChar(HIGHEST_PLAIN_CHARACTER);
            content.accept(new JsonOut(generator));
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return text.toString();
    }

    /** An object whose fields {@code fields} writes. */
    void object(Runnable fields) {
        run(out::writeStartObject);
        fields.run();
        run(out::writeEndObject);
    }

    /** A list of {@code items}, each written by {@code item}. */
    <T> void list(Collection<T> items, Consumer<T> item) {
        run(out::writeStartArray);
        items.forEach(item);
        run(out::writeEndArray);
    }

    /** A field whose value {@code value} writes. */
    JsonOut field(String name, Runnable value) {
        run(() -> out.writeFieldName(Names.encode(name)));
        value.run();
        return this;
    }

    JsonOut field(String name, String value) {
        run(() -> out.writeStringField(name, value));
        return this;
    }

    JsonOut field(String name, long value) {
        run(() -> out.writeNumberField(name, value));
        return this;
    }

    JsonOut field(String name, double value) {
        run(() -> out.writeNumberField(name, value));
        return this;
    }

    JsonOut field(String name, Enum<?> value) {
        return field(name, value.name());
    }

    /** Left out when it is null. */
    JsonOut optional(String name, @Nullable String value) {
        return value == null ? this : field(name, value);
    }

    /** Left out when it is empty. */
    JsonOut unlessEmpty(String name, String value) {
        return value.isEmpty() ? this : field(name, value);
    }

    /** Left out when it is {@code usual}, which readers take for granted. */
    JsonOut unless(long usual, String name, long value) {
        return value == usual ? this : field(name, value);
    }

    /** Left out when it is false. */
    JsonOut flag(String name, boolean value) {
        return value ? field(name, () -> bool(true)) : this;
    }

    /** Left out when there are none. */
    <T> JsonOut items(String name, Collection<T> items, Consumer<T> item) {
        return items.isEmpty() ? this : field(name, () -> list(items, item));
    }

    /** Left out when there are none. */
    <T> JsonOut entries(String name, SortedMap<String, T> entries, BiConsumer<JsonOut, T> value) {
        if (entries.isEmpty()) {
            return this;
        }
        return field(
                name,
                () ->
                        object(() ->
                                entries.forEach((key, item) ->
                                        field(key, () -> value.accept(this, item)))));
    }

    void text(String value) {
        run(() -> out.writeString(value));
    }

    void integer(long value) {
        run(() -> out.writeNumber(value));
    }

    /** Always with a point or an exponent, which tells it from an integer. */
    void real(double value) {
        run(() -> out.writeNumber(value));
    }

    void bool(boolean value) {
        run(() -> out.writeBoolean(value));
    }

    void nothing() {
        run(out::writeNull);
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void run(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
    }
}
