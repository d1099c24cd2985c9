package penstock.bench;

import java.util.List;
import java.util.Locale;

/** Runs benchmarks: {@code Main [PATTERN]}, those whose names contain the pattern. */
public final class Main {

    private static final List<Benchmark> ALL =
            List.of(
                    new EngineChain(),
                    new EngineFanOut(),
                    new RunsPerSecond(),
                    new Scale(),
                    new LoopScale(),
                    new CacheHits(),
                    new Storage(),
                    new Spawning(),
                    new PythonSteps(),
                    new ListScale(),
                    new CrowdScale());

    private Main() {}

    /** Prints each benchmark's figures as they come. */
    public static void main(String[] args) throws Exception {
        Locale.setDefault(Locale.ROOT);
        String pattern = args.length == 0 ? "" : args[0];
        Report report = new Report(System.out);
        for (Benchmark benchmark : ALL) {
            if (benchmark.name().contains(pattern)) {
                benchmark.run(report);
            }
        }
    }
}
