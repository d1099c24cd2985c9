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
import penstock.engine.AttemptResult;
import penstock.engine.Command;
import penstock.engine.Engine;
import penstock.engine.Event;
import penstock.engine.Lease;
import penstock.engine.Outputs;
import penstock.engine.RunHeader;
import penstock.engine.RunId;
import penstock.engine.TaskPath;
import penstock.plan.ErrorCode;
import penstock.testkit.plans.PlainExpressions;
import penstock.testkit.plans.PlanBuilder;

/** Loops, dispatch and recovery over ports that do what a test tells them to. */
class ControlTest {

    private static final Lease LEASE = new Lease("host", 1);
    private static final Duration AWHILE = Duration.ofSeconds(20);

    private final ManualSteps steps = new ManualSteps();
    private final FakeJournal journal = new FakeJournal();
    private final Hands runner = new Hands();
    private final List<Answer> answers = new ArrayList<>();
    private final Decider engine = new Engine(LEASE, new PlainExpressions())::decide;

    private Control control(Decider decider, int slots) {
        return new Control(
                new Control.Outside(journal, runner, steps, new FakeResults(), _ -> true),
                decider,
                LEASE,
                new Capacity(slots, 1000, 1 << 30));
    }

    private static RunId id(String run) {
        return new RunId(run);
    }

    private static Creation twoTasks(String run) {
        RunHeader header =
                new RunHeader(
                        id(run),
                        run,
                        run,
                        "minio://b",
                        Orders.NOW,
                        Orders.NOW,
                        Collections.emptySortedMap());
        return new Creation(
                header,
                PlanBuilder.plan("p")
                        .container("step", it -> {})
                        .root(it -> it.task("a", "step").task("b", "step"))
                        .build(),
                new RunOrigin("", "", "", null, null, "", ""));
    }

    private static Command success(String run, String task) {
        AttemptId attempt = new AttemptId(id(run), TaskPath.ROOT.child(task), 1, 1);
        return new Command.ReportAttempt(
                Orders.NOW, attempt, LEASE, new AttemptResult.Succeeded(Outputs.NONE));
    }

    private Control begun(Decider decider) {
        Control control = control(decider, 4);
        control.begin(twoTasks("r"), answers::add);
        steps.runAll();
        return control;
    }

    private List<String> names(String run) {
        return journal.events(id(run)).stream().map(it -> it.getClass().getSimpleName()).toList();
    }

    @Test
    void nothingIsAnsweredOrLaunchedBeforeItsStepAndThenOnlyOnce() {
        Control control = control(engine, 4);
        control.begin(twoTasks("r"), answers::add);
        assertThat(answers).isEmpty();
        assertThat(runner.asked).isEmpty();

        steps.runAll();
        assertThat(answers).containsExactly(new Answer.Accepted());
        assertThat(runner.asked).containsExactly("launch r/a#1.1", "launch r/b#1.1");
    }

    @Test
    void commandsThatWaitTogetherAreCommittedTogether() {
        Control control = begun(engine);
        control.ask(id("r"), success("r", "a"), answers::add);
        control.ask(id("r"), success("r", "b"), answers::add);
        steps.runAll();

        assertThat(journal.appends).hasSize(2);
        assertThat(journal.appends.getLast().events())
                .extracting(it -> it.getClass().getSimpleName())
                .containsExactly(
                        "AttemptSucceeded", "AttemptSucceeded", "ScopeSucceeded", "RunFinished");
        assertThat(answers).hasSize(3).containsOnly(new Answer.Accepted());
    }

    @Test
    void aBatchThatWasLostIsDecidedAgain() {
        Control control = begun(engine);
        journal.next(FakeJournal.Fate.LOST);
        journal.next(FakeJournal.Fate.LOST);
        control.ask(id("r"), success("r", "a"), answers::add);
        steps.runAll();
        assertThat(answers).hasSize(1);

        steps.pass(AWHILE);
        steps.pass(AWHILE);
        assertThat(answers).hasSize(2).containsOnly(new Answer.Accepted());
        assertThat(names("r")).filteredOn("AttemptSucceeded"::equals).hasSize(1);
    }

    @Test
    void aRunWhoseFirstBatchWasLostIsCreatedAgain() {
        journal.next(FakeJournal.Fate.LOST);
        begun(engine);
        assertThat(answers).isEmpty();

        steps.pass(AWHILE);
        assertThat(answers).containsExactly(new Answer.Accepted());
        assertThat(names("r")).startsWith("RunStarted");
    }

    @Test
    void aBatchThatTurnsOutToBeDurableIsAnsweredAndNotDecidedAgain() {
        Control control = begun(engine);
        control.ask(id("r"), new Command.CancelRun(steps.now(), "ann"), answers::add);
        steps.runAll();
        reportStopped(control, "a");
        reportStopped(control, "b");
        journal.next(FakeJournal.Fate.DURABLE_BUT_UNKNOWN);
        answers.clear();
        control.ask(id("r"), new Command.RetryRun(steps.now()), answers::add);
        steps.runAll();
        steps.pass(AWHILE);

        assertThat(answers).containsExactly(new Answer.Accepted());
        assertThat(names("r")).filteredOn("RunRetried"::equals).hasSize(1);
        assertThat(runner.asked).endsWith("launch r/a#2.1", "launch r/b#2.1");
    }

