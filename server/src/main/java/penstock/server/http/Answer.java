package penstock.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What a client gets. */
public sealed interface Answer {

    /** The HTTP status. */
    int status();

    /** Headers beside the ones that every answer has. */
    Map<String, String> headers();

    /** A body in memory; answers are sent, never compared. */
    @SuppressWarnings("ArrayRecordComponent")
    record Whole(int status, Map<String, String> headers, byte[] body) implements Answer {
        public Whole {
            headers = sorted(headers);
        }
    }

    /** A body that is written as it comes. */
    record Stream(int status, Map<String, String> headers, Writer writer) implements Answer {
        public Stream {
            headers = sorted(headers);
        }
    }

    /** Writes a body. */
    interface Writer {
        /** Writes all of the body; an {@link IOException} means that the client has gone. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** A body of the given media type. */
    static Answer of(int status, String contentType, byte[] body) {
        return new Whole(status, Map.of("Content-Type", contentType), body);
    }

    /** The same answer with one more header, or another value for it. */
    default Answer with(String name, String value) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(headers());
        all.put(name, value);
        return withHeaders(all);
    }

    /** The same answer with those of {@code defaults} that it lacks. */
    default Answer withDefaults(Map<String, String> defaults) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(defaults);
        all.putAll(headers());
        return withHeaders(all);
    }

    private Answer withHeaders(Map<String, String> all) {
        return switch (this) {
            case Whole whole -> new Whole(whole.status(), all, whole.body());
            case Stream stream -> new Stream(stream.status(), all, stream.writer());
        };
    }

    private static Map<String, String> sorted(Map<String, String> headers) {
        Map<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(headers);
        return Collections.unmodifiableMap(sorted);
    }
}
