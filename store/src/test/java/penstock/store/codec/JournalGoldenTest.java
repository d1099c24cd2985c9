package penstock.store.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import penstock.engine.Event;

/**
 * Events as the first release wrote them, below {@code src/test/resources/journal/v1}. These files
 * are never written anew: every later release has to read them as they are.
 */
class JournalGoldenTest {

    static Stream<String> names() {
        return EventSamples.all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void anEventOfTheFirstReleaseIsRead(String name) throws IOException {
        Fields golden = golden(name);
        SortedMap<String, String> blobs = golden.entries("blobs", Fields::text);
        Event read =
                EventCodec.read(
                        golden.text("type"),
                        Instant.parse(golden.text("at")),
                        EventSamples.RUN,
                        golden.text("body"),
                        digest -> blobs.getOrDefault(digest, "no such blob"));

        assertThat(read).isEqualTo(sample(name));
    }

    @ParameterizedTest
    @MethodSource("names")
    void anEventIsWrittenAsBefore(String name) throws IOException {
        SortedMap<String, String> blobs = new TreeMap<>();
        Event event = sample(name);
        String body =
                EventCodec.write(
                        event,
                        content -> {
                            String digest = "blob-" + blobs.size();
                            blobs.put(digest, content);
                            return digest;
                        });
        Fields golden = golden(name);

        assertThat(EventCodec.typeOf(event)).isEqualTo(golden.text("type"));
        assertThat(body)
                .as("golden for '%s' with blobs %s: %s", name, blobs, body)
                .isEqualTo(golden.text("body"));
        assertThat(blobs).isEqualTo(golden.entries("blobs", Fields::text));
    }

    @Test
    void everyTypeOfEventHasAGolden() {
        assertThat(EventSamples.all().values())
                .extracting(Object::getClass)
                .containsAll(eventTypes().toList());
    }

    private static Stream<Class<?>> eventTypes() {
        return Stream.of(Event.class.getPermittedSubclasses())
                .flatMap(type ->
                        type.isSealed()
                                ? Stream.of(type.getPermittedSubclasses())
                                : Stream.of(type));
    }

    private static Event sample(String name) {
        Map<String, Event> samples = EventSamples.all();
        Event event = samples.get(name);
        if (event == null) {
            throw new IllegalArgumentException("no sample " + name);
        }
        return event;
    }

    private static Fields golden(String name) throws IOException {
        String file = "/journal/v1/" + name + ".json";
        try (InputStream in = JournalGoldenTest.class.getResourceAsStream(file)) {
            String text = in == null ? "{}" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Fields.of(file, JsonIn.read(text), "type", "at", "body", "blobs");
        }
    }
}
