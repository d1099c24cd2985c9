package penstock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;
import penstock.testkit.plans.PlanBuilder;

/** How a run ends whose time is over. */
class DeadlineTest {

    private static Story timed() {
        return Story.of(
                        PlanBuilder.plan("p")
                                .deadline(Duration.ofSeconds(30))
                                .container("step", it -> {})
                                .root(it ->
                                        it.task("a", "step")
                                                .task("b", "step", t -> t.after("a"))
                                                .task(
                                                        "exit",
                                                        "step",
                                                        t -> t.after("b").whateverHappened())))
                .start();
    }

    @Test
    void everythingIsStoppedAndThenTheRunHasFailed() {
        Story story =
                timed().due("deadline in 30S", "launch a#1.1")
                        .later(Duration.ofSeconds(30))
                        .deadline()
                        .then("RunTimedOut", "StopRequested a#1.1")
                        .due("stop a#1.1")
                        .stopped("a")
                        .then("AttemptStopped a#1.1", "TaskCanceled a", "RunFinished FAILED");
        Problem problem = story.state().progress().problem();

        assertThat(problem).isNotNull();
        assertThat(problem.code()).isEqualTo(ErrorCode.RUN_TIMED_OUT);
        assertThat(problem.message()).isEqualTo("the run took longer than its deadline of 30 s");
    }

    @Test
    void aTimerThatIsEarlyOrLateChangesNothing() {
        timed().later(Duration.ofSeconds(29))
                .deadline()
                .nothing()
                .later(Duration.ofSeconds(2))
                .cancel()
                .deadline()
                .nothing()
                .stopped("a")
                .then("AttemptStopped a#1.1", "TaskCanceled a", "RunFinished CANCELED")
                .deadline()
                .nothing();
        Story.of(root -> root.task("a", "step"))
                .start()
                .later(Duration.ofDays(99))
                .deadline()
                .nothing();
    }

    @Test
    void cancellingARunWhoseTimeIsOverChangesNothing() {
        timed().later(Duration.ofSeconds(30)).deadline().cancel().nothing();
    }

    @Test
    void everyGenerationHasItsOwnTime() {
        timed().later(Duration.ofSeconds(30))
                .deadline()
                .succeeded("a")
                .then("AttemptSucceeded a#1.1", "RunFinished FAILED")
                .later(Duration.ofSeconds(10))
                .retry()
                .due("deadline in 1M10S", "launch b#2.1")
                .deadline()
                .nothing();
    }

    @Test
    void theTimeInWhichARunIsPausedDoesNotCount() {
        timed().later(Duration.ofSeconds(10))
                .pause()
                .later(Duration.ofSeconds(100))
                .deadline()
                .nothing()
                .resume()
                .due("deadline in 2M10S", "launch a#1.1")
                .later(Duration.ofSeconds(20))
                .deadline()
                .then("RunTimedOut", "StopRequested a#1.1");
    }

    @Test
    void aRestartFindsTheDeadlineInTheState() {
        RunState state = timed().state();
        Instant due = state.header().createdAt().plusSeconds(30);

        assertThat(state.dueEffects()).contains(new Effect.SetDeadline(due));
    }
}
