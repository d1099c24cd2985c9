package penstock.runner.inside;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import penstock.control.port.AttemptOrder;
import penstock.engine.AttemptId;
import penstock.engine.AttemptResult;
import penstock.engine.Outputs;
import penstock.plan.ErrorCode;

class InsideRunnerTest {

    private final BlockingQueue<AttemptResult> reports = new LinkedBlockingQueue<>();
    private final AtomicInteger times = new AtomicInteger();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final InsideRunner runner = new InsideRunner(new Gated());

    @AfterEach
    void close() {
        runner.close();
    }

    @Test
    void doesTheWorkOnceHoweverOftenItIsLaunched() throws InterruptedException {
        AttemptOrder order = ImportOrders.of("minio://b/k").build();
        launch(order);
        launch(order);
        gate.countDown();

        assertThat(next()).isInstanceOf(AttemptResult.Started.class);
        AttemptResult end = next();
        while (end instanceof AttemptResult.Started) {
            end = next();
        }
        assertThat(end).isInstanceOf(AttemptResult.Succeeded.class);
        assertThat(times).hasValue(1);
    }

    @Test
    void saysTheEndAgain() throws InterruptedException {
        AttemptOrder order = ImportOrders.of("minio://b/k").build();
        gate.countDown();
        launch(order);
        next();
        AttemptResult end = next();
        launch(order);

        assertThat(next()).isInstanceOf(AttemptResult.Started.class);
        assertThat(next()).isEqualTo(end);
        assertThat(times).hasValue(1);
    }

    @Test
    void neverStartsWhatWasStoppedBefore() throws InterruptedException {
        AttemptOrder order = ImportOrders.of("minio://b/k").build();
        runner.stop(order.attempt());
        launch(order);

        assertThat(next()).isInstanceOf(AttemptResult.Stopped.class);
        assertThat(times).hasValue(0);
    }

    @Test
    void stopsWhatRuns() throws InterruptedException {
        AttemptOrder order = ImportOrders.of("minio://b/k").build();
        launch(order);
        assertThat(next()).isInstanceOf(AttemptResult.Started.class);
        runner.stop(order.attempt());

        assertThat(next()).isInstanceOf(AttemptResult.Stopped.class);
    }

    @Test
    void leavesWhatRunsToTheNextServer() throws InterruptedException {
        AttemptOrder order = ImportOrders.of("minio://b/k").build();
        launch(order);
        assertThat(next()).isInstanceOf(AttemptResult.Started.class);
        runner.close();
        gate.countDown();
        try (InsideRunner later = new InsideRunner(new Gated())) {
            later.launch(order, (_, _, result) -> reports.add(result));
            assertThat(next()).isInstanceOf(AttemptResult.Started.class);
            assertThat(next()).isInstanceOf(AttemptResult.Succeeded.class);
        }
        assertThat(times).hasValue(2);
    }

    @Test
    void reportsAFullDiskAsOneThatMayPass() throws InterruptedException {
        try (InsideRunner failing = new InsideRunner(new Failing())) {
            failing.launch(
                    ImportOrders.of("minio://b/k").build(), (_, _, result) -> reports.add(result));
            next();
            AttemptResult.Failed failed = (AttemptResult.Failed) next();
            assertThat(failed.problem().code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
            assertThat(failed.retryable()).isTrue();
        }
    }

    private void launch(AttemptOrder order) {
        runner.launch(order, (_, _, result) -> reports.add(result));
    }

    private AttemptResult next() throws InterruptedException {
        return requireNonNull(reports.poll(30, TimeUnit.SECONDS), "no report");
    }

    /** Work that waits for the gate. */
    private final class Gated implements InsideWork {
        @Override
        public AttemptResult run(AttemptOrder order) throws InterruptedException {
            times.incrementAndGet();
            gate.await();
            return new AttemptResult.Succeeded(Outputs.NONE);
        }

        @Override
        public void forget(AttemptId attempt) {}
    }

    private static final class Failing implements InsideWork {
        @Override
        public AttemptResult run(AttemptOrder order) throws IOException {
            throw new IOException("no space left on device");
        }

        @Override
        public void forget(AttemptId attempt) {}
    }
}
