package penstock.server.http;

import java.util.concurrent.atomic.LongAdder;

/** Counts what was answered. Thread-safe. */
public final class Traffic {
    private static final int CLASSES = 6;

    private final LongAdder[] answered = new LongAdder[CLASSES];
    private final LongAdder nanos = new LongAdder();

    /** Nothing answered yet. */
    public Traffic() {
        for (int i = 0; i < CLASSES; i++) {
            answered[i] = new LongAdder();
        }
    }

    void count(Answer answer, long took) {
        answered[Math.clamp(answer.status() / 100, 0, CLASSES - 1)].increment();
        nanos.add(took);
    }

    /** Answers whose status begins with {@code digit}. */
    public long answered(int digit) {
        return answered[digit].sum();
    }

    /** Time from requests to their answers, streams until their beginning. */
    public long nanos() {
        return nanos.sum();
    }
}
