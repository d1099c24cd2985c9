package penstock.store.codec;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import penstock.plan.Value;

/** A stretch of a journal as one compressed text, behind a byte that names the format. */
public final class SealCodec {

    private static final int FORMAT = 1;

    private SealCodec() {}

    /** An event as journals hold it: nanoseconds since 1970, type and body. */
    public record Line(long at, String type, String body) {}

    /** The lines, compressed. */
    public static byte[] write(List<Line> lines) {
        String json = JsonOut.text(out -> out.list(lines, line -> write(out, line)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(FORMAT);
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(bytes)) {
            deflater.write(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonOut out, Line line) {
        out.object(() ->
                out.field("at", line.at()).field("type", line.type()).field("body", line.body()));
    }

    /**
     * The lines in {@code sealed}.
     *
     * @throws UnreadableException when this release does not know its format
     */
    public static List<Line> read(byte[] sealed) {
        if (sealed.length == 0 || sealed[0] != FORMAT) {
            throw new UnreadableException(
                    "sealed journal of another format (expected: " + FORMAT + ")");
        }
        ByteArrayInputStream bytes = new ByteArrayInputStream(sealed, 1, sealed.length - 1);
        try (InflaterInputStream inflater = new InflaterInputStream(bytes)) {
            String json = new String(inflater.readAllBytes(), StandardCharsets.UTF_8);
            return Fields.items(JsonIn.read(json)).stream().map(SealCodec::line).toList();
        } catch (IOException e) {
            throw new UnreadableException("sealed journal is damaged: " + e.getMessage());
        }
    }

    private static Line line(Value json) {
        Fields in = Fields.of("sealed event", json, "at", "type", "body");
        return new Line(in.integer("at"), in.text("type"), in.text("body"));
    }
}
