package penstock.server.v1;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import penstock.server.json.Json;

/** Writes server-sent events (WHATWG HTML, §9.2). */
final class EventWriter {

    private final OutputStream out;

    EventWriter(OutputStream out) {
        this.out = out;
    }

    /** JSON has no line breaks of its own, so it is one data line. */
    void event(String name, long id, ObjectNode data) throws IOException {
        write("id: " + id + "\nevent: " + name + "\ndata: " + Json.text(data) + "\n\n");
    }

    /** A line that readers ignore; tells both sides that the connection lives. */
    void comment(String text) throws IOException {
        write(": " + text + "\n\n");
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
