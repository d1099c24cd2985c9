package penstock.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads a stream of server-sent events (WHATWG HTML, §9.2), one at a time. */
final class Events implements AutoCloseable {

    private final BufferedReader reader;

    Events(InputStream body) {
        this.reader = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    /** An event with JSON data. */
    record Event(String name, JsonNode data) {}

    /** The next event, or null at the end of the stream. */
    @Nullable Event next() throws IOException {
        String name = "message";
        StringBuilder data = new StringBuilder();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.isEmpty() && data.length() > 0) {
                return new Event(name, Api.JSON.readTree(data.toString()));
            }
            if (line.startsWith("event:")) {
                name = line.substring("event:".length()).strip();
            } else if (line.startsWith("data:")) {
                data.append(line.substring("data:".length())).append('\n');
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
