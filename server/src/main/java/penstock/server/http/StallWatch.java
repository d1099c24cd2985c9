package penstock.server.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Ends connections whose client has stopped reading. Writing to a socket knows no timeout; an
 * interrupt of the virtual thread that writes closes the socket.
 */
final class StallWatch implements AutoCloseable {

    private final long patience;
    private final Map<Thread, Long> writing = new ConcurrentHashMap<>();
    private final ScheduledExecutorService sweeper =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("penstock-stall-watch").factory());

    /** A watch that ends a write after {@code patience}. */
    StallWatch(Duration patience) {
        this.patience = patience.toNanos();
        long period = Math.max(1, patience.toMillis() / 4);
        sweeper.scheduleWithFixedDelay(this::sweep, period, period, TimeUnit.MILLISECONDS);
    }

    /** {@code out}, on which no write lasts longer than the patience. */
    OutputStream watched(OutputStream out) {
        return new Watched(out);
    }

    private void sweep() {
        long now = System.nanoTime();
        writing.forEach(
                (thread, began) -> {
                    // Removed first: the writer must not be interrupted for a write that has ended.
                    if (now - began > patience && writing.remove(thread, began)) {
                        thread.interrupt();
                    }
                });
    }

    @Override
    public void close() {
        sweeper.shutdownNow();
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
            } finally {
                boolean stalled = writing.remove(self) == null;
                if (stalled && Thread.interrupted()) {
                    throw new IOException("the client has stopped reading");
                }
            }
        }
    }
}
