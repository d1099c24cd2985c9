package penstock.bench;

import java.util.concurrent.atomic.AtomicLong;
import penstock.control.port.AttemptOrder;
import penstock.control.port.TaskRunner;
import penstock.engine.AttemptId;

/** Counts the steps it is given, which take no time. */
final class CountedRunner implements TaskRunner {

    private final NoOpRunner runner = new NoOpRunner();
    private final AtomicLong launched = new AtomicLong();

    long launched() {
        return launched.get();
    }

    @Override
    public void launch(AttemptOrder order, AttemptReports reports) {
        launched.incrementAndGet();
        runner.launch(order, reports);
    }

    @Override
    public void stop(AttemptId attempt) {}

    @Override
    public void release(AttemptId attempt) {}
}
