package penstock.server.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Supplier;

/** A body that arrives over a socket, whose reads have a timeout of their own. */
final class RequestBody implements Body {
    private static final int CHUNK = 64 << 10;

    private final Supplier<InputStream> stream;
    private final long patience;

    /** A body that has to arrive within {@code patience}. */
    RequestBody(Supplier<InputStream> stream, Duration patience) {
        this.stream = stream;
        this.patience = patience.toNanos();
    }

    @Override
    public byte[] read(int limit) {
        try {
            return read(stream.get(), limit);
        } catch (IOException | UncheckedIOException e) {
            throw Refusal.of(Code.TIMED_OUT, "the body of the request did not arrive");
        }
    }

    private byte[] read(InputStream in, int limit) throws IOException {
        long began = System.nanoTime();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
            bytes.write(chunk, 0, n);
            if (bytes.size() > limit) {
                throw Refusal.of(
                        Code.TOO_LARGE, "the body has more than " + limit + " bytes (the limit)");
            }
            if (System.nanoTime() - began > patience) {
                throw Refusal.of(Code.TIMED_OUT, "the body of the request arrives too slowly");
            }
        }
        return bytes.toByteArray();
    }
}
