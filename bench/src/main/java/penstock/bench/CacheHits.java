package penstock.bench;

import penstock.plan.Plan;

/**
 * What a step costs whose result is known: runs all of whose steps take results of an earlier one.
 */
final class CacheHits implements Benchmark {

    private static final int STEPS = 1_000;
    private static final int ROUNDS = 5;

    @Override
    public String name() {
        return "cache";
    }

    @Override
    public void run(Report report) throws Exception {
        report.title("Steps that take the result of an earlier one, in runs of " + STEPS);
        report.row("fsync of 4 KiB, median", "%.3f ms".formatted(CommitFloor.millis()));
        measure(report, "chain", Shapes.keptChain(STEPS));
        measure(report, "fan-out", Shapes.keptFan(STEPS));
    }

    private static void measure(Report report, String shape, Plan plan) throws Exception {
        CountedRunner runner = new CountedRunner();
        try (World world = World.open((_, _) -> runner, 256)) {
            world.start(plan).join();
            long ran = runner.launched();
            double[] perStep = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                long start = System.nanoTime();
                world.start(plan).join();
                perStep[round] = (System.nanoTime() - start) / 1e6 / STEPS;
            }
            report.row(
                    shape + ", median of " + ROUNDS,
                    "%.3f ms a step (goal: 1); %d steps ran the first time, %d afterwards"
                            .formatted(
                                    Report.percentile(perStep, 0.5), ran, runner.launched() - ran));
        }
    }
}
