package penstock.bench;

import penstock.plan.Plan;

/** How many no-op steps a second one run sustains when none waits for another. */
final class EngineFanOut implements Benchmark {

    private static final int STEPS = 1_000;
    private static final int ROUNDS = 7;

    @Override
    public String name() {
        return "fanout";
    }

    @Override
    public void run(Report report) throws Exception {
        report.title("No-op steps a second in a fan-out of " + STEPS);
        Plan plan = Shapes.fan(STEPS);
        try (World world = World.open((_, _) -> new NoOpRunner(), 256)) {
            double[] rates = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                long start = System.nanoTime();
                world.start(plan).join();
                rates[round] = STEPS / ((System.nanoTime() - start) / 1e9);
            }
            report.row(
                    "median of " + ROUNDS + " (the first is cold)",
                    "%.0f steps/s (goal: 3000)".formatted(Report.percentile(rates, 0.5)));
        }
    }
}
