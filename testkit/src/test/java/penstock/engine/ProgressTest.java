package penstock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import penstock.plan.ErrorCode;
import penstock.plan.ParameterType;
import penstock.plan.Value;
import penstock.testkit.plans.PlanBuilder;

/** How a run goes from its first task to its end. */
class ProgressTest {

    @Test
    void aRunStartsTheTasksThatWaitForNothing() {
        Story.of(root ->
                        root.task("a", "step")
                                .task("b", "step", it -> it.after("a"))
                                .task("c", "step"))
                .start()
                .then(
                        "RunStarted",
                        "ScopeStarted (root)",
                        "TaskReady a",
                        "AttemptScheduled a#1.1",
                        "TaskReady c",
                        "AttemptScheduled c#1.1")
                .due("launch a#1.1", "launch c#1.1");
    }

    @Test
    void aTaskStartsWhenAllItWaitsForHaveSucceeded() {
        Story.of(root ->
                        root.task("a", "step")
                                .task("b", "step")
                                .task("c", "step", it -> it.after("a", "b")))
                .start()
                .succeeded("a")
                .then("AttemptSucceeded a#1.1")
                .succeeded("b")
                .then("AttemptSucceeded b#1.1", "TaskReady c", "AttemptScheduled c#1.1")
                .due("launch c#1.1")
                .succeeded("c")
                .then("AttemptSucceeded c#1.1", "ScopeSucceeded (root)", "RunFinished SUCCEEDED")
                .due();
    }

    @Test
    void aRunWithoutTasksSucceedsAtOnce() {
        Story.of(root -> {})
                .start()
                .then(
                        "RunStarted",
                        "ScopeStarted (root)",
                        "ScopeSucceeded (root)",
                        "RunFinished SUCCEEDED");
    }

    @Test
    void aNestedScopeFoldsToItsOutputs() {
        PlanBuilder plan =
                PlanBuilder.plan("p")
                        .container("give", it -> it.output("n", ParameterType.NUMBER_INTEGER))
                        .container("take", it -> it.input("n", ParameterType.NUMBER_INTEGER))
                        .scope(
                                "inner",
                                it ->
                                        it.task("give", "give")
                                                .yields(
                                                        "m",
                                                        ParameterType.NUMBER_INTEGER,
                                                        "give.n"))
                        .root(it ->
                                it.task("inner", "inner")
                                        .task("take", "take", t -> t.from("n", "inner", "m")));
        Story story =
                Story.of(plan)
                        .start()
                        .then(
                                "RunStarted",
                                "ScopeStarted (root)",
                                "ScopeStarted inner",
                                "TaskReady inner/give",
                                "AttemptScheduled inner/give#1.1")
                        .gave("inner/give", "n", new Value.Int(5))
                        .then(
                                "AttemptSucceeded inner/give#1.1",
                                "ScopeSucceeded inner",
                                "TaskReady take",
                                "AttemptScheduled take#1.1");

        assertThat(story.inputsOf("take")).containsEntry("n", new Value.Int(5));
        assertThat(story.state().taskRun(new TaskPath("inner/give"))).isNull();
    }

    @Test
    void aFailureStopsOnlyWhatDependsOnIt() {
        Story story =
                Story.of(root ->
                                root.task("a", "step")
                                        .task("b", "step", it -> it.after("a"))
                                        .task("c", "step", it -> it.after("b"))
                                        .task("free", "step"))
                        .start()
                        .failed("a")
                        .then(
                                "AttemptFailed a#1.1",
                                "TaskFailed a",
                                "TaskSkipped b: upstream task 'a' ended FAILED",
                                "TaskSkipped c: upstream task 'b' ended SKIPPED")
                        .succeeded("free")
                        .then("AttemptSucceeded free#1.1", "RunFinished FAILED");

        assertThat(story.state().progress().problem())
                .isNotNull()
                .satisfies(it -> {
                    assertThat(it.code()).isEqualTo(ErrorCode.CHILD_FAILED);
                    assertThat(it.message()).isEqualTo("1 task failed: 'a'");
                });
    }

    @Test
    void aFailedChildFailsItsScopesUpToTheRun() {
        PlanBuilder plan =
                PlanBuilder.plan("p")
                        .container("step", it -> {})
                        .scope("deep", it -> it.task("bad", "step"))
                        .scope("inner", it -> it.task("deep", "deep"))
                        .root(it -> it.task("inner", "inner"));

        Story.of(plan)
                .start()
                .failed("inner/deep/bad")
                .then(
                        "AttemptFailed inner/deep/bad#1.1",
                        "TaskFailed inner/deep/bad",
                        "TaskFailed inner/deep",
                        "TaskFailed inner",
                        "RunFinished FAILED");
    }

    @Test
    void aRunNamesTheFirstFewTasksThatFailed() {
        Story story =
                Story.of(root -> {
                    for (int i = 0; i < 7; i++) {
                        root.task("t" + i, "step");
                    }
                });
        story.start();
        for (int i = 0; i < 7; i++) {
            story.failed("t" + i);
        }

        assertThat(story.state().progress().problem())
                .isNotNull()
                .extracting(it -> it.message())
                .isEqualTo("7 tasks failed: 't0', 't1', 't2', 't3', 't4' and others");
    }

