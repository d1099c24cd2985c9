package penstock.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import penstock.plan.Plan;
import penstock.runner.ProcessRunner;
import penstock.runner.RunnerSettings;
import penstock.runner.StepPreparer;
import penstock.runner.Supplies;
import penstock.runner.download.Downloads;
import penstock.runner.download.ImportPolicy;
import penstock.store.Store;

/** Real steps that run {@code true}, beside Java's own way to start a process. */
final class Spawning implements Benchmark {

    private static final int STEPS = 500;

    @Override
    public String name() {
        return "spawn";
    }

    @Override
    public void run(Report report) throws Exception {
        report.title("Steps of /bin/true, private view included, beside ProcessBuilder");
        for (int concurrency : new int[] {1, 4, 16}) {
            double peer = processBuilder(concurrency);
            double steps = steps(concurrency);
            report.row(
                    concurrency + " at once",
                    "%.0f steps/s, ProcessBuilder %.0f/s: %.0f %% (goal: 50)"
                            .formatted(steps, peer, 100 * steps / peer));
        }
    }

    private static double processBuilder(int concurrency) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(concurrency)) {
            long start = System.nanoTime();
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < STEPS; i++) {
                all.add(threads.submit(() -> new ProcessBuilder("/bin/true").start().waitFor()));
            }
            for (Future<Integer> each : all) {
                each.get();
            }
            return STEPS / ((System.nanoTime() - start) / 1e9);
        }
    }

    private static double steps(int concurrency) throws Exception {
        World.RunnerFactory factory =
                (data, store) ->
                        ProcessRunner.open(
                                RunnerSettings.defaults(data, System.getenv()),
                                World.noArtifacts(data),
                                store.artifactNumbers(),
                                StepPreparer.AS_WRITTEN,
                                Supplies.of(
                                        data,
                                        store.keepers(new byte[Store.SEAL_KEY_BYTES]),
                                        new Downloads(
                                                data.resolve("downloads"),
                                                ImportPolicy.defaults(data))));
        Plan plan = Shapes.fan(STEPS);
        try (World world = World.open(factory, concurrency)) {
            world.start(Shapes.fan(20)).join();
            long start = System.nanoTime();
            world.start(plan).join();
            return STEPS / ((System.nanoTime() - start) / 1e9);
        }
    }
}
