package penstock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import penstock.plan.ParameterType;
import penstock.plan.Value;
import penstock.testkit.plans.PlanBuilder;

/** How an ended run is taken up again. */
class RunRetryTest {

    @Test
    void whatSucceededIsKeptAndTheRestRunsInANewGeneration() {
        Story story =
                Story.of(root ->
                                root.task("good", "step")
                                        .task("bad", "step", it -> it.after("good"))
                                        .task("last", "step", it -> it.after("bad")))
                        .start()
                        .succeeded("good")
                        .failed("bad")
                        .retry()
                        .then("RunRetried 2", "TaskReady bad", "AttemptScheduled bad#2.1")
                        .due("launch bad#2.1")
                        .succeeded("bad")
                        .nothing()
                        .succeeded("bad#2.1")
                        .then(
                                "AttemptSucceeded bad#2.1",
                                "TaskReady last",
                                "AttemptScheduled last#2.1")
                        .succeeded("last#2.1")
                        .then(
                                "AttemptSucceeded last#2.1",
                                "ScopeSucceeded (root)",
                                "RunFinished SUCCEEDED");

        assertThat(story.state().progress().generation()).isEqualTo(2);
        assertThat(story.state().progress().problem()).isNull();
    }

    @Test
    void anUnfinishedScopeStartsAgainAndFindsItsSucceededChildrenDone() {
        PlanBuilder plan =
                PlanBuilder.plan("p")
                        .container("step", it -> {})
                        .scope("inner", it -> it.task("good", "step").task("bad", "step"))
                        .root(it -> it.task("inner", "inner"));

        Story.of(plan)
                .start()
                .succeeded("inner/good")
                .failed("inner/bad")
                .retry()
                .then(
                        "RunRetried 2",
                        "ScopeStarted inner",
                        "TaskReady inner/bad",
                        "AttemptScheduled inner/bad#2.1")
                .succeeded("inner/bad#2.1")
                .then(
                        "AttemptSucceeded inner/bad#2.1",
                        "ScopeSucceeded inner",
                        "ScopeSucceeded (root)",
                        "RunFinished SUCCEEDED");
    }

    @Test
    void aScopeThatDoesNotMindFailuresWaitsForWhatRunsAgain() {
        PlanBuilder plan =
                PlanBuilder.plan("p")
                        .container("step", it -> {})
                        .scope("exit", it -> it.task("mail", "step").task("clean", "step"))
                        .root(it ->
                                it.task("a", "step")
                                        .task(
                                                "exit",
                                                "exit",
                                                t -> t.after("a").whateverHappened()));

        Story.of(plan)
                .start()
                .failed("a")
                .succeeded("exit/clean")
                .failed("exit/mail")
                .retry()
                .then("RunRetried 2", "TaskReady a", "AttemptScheduled a#2.1")
                .succeeded("a#2.1")
                .then(
                        "AttemptSucceeded a#2.1",
                        "ScopeStarted exit",
                        "TaskReady exit/mail",
                        "AttemptScheduled exit/mail#2.1");
    }

    @Test
    void conditionsAreDecidedAgainAndInputsResolvedAgain() {
        PlanBuilder plan =
                PlanBuilder.plan("p")
                        .container("give", it -> it.output("n", ParameterType.NUMBER_INTEGER))
                        .container(
                                "take",
                                it -> it.input("n", ParameterType.NUMBER_INTEGER, new Value.Int(1)))
                        .root(it ->
                                it.task("give", "give")
                                        .task(
                                                "take",
                                                "take",
                                                t ->
                                                        t.from("n", "give", "n")
                                                                .when("n > 5")
                                                                .whateverHappened()));

        Story.of(plan)
                .start()
                .failed("give")
                .then(
                        "AttemptFailed give#1.1",
                        "TaskFailed give",
                        "TaskSkipped take: condition is false: n > 5",
                        "RunFinished FAILED")
                .retry()
                .gave("give#2.1", "n", new Value.Int(9))
                .then("AttemptSucceeded give#2.1", "TaskReady take", "AttemptScheduled take#2.1");
    }

    @Test
    void aCancelledRunGoesOnWhereItWasStopped() {
        Story.of(root -> root.task("a", "step").task("b", "step", it -> it.after("a")))
                .start()
                .cancel()
                .stopped("a")
                .retry()
                .then("RunRetried 2", "TaskReady a", "AttemptScheduled a#2.1")
                .cancel()
                .stopped("a#2.1")
                .then("AttemptStopped a#2.1", "TaskCanceled a", "RunFinished CANCELED")
                .retry()
                .then("RunRetried 3", "TaskReady a", "AttemptScheduled a#3.1");
    }

    @Test
    void aRunCancelledBeforeItBeganBegins() {
        Story story =
                Story.of(root -> root.task("a", "step"))
                        .cancel()
                        .retry()
                        .then(
                                "RunRetried 2",
                                "ScopeStarted (root)",
                                "TaskReady a",
                                "AttemptScheduled a#2.1")
                        .succeeded("a#2.1")
                        .then(
                                "AttemptSucceeded a#2.1",
                                "ScopeSucceeded (root)",
                                "RunFinished SUCCEEDED");
        assertThat(story.state().progress().startedAt()).isNotNull();
    }

    @Test
    void aScopeCancelledBeforeItsTurnCanStillBeRetried() {
        PlanBuilder plan =
                PlanBuilder.plan("p")
                        .container("step", it -> {})
                        .scope("inner", it -> it.task("good", "step").task("bad", "step"))
                        .root(it ->
                                it.task("a", "step")
                                        .task(
                                                "inner",
                                                "inner",
                                                t -> t.after("a").whateverHappened()));

        Story.of(plan)
                .start()
                .failed("a")
                .succeeded("inner/good")
                .failed("inner/bad")
                .retry()
                .cancel()
                .stopped("a#2.1")
                .then("AttemptStopped a#2.1", "TaskCanceled a", "RunFinished CANCELED")
                .retry()
                .succeeded("a#3.1")
                .then(
                        "AttemptSucceeded a#3.1",
                        "ScopeStarted inner",
                        "TaskReady inner/bad",
                        "AttemptScheduled inner/bad#3.1")
                .succeeded("inner/bad#3.1")
                .then(
                        "AttemptSucceeded inner/bad#3.1",
                        "ScopeSucceeded inner",
                        "ScopeSucceeded (root)",
                        "RunFinished SUCCEEDED");
    }

    @Test
    void onlyFailedAndCancelledRunsAreRetried() {
        Story.of(root -> root.task("a", "step"))
                .retry()
                .refused("run run is PENDING (expected: FAILED or CANCELED)")
                .start()
                .retry()
                .refused("run run is RUNNING")
                .succeeded("a")
                .retry()
                .refused("run run is SUCCEEDED");
    }

    @Test
    void retriesOfTasksBeginAnew() {
        Story.of(root -> root.task("a", "step", it -> it.retries(1)))
                .start()
                .failed("a")
                .failed("a#1.2")
                .retry()
                .failed("a#2.1")
                .then("AttemptFailed a#2.1", "AttemptScheduled a#2.2");
    }
}
