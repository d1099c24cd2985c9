package penstock.bench;

import penstock.plan.Plan;

/** What the engine adds to a step: chains of no-op steps, durable, beside one fsync. */
final class EngineChain implements Benchmark {

    private static final int ROUNDS = 5;

    @Override
    public String name() {
        return "chain";
    }

    @Override
    public void run(Report report) throws Exception {
        report.title("Durable engine overhead per step in a chain of no-op steps");
        double floor = CommitFloor.millis();
        report.row("fsync of 4 KiB, median", "%.3f ms".formatted(floor));
        try (World world = World.open((_, _) -> new NoOpRunner(), 64)) {
            world.start(Shapes.chain(1_000)).join();
            for (int steps : new int[] {10, 100, 1_000}) {
                Plan plan = Shapes.chain(steps);
                double[] perStep = new double[ROUNDS];
                for (int round = 0; round < ROUNDS; round++) {
                    long start = System.nanoTime();
                    world.start(plan).join();
                    perStep[round] = (System.nanoTime() - start) / 1e6 / steps;
                }
                double median = Report.percentile(perStep, 0.5);
                report.row(
                        steps + " steps, median of " + ROUNDS,
                        "%.3f ms a step = %.1f fsyncs (goal: 2 + 1 ms = %.3f ms)"
                                .formatted(median, median / floor, 2 * floor + 1));
            }
        }
    }
}
