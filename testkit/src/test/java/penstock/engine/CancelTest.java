package penstock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import penstock.plan.Task.RetryPolicy;
import penstock.testkit.plans.PlanBuilder;

/** How a run is cancelled. */
class CancelTest {

    private static final RetryPolicy LATER =
            new RetryPolicy(3, Duration.ofSeconds(10), 2, Duration.ofMinutes(1));

    @Test
    void liveAttemptsAreStoppedAndWaitingOnesEndAtOnce() {
        Story.of(root ->
                        root.task("live", "step")
                                .task("waits", "step", it -> it.retries(LATER))
                                .task("never", "step", it -> it.after("live")))
                .start()
                .failed("waits")
                .cancel()
                .then("CancelRequested", "StopRequested live#1.1", "TaskCanceled waits")
                .due("stop live#1.1")
                .stopped("live")
                .then("AttemptStopped live#1.1", "TaskCanceled live", "RunFinished CANCELED");
    }

    @Test
    void scopesEndFromTheDeepestUpAndThenTheRun() {
        PlanBuilder plan =
                PlanBuilder.plan("p")
                        .container("step", it -> {})
                        .scope("deep", it -> it.task("a", "step"))
                        .scope("inner", it -> it.task("deep", "deep"))
                        .root(it -> it.task("inner", "inner").task("other", "inner"));

        Story.of(plan)
                .start()
                .cancel()
                .stopped("inner/deep/a")
                .then("AttemptStopped inner/deep/a#1.1", "TaskCanceled inner/deep/a")
                .stopped("other/deep/a")
                .then(
                        "AttemptStopped other/deep/a#1.1",
                        "TaskCanceled other/deep/a",
                        "TaskCanceled other/deep",
                        "TaskCanceled other",
                        "TaskCanceled inner/deep",
                        "TaskCanceled inner",
                        "RunFinished CANCELED");
    }

    @Test
    void whatEndsMeanwhileEndsAsItDid() {
        Story story =
                Story.of(root ->
                                root.task("good", "step")
                                        .task("bad", "step", it -> it.retries(LATER))
                                        .task("gone", "step", it -> it.retries(LATER))
                                        .task("after", "step", it -> it.after("good")))
                        .start()
                        .cancel()
                        .succeeded("good")
                        .then("AttemptSucceeded good#1.1")
                        .failed("bad")
                        .then("AttemptFailed bad#1.1", "TaskCanceled bad")
                        .lost("gone")
                        .then("AttemptLost gone#1.1", "TaskCanceled gone", "RunFinished CANCELED");

        assertThat(story.phaseOf("good")).isEqualTo(Phase.SUCCEEDED);
        assertThat(story.state().progress().problem())
                .isNotNull()
                .extracting(it -> it.message())
                .isEqualTo("cancelled by ann");
    }

    @Test
    void aStartReportedAfterTheRequestIsNotRecorded() {
        Story.of(root -> root.task("a", "step")).start().cancel().started("a").nothing();
    }

    @Test
    void cancellingTwiceIsHarmlessAndCancellingAnEndedRunIsRefused() {
        Story.of(root -> root.task("a", "step"))
                .start()
                .cancel()
                .cancel()
                .nothing()
                .stopped("a")
                .cancel()
                .refused("run run has already ended CANCELED");
    }

    @Test
    void aRunThatHasNotBegunEndsAtOnce() {
        Story.of(root -> root.task("a", "step"))
                .cancel()
                .then("CancelRequested", "RunFinished CANCELED")
                .start()
                .nothing();
    }

    @Test
    void aRestartStopsAgainWhatWasAskedToStop() {
        Story story = Story.of(root -> root.task("a", "step")).start().started("a").cancel();

        assertThat(story.state().dueEffects())
                .isEqualTo(List.of(new Effect.StopAttempt(Story.attempt("a"), Story.LEASE)));
    }

    @Test
    void manyAttemptsAreStoppedInBoundedSteps() {
        int tasks = 2_500;
        Story story =
                Story.of(root -> {
                    for (int i = 0; i < tasks; i++) {
                        root.task("t" + i, "step");
                    }
                });
        story.start();
        while (story.last().more()) {
            story.goOn();
        }
        assertThat(story.decisions()).hasSize(6).allSatisfy(CancelTest::isBounded);

        story.cancel();
        assertThat(story.last().more()).isTrue();
        story.started("t2400").started("t0");
        while (story.last().more()) {
            story.goOn();
        }
        assertThat(story.decisions()).allSatisfy(CancelTest::isBounded);
        assertThat(
                        story.decisions().stream()
                                .flatMap(it -> it.events().stream())
                                .filter(Event.StopRequested.class::isInstance))
                .hasSize(tasks);
    }

    private static void isBounded(Decision decision) {
        assertThat(decision.events()).hasSizeLessThanOrEqualTo(Engine.MAX_EVENTS + 4);
    }
}
