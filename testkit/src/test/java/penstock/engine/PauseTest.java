package penstock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import penstock.plan.ParameterType;
import penstock.plan.Task.RetryPolicy;
import penstock.plan.Value;
import penstock.testkit.plans.PlanBuilder;

/** How runs and tasks are held, and go on. */
class PauseTest {

    private static Story chain() {
        return Story.of(root -> root.task("a", "step").task("b", "step", it -> it.after("a")))
                .start();
    }

    @Test
    void whatRunsEndsAndIsRecordedAndNothingFollowsUntilTheRunIsResumed() {
        chain().pause()
                .then("RunPaused")
                .succeeded("a")
                .then("AttemptSucceeded a#1.1")
                .due()
                .goOn()
                .nothing()
                .resume()
                .then("RunResumed", "TaskReady b", "AttemptScheduled b#1.1")
                .due("launch b#1.1")
                .succeeded("b")
                .then("AttemptSucceeded b#1.1", "ScopeSucceeded (root)", "RunFinished SUCCEEDED");
    }

    @Test
    void whatWasDueIsDueAgain() {
        RetryPolicy policy = new RetryPolicy(1, Duration.ofSeconds(5), 1, Duration.ofSeconds(5));
        Story.of(root ->
                        root.task("a", "step", it -> it.retries(policy))
                                .task("b", "step")
                                .task("c", "step", it -> it.retries(1)))
                .start()
                .failed("a")
                .pause()
                .timer("a#1.2")
                .nothing()
                .failed("c")
                .then("AttemptFailed c#1.1", "RetryScheduled c#1.2 in 0S")
                .due("timer c#1.2")
                .timer("c#1.2")
                .nothing()
                .resume()
                .then("RunResumed")
                .due("timer a#1.2", "launch b#1.1", "timer c#1.2")
                .timer("c#1.2")
                .then("AttemptScheduled c#1.2");
    }

    @Test
    void askingTwiceIsHarmless() {
        chain().resume().nothing().pause().pause().nothing().resume().resume().nothing();
    }

    @Test
    void onlyARunningRunIsPausedAndOnlyAPausedOneResumed() {
        Story.of(root -> root.task("a", "step"))
                .pause()
                .refused("run run is PENDING (expected: RUNNING)")
                .start()
                .cancel()
                .pause()
                .refused("run run is CANCELING (expected: RUNNING)")
                .resume()
                .refused("run run is CANCELING (expected: PAUSED)")
                .stopped("a")
                .pause()
                .refused("run run is CANCELED");
    }

    @Test
    void aPausedRunCanBeCancelledAndThenRetried() {
        chain().pause()
                .succeeded("a")
                .cancel()
                .then("CancelRequested", "RunFinished CANCELED")
                .retry()
                .then("RunRetried 2", "TaskReady b", "AttemptScheduled b#2.1");
    }

    @Test
    void aPausedRunStopsWhatRunsWhenItIsCancelled() {
        chain().pause()
                .cancel()
                .due("stop a#1.1")
                .stopped("a")
                .then("AttemptStopped a#1.1", "TaskCanceled a", "RunFinished CANCELED");
    }

    @Test
    void aPausedLoopOpensNoIteration() {
        Story.of(root ->
                        root.task(
                                "each",
                                "step",
                                it ->
                                        it.forEach("i", java.util.List.of(Value.NULL, Value.NULL))
                                                .atOnce(1)))
                .start()
                .pause()
                .succeeded("each[0]")
                .then("AttemptSucceeded each[0]#1.1")
                .resume()
                .then("RunResumed", "IterationStarted each[1]", "AttemptScheduled each[1]#1.1");
    }

    private static Story held(boolean before, boolean after, boolean onError) {
        return Story.of(
                        PlanBuilder.plan("p")
                                .container(
                                        "a",
                                        it ->
                                                it.pauses(before, after, onError)
                                                        .output("n", ParameterType.NUMBER_INTEGER))
                                .container("b", it -> it.input("n", ParameterType.NUMBER_INTEGER))
                                .root(it ->
                                        it.task("a", "a", t -> t.retries(1))
                                                .task("b", "b", t -> t.from("n", "a", "n"))))
                .start();
    }

    @Test
    void aTaskIsHeldBeforeEachOfItsAttempts() {
        Story story =
                held(true, false, false)
                        .then(
                                "RunStarted",
                                "ScopeStarted (root)",
                                "TaskReady a",
                                "TaskPaused a#1.1")
                        .due();
        assertThat(story.phaseOf("a")).isEqualTo(Phase.PAUSED);

        story.resume("a")
                .then("TaskResumed a", "AttemptScheduled a#1.1")
                .due("launch a#1.1")
                .failed("a")
                .then("AttemptFailed a#1.1", "TaskPaused a#1.2")
                .resume("a")
                .then("TaskResumed a", "AttemptScheduled a#1.2");
    }

    @Test
    void anEndIsKeptUntilTheTaskIsResumed() {
        Story story =
                held(false, true, false)
                        .gave("a", "n", new Value.Int(7))
                        .then("AttemptHeld a#1.1")
                        .due();
        assertThat(story.phaseOf("a")).isEqualTo(Phase.PAUSED);
        assertThat(story.state().isKept(Story.attempt("a"))).isTrue();

        story.failed("a")
                .nothing()
                .resume("a")
                .then(
                        "TaskResumed a",
                        "AttemptSucceeded a#1.1",
                        "TaskReady b",
                        "AttemptScheduled b#1.1")
                .due("release a#1.1", "launch b#1.1");
        assertThat(story.inputsOf("b")).containsEntry("n", new Value.Int(7));
    }

    @Test
    void onlyAFailureIsKeptWhereErrorsAreLookedAt() {
        held(false, false, true)
                .failed("a")
                .then("AttemptHeld a#1.1")
                .resume("a")
                .then("TaskResumed a", "AttemptFailed a#1.1", "AttemptScheduled a#1.2")
                .gave("a#1.2", "n", new Value.Int(7))
                .then("AttemptSucceeded a#1.2", "TaskReady b", "AttemptScheduled b#1.1");
    }

    @Test
    void whatIsHeldEndsWithItsRun() {
        held(true, false, false)
                .cancel()
                .then("CancelRequested", "TaskCanceled a", "RunFinished CANCELED");
        held(false, true, false)
                .gave("a", "n", new Value.Int(7))
                .cancel()
                .then(
                        "CancelRequested",
                        "TaskResumed a",
                        "AttemptSucceeded a#1.1",
                        "RunFinished CANCELED")
                .due("release a#1.1")
                .retry()
                .then("RunRetried 2", "TaskReady b", "AttemptScheduled b#2.1");
        held(false, true, false)
                .failed("a")
                .cancel()
                .then(
                        "CancelRequested",
                        "TaskResumed a",
                        "AttemptFailed a#1.1",
                        "TaskCanceled a",
                        "RunFinished CANCELED")
                .due("release a#1.1");
        held(false, true, false)
                .cancel()
                .failed("a")
                .then("AttemptFailed a#1.1", "TaskCanceled a", "RunFinished CANCELED");
    }

    @Test
    void onlyAHeldTaskOfARunningRunIsResumed() {
        held(true, false, false)
                .resume("b")
                .refused("task 'b' is not started (expected: PAUSED)")
                .pause()
                .resume("a")
                .refused("run run is PAUSED (expected: RUNNING)")
                .resume()
                .resume("a")
                .resume("a")
                .refused("task 'a' is PENDING (expected: PAUSED)");
    }
}
