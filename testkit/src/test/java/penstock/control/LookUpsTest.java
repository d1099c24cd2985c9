package penstock.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import penstock.control.port.AttemptOrder;
import penstock.control.port.CacheEntries.Result;
import penstock.control.port.Journal.Creation;
import penstock.control.port.RunOrigin;
import penstock.control.port.TaskRunner;
import penstock.engine.AttemptId;
import penstock.engine.AttemptResult;
import penstock.engine.CacheNote.Origin;
import penstock.engine.Command;
import penstock.engine.Engine;
import penstock.engine.Event;
import penstock.engine.Lease;
import penstock.engine.Outputs;
import penstock.engine.RunHeader;
import penstock.engine.RunId;
import penstock.engine.TaskPath;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;
import penstock.testkit.plans.PlainExpressions;
import penstock.testkit.plans.PlanBuilder;
import penstock.testkit.plans.TaskBuilder;

/** Of identical steps one runs, and the others go by what becomes of it. */
class LookUpsTest {

    private static final Lease LEASE = new Lease("host", 1);

    private final ManualSteps steps = new ManualSteps();
    private final FakeJournal journal = new FakeJournal();
    private final FakeResults results = new FakeResults();
    private final List<String> launched = new ArrayList<>();
    private Control control;

    @BeforeEach
    void open() {
        control = server();
    }

    private Control server() {
        TaskRunner runner =
                new TaskRunner() {
                    @Override
                    public void launch(AttemptOrder order, AttemptReports reports) {
                        launched.add(order.attempt().run().value());
                    }

                    @Override
                    public void stop(AttemptId attempt) {}

                    @Override
                    public void release(AttemptId attempt) {}
                };
        return new Control(
                new Control.Outside(journal, runner, steps, results, _ -> true),
                new Engine(LEASE, new PlainExpressions())::decide,
                LEASE,
                new Capacity(8, 1_000, 1 << 30));
    }

    private void begin(String run) {
        RunHeader header =
                new RunHeader(
                        new RunId(run),
                        run,
                        run,
                        "minio://b",
                        Orders.NOW,
                        Orders.NOW,
                        Collections.emptySortedMap());
        Creation creation =
                new Creation(
                        header,
                        PlanBuilder.plan("p")
                                .container("step", it -> {})
                                .root(it -> it.task("a", "step", TaskBuilder::cached))
                                .build(),
                        new RunOrigin("", "", "", null, null, "", ""));
        control.begin(creation, _ -> {});
        steps.runAll();
    }

    private void report(String run, AttemptResult result) {
        AttemptId attempt = new AttemptId(new RunId(run), new TaskPath("a"), 1, 1);
        control.ask(
                new RunId(run),
                new Command.ReportAttempt(Orders.NOW, attempt, LEASE, result),
                _ -> {});
        steps.runAll();
    }

    private void succeed(String run) {
        results.results.add(
                new Result(
                        new Origin(new RunId(run), new TaskPath("a")),
                        Outputs.NONE,
                        Orders.NOW,
                        List.of()));
        report(run, new AttemptResult.Succeeded(Outputs.NONE));
    }

    private List<String> events(String run) {
        return journal.events(new RunId(run)).stream()
                .filter(event -> event.path() != null && !event.path().isRoot())
                .map(event -> event.getClass().getSimpleName())
                .toList();
    }

    private static final AttemptResult FAILURE =
            new AttemptResult.Failed(Problem.of(ErrorCode.STEP_FAILED, "exit 3"), 3, false);

    @Test
    void identicalStepsOfTwoRunsRunOnce() {
        begin("r1");
        begin("r2");
        begin("r3");
        assertThat(launched).containsExactly("r1");

        succeed("r1");
        assertThat(launched).containsExactly("r1");
        assertThat(events("r2")).containsExactly("TaskReady", "LookUpAsked", "TaskReused");
        assertThat(events("r3")).containsExactly("TaskReady", "LookUpAsked", "TaskReused");
    }

    @Test
    void aStepThatFailsHandsOverToOneOfThoseThatWait() {
        begin("r1");
        begin("r2");
        begin("r3");
        report("r1", FAILURE);
        assertThat(launched).containsExactly("r1", "r2");
        succeed("r2");
        assertThat(events("r3")).contains("TaskReused");
    }

    @Test
    void aCancelledRunHandsOver() {
        begin("r1");
        begin("r2");
        control.ask(new RunId("r1"), new Command.CancelRun(Orders.NOW, "ann"), _ -> {});
        steps.runAll();
        report("r1", new AttemptResult.Stopped());
        assertThat(launched).containsExactly("r1", "r2");
    }

    @Test
    void whoIsCancelledWhileItWaitsNeverLeads() {
        begin("r1");
        begin("r2");
        begin("r3");
        control.ask(new RunId("r2"), new Command.CancelRun(Orders.NOW, "ann"), _ -> {});
        steps.runAll();
        report("r1", FAILURE);
        assertThat(launched).containsExactly("r1", "r3");
    }

    @Test
    void anAnswerThatComesAfterTheEndOfItsTaskHoldsNobodyUp() {
        results.holds = true;
        begin("r1");
        control.ask(new RunId("r1"), new Command.CancelRun(Orders.NOW, "ann"), _ -> {});
        steps.runAll();
        results.answer();
        steps.runAll();
        results.holds = false;
        begin("r2");
        assertThat(launched).containsExactly("r2");
    }

    @Test
    void aPausedRunHandsOverWhatHasNotBegun() {
        results.holds = true;
        begin("r1");
        begin("r2");
        control.ask(new RunId("r1"), new Command.PauseRun(Orders.NOW, "ann"), _ -> {});
        steps.runAll();
        results.answer();
        steps.runAll();
        assertThat(launched).containsExactly("r2");
    }

    @Test
    void afterARestartWhatRunsStillLeads() {
        begin("r1");
        begin("r2");
        launched.clear();
        control = server();
        control.recover();
        steps.runAll();
        assertThat(launched).containsExactly("r1");
        succeed("r1");
        assertThat(events("r2")).contains("TaskReused");
    }

    @Test
    void aHitNamesTheTaskThatItIsEqualTo() {
        begin("r1");
        succeed("r1");
        begin("r2");
        assertThat(events("r2")).contains("TaskReused");
        assertThat(journal.events(new RunId("r2")))
                .anySatisfy(event ->
                        assertThat(event)
                                .isInstanceOfSatisfying(
                                        Event.TaskReused.class,
                                        reused ->
                                                assertThat(reused.note().reason())
                                                        .contains("run r1")));
    }
}