    private void reportStopped(Control control, String task) {
        AttemptId attempt = new AttemptId(id("r"), TaskPath.ROOT.child(task), 1, 1);
        control.ask(
                id("r"),
                new Command.ReportAttempt(steps.now(), attempt, LEASE, new AttemptResult.Stopped()),
                _ -> {});
        steps.runAll();
    }

    @Test
    void aRunThatAnotherServerWritesTakesNoMoreCommands() {
        Control control = begun(engine);
        journal.next(FakeJournal.Fate.FENCED);
        control.ask(id("r"), success("r", "a"), answers::add);
        steps.runAll();
        control.ask(id("r"), success("r", "b"), answers::add);
        steps.runAll();

        assertThat(answers.subList(1, 3))
                .allSatisfy(it -> assertThat(it).isInstanceOf(Answer.Unable.class));
        assertThat(journal.appends).hasSize(2);
    }

    @Test
    void aRunWhoseDecisionThrowsIsSetAsideAndOthersGoOn() {
        Decider buggy =
                (state, command) -> {
                    if (command instanceof Command.CancelRun) {
                        throw new IllegalStateException("a bug");
                    }
                    return engine.decide(state, command);
                };
        Control control = begun(buggy);
        control.begin(twoTasks("other"), answers::add);
        control.ask(id("r"), new Command.CancelRun(steps.now(), "ann"), answers::add);
        steps.runAll();
        control.ask(id("r"), success("r", "a"), answers::add);
        control.ask(id("other"), success("other", "a"), answers::add);
        steps.runAll();

        assertThat(journal.quarantined)
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.code()).isEqualTo(ErrorCode.QUARANTINED);
                    assertThat(it.message()).contains("a bug");
                });
        assertThat(names("r")).doesNotContain("AttemptSucceeded");
        assertThat(names("other")).contains("AttemptSucceeded");
        assertThat(answers).filteredOn(Answer.Unable.class::isInstance).hasSize(2);
    }

    @Test
    void anAnswerThatCannotBeGivenSetsItsRunAside() {
        Control control = begun(engine);
        control.ask(
                id("r"),
                success("r", "a"),
                _ -> {
                    throw new IllegalStateException("nobody listens");
                });
        steps.runAll();

        assertThat(journal.quarantined).hasSize(1);
        control.ask(id("r"), success("r", "b"), answers::add);
        steps.runAll();
        assertThat(answers.getLast()).isInstanceOf(Answer.Unable.class);
    }

    @Test
    void aStepThatCannotBeLaunchedFailsItsTask() {
        runner.broken = true;
        begun(engine);

        assertThat(journal.events(id("r")))
                .filteredOn(Event.TaskFailed.class::isInstance)
                .hasSize(2)
                .first()
                .extracting(it -> ((Event.TaskFailed) it).problem().message())
                .asString()
                .contains("could not be launched");
        assertThat(names("r")).endsWith("RunFinished");
    }

    @Test
    void anUnknownRunIsNotFound() {
        control(engine, 1).ask(id("nobody"), new Command.RetryRun(steps.now()), answers::add);
        steps.runAll();

        assertThat(answers)
                .singleElement()
                .isInstanceOfSatisfying(
                        Answer.Unable.class,
                        it -> assertThat(it.problem().code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    @Test
    void theNextServerTakesUpWhatIsUnfinished() {
        begun(engine);
        runner.asked.clear();
        control(engine, 4).recover();
        steps.runAll();

        assertThat(runner.asked).containsExactly("launch r/a#1.1", "launch r/b#1.1");
    }

    @Test
    void whatAnEarlierServerScheduledIsStoppedBeforeItIsAskedFor() {
        Control first = begun(engine);
        first.ask(id("r"), new Command.CancelRun(steps.now(), "ann"), answers::add);
        steps.runAll();
        runner.asked.clear();
        Lease next = new Lease("host", 2);
        new Control(
                        new Control.Outside(journal, runner, steps, new FakeResults(), _ -> true),
                        new PlainExpressions(),
                        next,
                        new Capacity(4, 1000, 1 << 30))
                .recover();
        steps.runAll();

        assertThat(runner.asked)
                .containsExactly(
                        "stop r/a#1.1", "launch r/a#1.1", "stop r/b#1.1", "launch r/b#1.1");
    }

    @Test
    void whatIsStillQueuedWhenARunIsCancelledNeverStarts() {
        Control control = control(engine, 1);
        control.begin(twoTasks("r"), answers::add);
        steps.runAll();
        control.ask(id("r"), new Command.CancelRun(steps.now(), "ann"), answers::add);
        steps.runAll();

        assertThat(runner.asked)
                .containsExactly("launch r/a#1.1", "stop r/a#1.1", "release r/b#1.1");
        assertThat(names("r")).contains("AttemptStopped");
    }
}
