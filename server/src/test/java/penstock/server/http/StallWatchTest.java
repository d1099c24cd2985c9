package penstock.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StallWatchTest {

    /** Like a socket whose other side does not read: blocks until it is interrupted. */
    private static final class Stalled extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            }
        }
    }

    @Test
    void aWriteThatNobodyReadsEnds() throws IOException {
        try (StallWatch watch = new StallWatch(Duration.ofMillis(20))) {
            OutputStream out = watch.watched(new Stalled());
            assertThatThrownBy(() -> out.write(1))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("stopped reading");
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
    }

    @Test
    void aWriteThatIsReadGoesThrough() throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try (StallWatch watch = new StallWatch(Duration.ofMinutes(1));
                OutputStream out = watch.watched(read)) {
            out.write(new byte[] {1, 2, 3});
            out.flush();
        }
        assertThat(read.toByteArray()).containsExactly(1, 2, 3);
    }
}
