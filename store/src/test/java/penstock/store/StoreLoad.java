package penstock.store;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import penstock.control.port.Journal;
import penstock.control.port.Journal.Append;
import penstock.control.port.Journal.AppendOutcome;
import penstock.engine.AttemptFacts;
import penstock.engine.Command;
import penstock.testkit.contract.ContractPlans;
import penstock.testkit.contract.RunScript;

/**
 * Measures the append path alone: {@code StoreLoad RUNS STEPS REPORTS ROUNDS} plays that many runs
 * side by side, each of that many steps, with that many reports in a batch. A step is four events
 * and two reports. Decisions are made beforehand.
 */
final class StoreLoad {

    private static final PrintStream OUT = System.out;

    private final Store store;
    private final int runs;
    private final int steps;
    private final int reports;

    private StoreLoad(Store store, int runs, int steps, int reports) {
        this.store = store;
        this.runs = runs;
        this.steps = steps;
        this.reports = reports;
    }

    public static void main(String[] args) throws Exception {
        int rounds = Integer.parseInt(args[3]);
        Path path = Files.createTempDirectory("penstock-load-");
        try (TestStore opened = TestStore.open(path)) {
            StoreLoad load =
                    new StoreLoad(
                            opened.store(),
                            Integer.parseInt(args[0]),
                            Integer.parseInt(args[1]),
                            Integer.parseInt(args[2]));
            for (int round = 0; round < rounds; round++) {
                load.measure(round, path.resolve("penstock.db"));
            }
        }
        OUT.println("the data folder is left at " + path);
    }

    private void measure(int round, Path file) throws IOException, InterruptedException {
        List<List<Append>> batches = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            batches.add(batches("run-" + round + "-" + i));
        }
        long bytes = Files.size(file);
        long cpu = writerCpu();
        long begin = System.nanoTime();
        play(batches);
        double seconds = (System.nanoTime() - begin) / 1e9;
        double all = (double) runs * steps;
        OUT.printf(
                "%d runs of %d steps, %d reports a batch: %.0f steps/s, writer %.1f us/step,"
                        + " %.0f bytes/step%n",
                runs,
                steps,
                reports,
                all / seconds,
                (writerCpu() - cpu) / 1e3 / all,
                (Files.size(file) - bytes) / all);
    }

    private List<Append> batches(String id) {
        RunScript script =
                RunScript.of(store.journal(), store.epoch(), ContractPlans.fanOut(steps), id);
        List<Append> batches = new ArrayList<>();
        take(batches, script, script.begin());
        for (int first = 0; first < steps; first += reports) {
            List<Command> started = new ArrayList<>();
            List<Command> succeeded = new ArrayList<>();
            for (int step = first; step < Math.min(steps, first + reports); step++) {
                started.add(script.started("s" + step, AttemptFacts.NONE));
                succeeded.add(script.succeeded("s" + step));
            }
            take(batches, script, started.toArray(Command[]::new));
            take(batches, script, succeeded.toArray(Command[]::new));
        }
        return batches;
    }

    private static void take(List<Append> batches, RunScript script, Command... commands) {
        Append batch = script.batch(commands);
        batches.add(batch);
        script.follow(batch);
    }

    private void play(List<List<Append>> batches) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(batches.size());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Player player = new Player(store.journal(), threads, done);
            batches.forEach(run -> player.next(run.iterator()));
            done.await();
        }
    }

    /** One batch of a run after the other, as a loop does it. */
    private record Player(Journal journal, ExecutorService threads, CountDownLatch done) {

        void next(Iterator<Append> batches) {
            if (!batches.hasNext()) {
                done.countDown();
                return;
            }
            Append batch = batches.next();
            threads.execute(() -> journal.append(batch, outcome -> follow(outcome, batches)));
        }

        private void follow(AppendOutcome outcome, Iterator<Append> batches) {
            if (!(outcome instanceof AppendOutcome.Committed)) {
                throw new UncheckedIOException(new IOException("not committed: " + outcome));
            }
            next(batches);
        }
    }

    private static long writerCpu() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (long id : threads.getAllThreadIds()) {
            var info = threads.getThreadInfo(id);
            if (info != null && info.getThreadName().equals("store-writer")) {
                return threads.getThreadCpuTime(id);
            }
        }
        return 0;
    }
}
