package penstock.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.control.port.Journal.AppendOutcome;
import penstock.control.port.Journal.LoadOutcome;
import penstock.control.port.RunReads.RunRow;
import penstock.engine.Event;
import penstock.engine.Graph;
import penstock.engine.Phase;
import penstock.engine.RunId;
import penstock.engine.RunState;
import penstock.testkit.contract.ContractPlans;
import penstock.testkit.contract.RunScript;

/** A server killed at random moments while many runs append. */
class KillTest {

    private static final int ROUNDS = 6;
    private static final int WRITERS = 8;
    private static final int STEPS = 12;

    @Test
    void nothingAcknowledgedIsLostAndNoBatchIsHalf(@TempDir Path path) throws Exception {
        Random random = new Random(20260301);
        Map<String, Long> acknowledged = new HashMap<>();
        long lastEpoch = 0;
        long lastNumber = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int before = acknowledged.size();
            killAfter(50 + random.nextInt(1_500), path, round, acknowledged);
            assertThat(acknowledged).as("round %s", round).hasSizeGreaterThan(before);

            try (TestStore opened = TestStore.open(path)) {
                Store store = opened.store();
                assertThat(store.epoch()).isGreaterThan(lastEpoch + 1);
                lastEpoch = store.epoch();
                long number = store.artifactNumbers().next();
                assertThat(number).isGreaterThan(lastNumber);
                lastNumber = number + Numbers.BLOCK;
                assertThat(store.readers().<String>call(KillTest::quickCheck)).isEqualTo("ok");
                acknowledged.forEach((run, sequence) -> check(store, run, sequence));
            }
        }
    }

    private static String quickCheck(Session session) throws java.sql.SQLException {
        List<String> found = session.all(row -> row.text(1), "PRAGMA quick_check");
        return String.join("\n", found);
    }

    /** Reads acknowledgements until {@code count} have come, kills, and reads what is left. */
    private static void killAfter(int count, Path path, int round, Map<String, Long> acknowledged)
            throws IOException, InterruptedException {
        Process child = Child.start(Appender.class, path.toString(), Integer.toString(round));
        try (BufferedReader reader = child.inputReader()) {
            int seen = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] words = line.split(" ", 3);
                if (words.length == 3 && words[2].equals(".")) {
                    acknowledged.merge(words[0], Long.valueOf(words[1]), Math::max);
                }
                seen++;
                if (seen == count) {
                    assertThat(child.toHandle().destroyForcibly()).isTrue();
                }
            }
        }
        assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }

    private static void check(Store store, String run, long sequence) {
        CompletableFuture<LoadOutcome> done = new CompletableFuture<>();
        store.journal().load(new RunId(run), done::complete);
        assertThat(done.join())
                .isInstanceOfSatisfying(
                        LoadOutcome.Loaded.class, loaded -> check(store, loaded, sequence));
    }

    /** The projections are those of the journal, down to the number of tasks in each state. */
    private static void check(Store store, LoadOutcome.Loaded loaded, long sequence) {
        assertThat(loaded.events()).hasSizeGreaterThanOrEqualTo((int) sequence);
        RunState state = RunState.initial(loaded.header(), Graph.of(loaded.plan()));
        for (Event event : loaded.events()) {
            state = state.apply(event);
        }
        RunRow row = store.runReads().run(loaded.header().run());
        assertThat(row).isNotNull();
        assertThat(row.version()).isEqualTo(loaded.events().size());
        assertThat(row.phase()).isEqualTo(state.phase());
        if (state.phase() == Phase.RUNNING) {
            Map<Phase, Integer> counts = new HashMap<>();
            state.taskRuns()
                    .forEach(task -> counts.merge(task.getValue().phase(), 1, Integer::sum));
            assertThat(row.counts()).isEqualTo(counts);
        }
    }

    /** Plays runs, several at a time, and prints each commit once it is acknowledged. */
    static final class Appender {

        private Appender() {}

        public static void main(String[] args) {
            TestStore opened = TestStore.open(Path.of(args[0]));
            Store store = opened.store();
            PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
                for (int i = 0; i < WRITERS; i++) {
                    String name = "run-" + args[1] + "-" + i;
                    writers.execute(() -> play(store, name, out));
                }
            }
        }

        private static void play(Store store, String name, PrintStream out) {
            for (int n = 0; n < 100_000; n++) {
                RunScript script =
                        RunScript.of(
                                store.journal(),
                                store.epoch(),
                                ContractPlans.fanOut(STEPS),
                                name + "-" + n);
                tell(out, script, script.start());
                for (int step = 0; step < STEPS; step++) {
                    store.artifactNumbers().next();
                    tell(out, script, script.send(script.succeeded("s" + step)));
                }
            }
        }

        private static void tell(PrintStream out, RunScript script, AppendOutcome outcome) {
            if (outcome instanceof AppendOutcome.Committed) {
                out.println(script.run() + " " + script.sequence() + " .");
            } else {
                out.println("failed: " + outcome);
            }
        }
    }
}
