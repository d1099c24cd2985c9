package penstock.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Real lightweight Python steps: beside the bare interpreter, and beside kfp's own local runner.
 */
final class PythonSteps implements Benchmark {

    private static final int LOOP = 2_000;
    private static final int CHAIN = 50;
    private static final int SLOTS = 4;

    @Override
    public String name() {
        return "python";
    }

    @Override
    public void run(Report report) throws Exception {
        report.title("Lightweight Python steps, warm");
        Kfp kfp = Kfp.find();
        if (kfp == null) {
            report.row("not measured", "no kfp; name a Python that has it in PENSTOCK_KFP_PYTHON");
            return;
        }
        try (Site site = Site.open(SLOTS)) {
            site.run(kfp.compile("chain", SLOTS));
            double loop = site.run(kfp.compile("loop", LOOP));
            double bare = bareInterpreter(interpreter(site.data()));
            report.row(
                    "loop of %d steps, %d at once".formatted(LOOP, SLOTS),
                    "%.1f s; as many python -c pass %.1f s: %.1f times (goal: 2)"
                            .formatted(loop, bare, loop / bare));
            double step = site.run(kfp.compile("chain", CHAIN)) / CHAIN;
            report.row("chain of " + CHAIN, "%.0f ms a step".formatted(1000 * step));
            beside(report, step, "kfp.local without venv", kfp.localStep(false, 10));
            beside(report, step, "kfp.local, its default venv", kfp.localStep(true, 3));
        }
    }

    private static void beside(Report report, double step, String peer, double seconds) {
        report.row(
                peer,
                "%.2f s a step: %.0f times Penstock's chain".formatted(seconds, seconds / step));
    }

    /** The interpreter behind the environment that the steps used. */
    private static Path interpreter(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("envs"), 4)) {
            return files.filter(file -> file.endsWith("bin/python3"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no environment was made"))
                    .toRealPath();
        }
    }

    private static double bareInterpreter(Path python) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(SLOTS)) {
            long start = System.nanoTime();
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < LOOP; i++) {
                all.add(
                        threads.submit(() ->
                                new ProcessBuilder(python.toString(), "-c", "pass")
                                        .start()
                                        .waitFor()));
            }
            for (Future<Integer> each : all) {
                each.get();
            }
            return (System.nanoTime() - start) / 1e9;
        }
    }
}
