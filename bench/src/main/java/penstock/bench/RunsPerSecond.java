package penstock.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import penstock.engine.Phase;
import penstock.plan.Plan;

/** How many runs of one no-op step a second are created, run and ended. */
final class RunsPerSecond implements Benchmark {

    private static final int RUNS = 2_000;
    private static final int ROUNDS = 3;

    @Override
    public String name() {
        return "runs";
    }

    @Override
    public void run(Report report) throws Exception {
        report.title("Runs of one no-op step a second, submitted in process");
        Plan plan = Shapes.chain(1);
        try (World world = World.open((_, _) -> new NoOpRunner(), 256)) {
            double[] rates = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                long start = System.nanoTime();
                List<CompletableFuture<Phase>> ends = new ArrayList<>();
                for (int i = 0; i < RUNS; i++) {
                    ends.add(world.start(plan));
                }
                ends.forEach(CompletableFuture::join);
                rates[round] = RUNS / ((System.nanoTime() - start) / 1e9);
            }
            report.row(
                    RUNS + " runs at once, median of " + ROUNDS,
                    "%.0f runs/s (goal: 500)".formatted(Report.percentile(rates, 0.5)));
        }
    }
}
