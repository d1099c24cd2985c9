package penstock.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import penstock.control.port.AttemptOrder;
import penstock.control.port.TaskRunner;
import penstock.engine.AttemptId;
import penstock.plan.Plan;

/**
 * A loop of 100,000 no-op iterations: time and memory beside one of 10,000, and a restart halfway.
 */
final class LoopScale implements Benchmark {

    private static final int SMALL = 10_000;
    private static final int LARGE = 100_000;
    private static final int SLOTS = 256;

    @Override
    public String name() {
        return "loop";
    }

    @Override
    public void run(Report report) throws Exception {
        report.title("A loop of 100,000 no-op iterations beside one of 10,000");
        try (World world = World.open((_, _) -> new NoOpRunner(), SLOTS)) {
            world.start(Shapes.loop(1_000)).join();
        }
        double small = measure(report, SMALL);
        double large = measure(report, LARGE);
        report.row(
                "time for ten times the iterations",
                "%.1f times (linear: 10)".formatted(large / small));
        restart(report);
    }

    private static double measure(Report report, int iterations) throws Exception {
        Plan plan = Shapes.loop(iterations);
        try (World world = World.open((_, _) -> new NoOpRunner(), SLOTS)) {
            System.gc();
            pools();
            long start = System.nanoTime();
            world.start(plan).join();
            double seconds = (System.nanoTime() - start) / 1e9;
            report.row(
                    iterations + " iterations",
                    "%.2f s, %d MB of heap at its peak, %.0f bytes on disk an iteration"
                            .formatted(
                                    seconds, pools() >> 20, world.bytes() / (double) iterations));
            return seconds;
        }
    }

    /** Sum of the peaks of the heap's pools since the call before. */
    private static long pools() {
        long peak = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP) {
                peak += pool.getPeakUsage().getUsed();
                pool.resetPeakUsage();
            }
        }
        return peak;
    }

    /** A server that stops halfway, and the time until the next one starts a step of the loop. */
    private static void restart(Report report) throws Exception {
        StopsHalfway halfway = new StopsHalfway(LARGE / 2);
        World first = World.open((_, _) -> halfway, SLOTS);
        var _ = first.start(Shapes.loop(LARGE));
        halfway.reached.await();
        first.stop();
        Starts starts = new Starts();
        long start = System.nanoTime();
        try (World _ = first.again((_, _) -> starts, SLOTS)) {
            starts.first.await();
            report.row(
                    "restarted after half of 100000",
                    "%.1f s until the next step starts (goal: 10)"
                            .formatted((System.nanoTime() - start) / 1e9));
        }
    }

    /** Says nothing more once so many attempts have ended. */
    private static final class StopsHalfway implements TaskRunner {
        private final NoOpRunner runner = new NoOpRunner();
        private final AtomicInteger launched = new AtomicInteger();
        private final CountDownLatch reached = new CountDownLatch(1);
        private final int half;

        StopsHalfway(int half) {
            this.half = half;
        }

        @Override
        public void launch(AttemptOrder order, AttemptReports reports) {
            if (launched.incrementAndGet() <= half) {
                runner.launch(order, reports);
            } else {
                reached.countDown();
            }
        }

        @Override
        public void stop(AttemptId attempt) {}

        @Override
        public void release(AttemptId attempt) {}
    }

    /** Notices the first launch. */
    private static final class Starts implements TaskRunner {
        private final CountDownLatch first = new CountDownLatch(1);

        @Override
        public void launch(AttemptOrder order, AttemptReports reports) {
            first.countDown();
        }

        @Override
        public void stop(AttemptId attempt) {}

        @Override
        public void release(AttemptId attempt) {}
    }
}
