package penstock.server.v1;

import java.util.Map;
import java.util.concurrent.Semaphore;
import penstock.server.http.Answer;
import penstock.server.http.Code;
import penstock.server.http.Refusal;

/** Answers that go on for as long as their reader likes; only so many at a time. */
final class Streams {

    private final int most;
    private final Semaphore places;

    Streams(int most) {
        this.most = most;
        this.places = new Semaphore(most);
    }

    /** An answer that takes up a place while it is written. */
    Answer open(Map<String, String> headers, Answer.Writer writer) {
        if (places.availablePermits() == 0) {
            throw full();
        }
        return new Answer.Stream(
                200,
                headers,
                out -> {
                    // Two may have seen the last place; the later one ends at once, and comes
                    // again.
                    if (places.tryAcquire()) {
                        try {
                            writer.writeTo(out);
                        } finally {
                            places.release();
                        }
                    }
                });
    }

    private Refusal full() {
        return Refusal.of(
                Code.BUSY, most + " streams are open already (the limit); close one and try again");
    }
}
