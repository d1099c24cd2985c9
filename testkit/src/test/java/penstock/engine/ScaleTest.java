package penstock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import penstock.plan.Value;
import penstock.testkit.plans.PlainExpressions;
import penstock.testkit.plans.PlanBuilder;

/** Ten times the tasks cost about ten times the work: bytes allocated are counted, not seconds. */
class ScaleTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void aFanOutOfTenThousandTasksCostsNoMoreThanLinearithmicWork() {
        assertLinear(ScaleTest::fanOut);
    }

    @Test
    void aChainOfTenThousandTasksCostsNoMoreThanLinearithmicWork() {
        assertLinear(ScaleTest::chain);
    }

    @Test
    void cancellingTenThousandTasksCostsNoMoreThanLinearithmicWork() {
        assertLinear(ScaleTest::cancelled);
    }

    @Test
    void retryingTenThousandTasksCostsNoMoreThanLinearithmicWork() {
        assertLinear(ScaleTest::retried);
    }

    @Test
    void aLoopOfTenThousandIterationsCostsNoMoreThanLinearithmicWork() {
        assertLinear(ScaleTest::loop);
    }

    private static RunState loop(int tasks) {
        List<Value> items = Collections.nCopies(tasks, new Value.Int(1));
        Lived run =
                new Lived(
                        Story.of(
                                        PlanBuilder.plan("loop")
                                                .container("step", it -> {})
                                                .scope("body", it -> it.task("t", "step"))
                                                .root(it ->
                                                        it.task(
                                                                "each",
                                                                "body",
                                                                t -> t.forEach("item", items))))
                                .state());
        run.start();
        for (int i = 0; i < tasks; i++) {
            run.report("each[" + i + "]/t", new AttemptResult.Succeeded(Outputs.NONE));
        }
        return run.state;
    }

    private interface Life {
        RunState live(int tasks);
    }

    private static void assertLinear(Life life) {
        life.live(200);
        long small = allocatedBy(life, 1_000);
        long large = allocatedBy(life, 10_000);

        // log(10 000) / log(1 000) is 1.33; the rest is slack.
        assertThat((double) large / small).isLessThan(10 * 1.33 * 1.3);
    }

    private static long allocatedBy(Life life, int tasks) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        RunState end = life.live(tasks);
        assertThat(end.phase().isTerminal()).isTrue();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static Lived wide(int tasks) {
        return new Lived(
                Story.of(
                                root -> {
                                    for (int i = 0; i < tasks; i++) {
                                        root.task("t" + i, "step");
                                    }
                                })
                        .state());
    }

    private static RunState fanOut(int tasks) {
        Lived run = wide(tasks).start();
        for (int i = 0; i < tasks; i++) {
            run.report("t" + i, new AttemptResult.Succeeded(Outputs.NONE));
        }
        return run.state;
    }

    private static RunState chain(int tasks) {
        Lived run =
                new Lived(
                        Story.of(
                                        root -> {
                                            root.task("t0", "step");
                                            for (int i = 1; i < tasks; i++) {
                                                String former = "t" + (i - 1);
                                                root.task("t" + i, "step", it -> it.after(former));
                                            }
                                        })
                                .state());
        run.start();
        for (int i = 0; i < tasks; i++) {
            run.report("t" + i, new AttemptResult.Succeeded(Outputs.NONE));
        }
        return run.state;
    }

    private static RunState cancelled(int tasks) {
        Lived run = wide(tasks).start();
        run.decide(new Command.CancelRun(run.at(), "ann"));
        for (int i = 0; i < tasks; i++) {
            run.report("t" + i, new AttemptResult.Stopped());
        }
        return run.state;
    }

    private static RunState retried(int tasks) {
        Lived run = new Lived(cancelled(tasks));
        run.decide(new Command.RetryRun(run.at()));
        for (int i = 0; i < tasks; i++) {
            run.report("t" + i + "#2.1", new AttemptResult.Succeeded(Outputs.NONE));
        }
        return run.state;
    }

    /** A run without the checks of a story, which cost more than the run. */
    private static final class Lived {
        private final Engine engine = new Engine(Story.LEASE, new PlainExpressions());
        private RunState state;

        Lived(RunState state) {
            this.state = state;
        }

        Instant at() {
            return state.header().createdAt();
        }

        Lived start() {
            return decide(new Command.StartRun(at()));
        }

        void report(String attempt, AttemptResult result) {
            decide(new Command.ReportAttempt(at(), Story.attempt(attempt), Story.LEASE, result));
        }

        Lived decide(Command command) {
            Decision decision = engine.decide(state, command);
            while (decision.more()) {
                decision = engine.decide(decision.after(), new Command.Continue(at()));
            }
            state = decision.after();
            return this;
        }
    }
}
