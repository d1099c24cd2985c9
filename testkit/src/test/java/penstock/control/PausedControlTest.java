package penstock.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import penstock.control.port.Journal.Creation;
import penstock.control.port.RunOrigin;
import penstock.engine.AttemptId;
import penstock.engine.Command;
import penstock.engine.Lease;
import penstock.engine.RunHeader;
import penstock.engine.RunId;
import penstock.engine.TaskPath;
import penstock.plan.Plan;
import penstock.testkit.plans.PlainExpressions;
import penstock.testkit.plans.PlanBuilder;

/** What leaves the process, and what does not, while a run or a task is held. */
class PausedControlTest {

    private static final Lease LEASE = new Lease("host", 1);
    private static final RunId RUN = new RunId("r");

    private final ManualSteps steps = new ManualSteps();
    private final FakeJournal journal = new FakeJournal();
    private final Hands runner = new Hands();
    private final List<Answer> answers = new ArrayList<>();

    private Control control() {
        return new Control(
                new Control.Outside(journal, runner, steps, new FakeResults(), _ -> true),
                new PlainExpressions(),
                LEASE,
                new Capacity(1, 1000, 1 << 30));
    }

    private Control begun(Plan plan) {
        RunHeader header =
                new RunHeader(
                        RUN,
                        "r",
                        "r",
                        "minio://b",
                        Orders.NOW,
                        Orders.NOW,
                        Collections.emptySortedMap());
        Control control = control();
        control.begin(
                new Creation(header, plan, new RunOrigin("", "", "", null, null, "", "")),
                answers::add);
        steps.runAll();
        return control;
    }

    private static Plan twoTasks() {
        return PlanBuilder.plan("p")
                .container("step", it -> {})
                .root(it -> it.task("a", "step").task("b", "step"))
                .build();
    }

    private static Plan lookedAt() {
        return PlanBuilder.plan("p")
                .container("step", it -> it.pauses(false, true, false))
                .root(it -> it.task("a", "step"))
                .build();
    }

    private void ask(Control control, Command command) {
        control.ask(RUN, command, answers::add);
        steps.runAll();
    }

    private void succeeds(String task) {
        runner.succeed(new AttemptId(RUN, TaskPath.ROOT.child(task), 1, 1), LEASE);
        steps.runAll();
    }

    private static Command pause() {
        return new Command.PauseRun(Orders.NOW, "ann");
    }

    private static Command resume() {
        return new Command.ResumeRun(Orders.NOW);
    }

    private static Command resumeTask() {
        return new Command.ResumeTask(Orders.NOW, new TaskPath("a"));
    }

    @Test
    void whatWaitsForASlotWaitsForTheRunToBeResumed() {
        Control control = begun(twoTasks());
        ask(control, pause());
        succeeds("a");
        assertThat(runner.asked).containsExactly("launch r/a#1.1", "release r/a#1.1");

        ask(control, resume());
        assertThat(runner.asked).endsWith("launch r/b#1.1").hasSize(3);
    }

    @Test
    void aPausedRunStaysPausedWhenAnotherServerTakesItUp() {
        ask(begun(twoTasks()), pause());
        runner.asked.clear();
        Control next = control();
        next.recover();
        steps.runAll();
        assertThat(runner.asked).isEmpty();

        ask(next, resume());
        assertThat(runner.asked).containsExactly("launch r/a#1.1");
    }

    @Test
    void anAttemptIsNotReleasedWhileItsTaskIsHeld() {
        Control control = begun(lookedAt());
        succeeds("a");
        succeeds("a");
        assertThat(runner.asked).containsExactly("launch r/a#1.1");
        assertThat(control.running()).isEmpty();

        ask(control, resumeTask());
        assertThat(runner.asked).containsExactly("launch r/a#1.1", "release r/a#1.1");
        assertThat(answers).containsOnly(new Answer.Accepted());
    }

    @Test
    void anAttemptIsReleasedThoughTheStoreDidNotSayThatItsEndIsDurable() {
        Control control = begun(lookedAt());
        succeeds("a");
        journal.next(FakeJournal.Fate.DURABLE_BUT_UNKNOWN);
        ask(control, resumeTask());
        steps.pass(Duration.ofSeconds(20));

        assertThat(runner.asked).containsExactly("launch r/a#1.1", "release r/a#1.1");
    }

    @Test
    void aRunIsStoppedWhenItsTimeIsOver() {
        begun(
                PlanBuilder.plan("p")
                        .deadline(Duration.ofSeconds(10))
                        .container("step", it -> {})
                        .root(it -> it.task("a", "step"))
                        .build());
        steps.pass(Duration.ofSeconds(9));
        assertThat(runner.asked).containsExactly("launch r/a#1.1");
        steps.pass(Duration.ofSeconds(2));

        assertThat(runner.asked).containsExactly("launch r/a#1.1", "stop r/a#1.1");
    }
}