    @Test
    void aTaskThatDoesNotMindRunsWhateverHappenedAndTheRunStillFails() {
        Story.of(root ->
                        root.task("a", "step")
                                .task("skipped", "step", it -> it.after("a"))
                                .task(
                                        "exit",
                                        "step",
                                        it -> it.after("a", "skipped").whateverHappened()))
                .start()
                .failed("a")
                .then(
                        "AttemptFailed a#1.1",
                        "TaskFailed a",
                        "TaskSkipped skipped: upstream task 'a' ended FAILED",
                        "TaskReady exit",
                        "AttemptScheduled exit#1.1")
                .succeeded("exit")
                .then("AttemptSucceeded exit#1.1", "RunFinished FAILED");
    }

    @Test
    void aConditionDecidesWhetherATaskRuns() {
        PlanBuilder plan =
                PlanBuilder.plan("p")
                        .container("step", it -> it.input("n", ParameterType.NUMBER_INTEGER))
                        .root(it ->
                                it.input("n", ParameterType.NUMBER_INTEGER)
                                        .task(
                                                "hi",
                                                "step",
                                                t -> t.fromScope("n", "n").when("n > 5"))
                                        .task(
                                                "lo",
                                                "step",
                                                t -> t.fromScope("n", "n").when("n < 5"))
                                        .task(
                                                "after-lo",
                                                "step",
                                                t -> t.fromScope("n", "n").after("lo")));

        Story.of(plan, "n", new Value.Int(7))
                .start()
                .then(
                        "RunStarted",
                        "ScopeStarted (root)",
                        "TaskReady hi",
                        "AttemptScheduled hi#1.1",
                        "TaskSkipped lo: condition is false: n < 5",
                        "TaskSkipped after-lo: upstream task 'lo' ended SKIPPED")
                .succeeded("hi")
                .then("AttemptSucceeded hi#1.1", "ScopeSucceeded (root)", "RunFinished SUCCEEDED");
    }

    @Test
    void aConditionThatCannotBeDecidedFailsItsTask() {
        Story story =
                Story.of(root -> root.task("a", "step", it -> it.when("nothing > 5")))
                        .start()
                        .then(
                                "RunStarted",
                                "ScopeStarted (root)",
                                "TaskFailed a",
                                "RunFinished FAILED");

        assertThat(story.problemOf("a"))
                .isEqualTo("condition nothing > 5 of task 'a' failed: no whole number 'nothing'");
    }

    @Test
    void aConditionThatIsNeitherTrueNorFalseFailsItsTask() {
        PlanBuilder plan =
                PlanBuilder.plan("p")
                        .container("step", it -> it.input("n", ParameterType.NUMBER_INTEGER))
                        .root(it ->
                                it.input("n", ParameterType.NUMBER_INTEGER)
                                        .task(
                                                "a",
                                                "step",
                                                t -> t.fromScope("n", "n").when("n + 5")));

        assertThat(Story.of(plan, "n", new Value.Int(7)).start().problemOf("a"))
                .isEqualTo(
                        "condition n + 5 of task 'a' failed: it is 12 (expected: true or false)");
    }

    @Test
    void askingTwiceIsHarmless() {
        Story.of(root -> root.task("a", "step"))
                .start()
                .start()
                .nothing()
                .started("a")
                .then("AttemptStarted a#1.1")
                .started("a")
                .nothing()
                .goOn()
                .nothing()
                .succeeded("a")
                .succeeded("a")
                .nothing()
                .failed("a")
                .nothing()
                .started("a")
                .nothing()
                .start()
                .nothing();
    }

    @Test
    void aReportUnderAnotherLeaseIsNotBelieved() {
        Story.of(root -> root.task("a", "step"))
                .start()
                .send(
                        new Command.ReportAttempt(
                                Story.of(root -> {}).state().header().createdAt(),
                                Story.attempt("a"),
                                new Lease("host", 2),
                                new AttemptResult.Stopped()))
                .nothing()
                .report("other", new AttemptResult.Stopped())
                .nothing();
    }

    @Test
    void aStopThatNobodyAskedForIsAFailure() {
        Story story =
                Story.of(root -> root.task("a", "step", it -> it.retries(3)))
                        .start()
                        .stopped("a")
                        .then("AttemptStopped a#1.1", "TaskFailed a", "RunFinished FAILED");

        assertThat(story.problemOf("a")).isEqualTo("the step was stopped outside of this run");
    }

    @Test
    void whatATouchedTaskLooksLikeComesWithTheDecision() {
        Story story =
                Story.of(root -> root.task("a", "step").task("b", "step", it -> it.after("a")))
                        .start()
                        .failed("a");

        assertThat(story.last().touched())
                .extracting(
                        it -> it.run().path() + " " + it.run().phase() + " " + it.declared().key())
                .containsExactly("a FAILED a", "b SKIPPED b");
    }
}
