package penstock.bench;

/** Whether ten times the steps cost ten times as much: time, memory, disk. */
final class Scale implements Benchmark {

    @Override
    public String name() {
        return "scale";
    }

    @Override
    public void run(Report report) throws Exception {
        report.title("A run of 10,000 no-op steps beside one of 1,000");
        double small = measure(report, 1_000);
        double large = measure(report, 10_000);
        report.row(
                "time for ten times the steps", "%.1f times (linear: 10)".formatted(large / small));
    }

    private static double measure(Report report, int steps) throws Exception {
        try (World world = World.open((_, _) -> new NoOpRunner(), 256)) {
            world.start(Shapes.fan(200)).join();
            long before = world.bytes();
            long start = System.nanoTime();
            world.start(Shapes.fan(steps)).join();
            double seconds = (System.nanoTime() - start) / 1e9;
            System.gc();
            long heap = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
            report.row(
                    steps + " steps",
                    "%.2f s, %.0f bytes on disk a step, %d MB of heap afterwards"
                            .formatted(
                                    seconds,
                                    (world.bytes() - before) / (double) steps,
                                    heap >> 20));
            return seconds;
        }
    }
}
