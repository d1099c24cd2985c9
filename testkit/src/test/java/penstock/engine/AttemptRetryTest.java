package penstock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import penstock.plan.Task.RetryPolicy;
import penstock.plan.Value;
import penstock.testkit.plans.PlanBuilder;

/** When a failed attempt is followed by another. */
class AttemptRetryTest {

    private static Story with(RetryPolicy policy) {
        return Story.of(root -> root.task("a", "step", it -> it.retries(policy))).start();
    }

    private static RetryPolicy policy(int retries, long seconds, double factor, long most) {
        return new RetryPolicy(
                retries, Duration.ofSeconds(seconds), factor, Duration.ofSeconds(most));
    }

    @Test
    void withoutADelayTheNextAttemptFollowsAtOnce() {
        with(policy(2, 0, 2, 3600))
                .failed("a")
                .then("AttemptFailed a#1.1", "AttemptScheduled a#1.2")
                .due("launch a#1.2")
                .lost("a#1.2")
                .then("AttemptLost a#1.2", "AttemptScheduled a#1.3")
                .failed("a#1.3")
                .then("AttemptFailed a#1.3", "TaskFailed a", "RunFinished FAILED");
    }

    @Test
    void delaysGrowUpToTheLargest() {
        Story story = with(policy(5, 10, 2, 45));
        String[] delays = {"10S", "20S", "40S", "45S", "45S"};
        for (int i = 1; i <= 5; i++) {
            String next = "a#1." + (i + 1);
            story.failed("a#1." + i)
                    .then(
                            "AttemptFailed a#1." + i,
                            "RetryScheduled " + next + " in " + delays[i - 1])
                    .due("timer " + next)
                    .later(Duration.ofSeconds(45))
                    .timer(next)
                    .then("AttemptScheduled " + next)
                    .due("launch " + next);
        }
    }

    @Test
    void aTaskWithoutAPolicyHasThatOfTheNearestTaskAroundIt() {
        PlanBuilder plan =
                PlanBuilder.plan("p")
                        .container("step", it -> {})
                        .scope(
                                "inner",
                                it ->
                                        it.task("own", "step", t -> t.retries(1))
                                                .task("none", "step"))
                        .scope("outer", it -> it.task("inner", "inner"))
                        .root(it ->
                                it.task("other", "inner")
                                        .task("outer", "outer", t -> t.retries(2)));
        Story.of(plan)
                .start()
                .failed("outer/inner/own")
                .failed("outer/inner/own#1.2")
                .then("AttemptFailed outer/inner/own#1.2", "TaskFailed outer/inner/own")
                .failed("outer/inner/none")
                .failed("outer/inner/none#1.2")
                .then("AttemptFailed outer/inner/none#1.2", "AttemptScheduled outer/inner/none#1.3")
                .failed("other/none")
                .then("AttemptFailed other/none#1.1", "TaskFailed other/none");
    }

    @Test
    void whatIsInsideALoopHasThePolicyOfTheLoop() {
        PlanBuilder plan =
                PlanBuilder.plan("p")
                        .container("step", it -> {})
                        .scope("body", it -> it.task("t", "step"))
                        .root(it ->
                                it.task(
                                                "each",
                                                "body",
                                                t -> t.forEach("i", List.of(Value.NULL)).retries(1))
                                        .task(
                                                "leaf",
                                                "step",
                                                t ->
                                                        t.forEach("i", List.of(Value.NULL))
                                                                .retries(1)));
        Story.of(plan)
                .start()
                .failed("each[0]/t")
                .then("AttemptFailed each[0]/t#1.1", "AttemptScheduled each[0]/t#1.2")
                .failed("leaf[0]")
                .then("AttemptFailed leaf[0]#1.1", "AttemptScheduled leaf[0]#1.2");
    }

    @Test
    void fractionsOfSecondsAreKept() {
        with(new RetryPolicy(3, Duration.ofMillis(250), 1.5, Duration.ofMillis(400)))
                .failed("a")
                .then("AttemptFailed a#1.1", "RetryScheduled a#1.2 in 0.25S")
                .timer("a#1.2")
                .failed("a#1.2")
                .then("AttemptFailed a#1.2", "RetryScheduled a#1.3 in 0.375S")
                .timer("a#1.3")
                .failed("a#1.3")
                .then("AttemptFailed a#1.3", "RetryScheduled a#1.4 in 0.4S");
    }

    @Test
    void aFactorOfZeroKeepsTheDelay() {
        with(policy(3, 10, 0, 3600))
                .failed("a")
                .then("AttemptFailed a#1.1", "RetryScheduled a#1.2 in 10S")
                .timer("a#1.2")
                .failed("a#1.2")
                .then("AttemptFailed a#1.2", "RetryScheduled a#1.3 in 10S");
    }

    @Test
    void fractionsOfSecondsCount() {
        Story story =
                with(new RetryPolicy(2, Duration.ofMillis(1500), 1.5, Duration.ofHours(1)))
                        .failed("a")
                        .then("AttemptFailed a#1.1", "RetryScheduled a#1.2 in 1.5S")
                        .timer("a#1.2")
                        .failed("a#1.2")
                        .then("AttemptFailed a#1.2", "RetryScheduled a#1.3 in 2.25S");
        assertThat(story.state().phase()).isEqualTo(Phase.RUNNING);
    }

    @Test
    void delaysThatGrowBeyondAllBoundsStayAtTheLargest() {
        assertThat(policy(5_000, 10, 10, 60).delay(4_000)).isEqualTo(Duration.ofMinutes(1));
        assertThat(policy(5_000, 0, 10, 60).delay(4_000)).isEqualTo(Duration.ZERO);
    }

    @Test
    void aHopelessFailureIsNotTriedAgain() {
        with(policy(2, 0, 2, 60))
                .failedForGood("a")
                .then("AttemptFailed a#1.1", "TaskFailed a", "RunFinished FAILED");
    }

    @Test
    void aLostAttemptWithoutRetriesFailsItsTask() {
        Story story =
                with(RetryPolicy.NONE)
                        .lost("a")
                        .then("AttemptLost a#1.1", "TaskFailed a", "RunFinished FAILED");
        assertThat(story.problemOf("a")).isEqualTo("attempt 1 was lost: it vanished");
    }

    @Test
    void aTimerThatNobodyWaitsForChangesNothing() {
        with(policy(2, 10, 2, 60))
                .timer("a#1.2")
                .nothing()
                .failed("a")
                .timer("a#1.3")
                .nothing()
                .timer("a#1.2")
                .then("AttemptScheduled a#1.2")
                .timer("a#1.2")
                .nothing();
    }

    @Test
    void reportsOfAFormerAttemptChangeNothing() {
        with(policy(2, 0, 2, 60)).failed("a").failed("a").nothing().succeeded("a").nothing();
    }

    @Test
    void aRestartFindsTheTimerAgain() {
        Story story = with(policy(2, 10, 2, 60)).failed("a");

        assertThat(story.state().dueEffects()).isEqualTo(story.last().effects());
    }
}
