package penstock.server.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends connections whose client has stopped reading. Writing to a socket knows no timeout; an
 * interrupt of the virtual thread that writes closes the socket.
 */
final class StallWatch implements AutoCloseable {

    private final long patience;
    private final Map<Thread, Long> writing = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** A watch that ends a write after {@code patience}. */
    StallWatch(Duration patience) {
        this.patience = patience.toNanos();
        Thread.ofPlatform().daemon().name("penstock-stall-watch").start(this::sweepUntilClosed);
    }

    /** {@code out}, on which no write lasts longer than the patience. */
    OutputStream watched(OutputStream out) {
        return new Watched(out);
    }

    private void sweepUntilClosed() {
        try {
            while (!closed.await(Math.max(1, patience / 4), TimeUnit.NANOSECONDS)) {
                sweep();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sweep() {
        long now = System.nanoTime();
        writing.forEach((thread, began) -> {
            // Removed first: the writer must not be interrupted for a write that has ended.
            if (now - began > patience && writing.remove(thread, began)) {
                thread.interrupt();
            }
        });
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private interface Write {
        void run() throws IOException;
    }

    private final class Watched extends FilterOutputStream {
        Watched(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            timed(() -> out.write(b));
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            timed(() -> out.write(bytes, offset, length));
        }

        @Override
        public void flush() throws IOException {
            timed(out::flush);
        }

        @Override
        public void close() throws IOException {
            timed(out::close);
        }

        private void timed(Write write) throws IOException {
            Thread self = Thread.currentThread();
            writing.put(self, System.nanoTime());
            try {
                write.run();
            } catch (IOException e) {
                throw writing.remove(self) == null ? stalled(e) : e;
            }
            if (writing.remove(self) == null) {
                throw stalled(null);
            }
        }

        private IOException stalled(@Nullable IOException cause) {
            // The interrupt has done its work and must not hit what this thread does next.
            var _ = Thread.interrupted();
            return new IOException("the client has stopped reading", cause);
        }
    }
}
