package penstock.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import penstock.plan.ParameterType;
import penstock.plan.Task.RetryPolicy;
import penstock.plan.Value;
import penstock.testkit.plans.PlanBuilder;

/** The state diagram: which transitions there are, that each is made, and that no other can be. */
class PhaseTransitionsTest {

    private static PlanBuilder plan() {
        return PlanBuilder.plan("p")
                .container("step", it -> it.optional("n", ParameterType.NUMBER_INTEGER))
                .scope("inner", it -> it.task("leaf", "step"))
                .root(it ->
                        it.input("n", ParameterType.NUMBER_INTEGER)
                                .task("a", "step")
                                .task("b", "step")
                                .task("never", "step", t -> t.fromScope("n", "n").when("n > 5"))
                                .task("broken", "step", t -> t.when("nothing > 5"))
                                .task("inner", "inner")
                                .task("flaky", "step", t -> t.retries(2))
                                .task("after", "step", t -> t.after("broken")));
    }

    private final SortedSet<String> ofTasks = new TreeSet<>();
    private final SortedSet<String> ofRuns = new TreeSet<>();

    private void visit(Story story) {
        RunState state = RunState.initial(story.state().header(), story.state().graph());
        for (Decision decision : story.decisions()) {
            for (Event event : decision.events()) {
                RunState next = state.apply(event);
                if (!(event instanceof Event.RunRetried)) {
                    compare(state, next);
                }
                state = next;
            }
        }
    }

    private void compare(RunState before, RunState after) {
        if (before.phase() != after.phase()) {
            ofRuns.add(before.phase() + " -> " + after.phase());
        }
        SortedMap<TaskPath, Phase> former = phases(before);
        phases(after)
                .forEach((path, phase) -> {
                    Phase from = former.getOrDefault(path, Phase.PENDING);
                    if (from != phase) {
                        ofTasks.add(from + " -> " + phase);
                    }
                });
    }

    private static SortedMap<TaskPath, Phase> phases(RunState state) {
        SortedMap<TaskPath, Phase> phases = new TreeMap<>();
        for (Map.Entry<TaskPath, TaskRun> task : state.taskRuns()) {
            phases.put(task.getKey(), task.getValue().phase());
        }
        return phases;
    }

    private static Story begun() {
        return Story.of(plan(), "n", new Value.Int(1)).start();
    }

    @Test
    void everyTransitionIsMadeAndNoOther() {
        visit(begun().started("a").succeeded("a").succeeded("b").failed("inner/leaf"));
        visit(begun().started("a").failed("a").failed("b").started("flaky").lost("flaky"));
        visit(
                begun().started("flaky")
                        .cancel()
                        .succeeded("b")
                        .stopped("flaky")
                        .stopped("a")
                        .stopped("inner/leaf"));
        visit(
                begun().failed("flaky")
                        .retry()
                        .failed("a")
                        .failed("b")
                        .succeeded("inner/leaf")
                        .succeeded("flaky#1.2"));
        visit(Story.of(root -> root.task("a", "step")).start().succeeded("a"));
        visit(Story.of(root -> root.task("a", "step")).cancel());
        visit(waitingWhenCancelled());
        visit(begun().pause().resume().pause().cancel());
        visit(timed().started("looked").gave("looked", "n", new Value.Int(1)).resume("looked"));
        visit(timed().resume("held").cancel());
        visit(timed().later(Duration.ofSeconds(9)).deadline().stopped("looked"));
        visit(timed().succeeded("looked").cancel());

        assertThat(ofRuns)
                .containsExactlyInAnyOrder(
                        "PENDING -> RUNNING",
                        "PENDING -> CANCELING",
                        "RUNNING -> SUCCEEDED",
                        "RUNNING -> FAILED",
                        "RUNNING -> CANCELING",
                        "RUNNING -> PAUSED",
                        "PAUSED -> RUNNING",
                        "PAUSED -> CANCELING",
                        "CANCELING -> FAILED",
                        "CANCELING -> CANCELED");
        assertThat(ofTasks)
                .containsExactlyInAnyOrder(
                        "PENDING -> RUNNING",
                        "PENDING -> SUCCEEDED",
                        "PENDING -> SKIPPED",
                        "PENDING -> FAILED",
                        "PENDING -> CANCELING",
                        "PENDING -> CANCELED",
                        "RUNNING -> PENDING",
                        "RUNNING -> SUCCEEDED",
                        "RUNNING -> FAILED",
                        "RUNNING -> CANCELING",
                        "RUNNING -> CANCELED",
                        "PENDING -> PAUSED",
                        "RUNNING -> PAUSED",
                        "PAUSED -> PENDING",
                        "PAUSED -> RUNNING",
                        "PAUSED -> CANCELED",
                        "CANCELING -> SUCCEEDED",
                        "CANCELING -> CANCELED");
    }

    /** A run with a deadline, a task held before its start, and one held after its end. */
    private static Story timed() {
        return Story.of(
                        PlanBuilder.plan("p")
                                .deadline(Duration.ofSeconds(9))
                                .container("held", it -> it.pauses(true, false, false))
                                .container("looked", it -> it.pauses(false, true, false))
                                .root(it -> it.task("held", "held").task("looked", "looked")))
                .start();
    }

    private static Story waitingWhenCancelled() {
        return Story.of(root ->
                        root.task(
                                "a",
                                "step",
                                it ->
                                        it.retries(
                                                new RetryPolicy(
                                                        1,
                                                        Duration.ofSeconds(1),
                                                        0,
                                                        Duration.ofSeconds(1)))))
                .start()
                .failed("a")
                .cancel();
    }

    @Test
    void nothingLeavesAnEndedState() {
        for (Phase from : Phase.values()) {
            for (Phase to : Phase.values()) {
                if (from.isTerminal()) {
                    assertThat(from.canBecome(to)).as("%s -> %s", from, to).isFalse();
                }
            }
            assertThat(from.canBecome(from)).as("%s again", from).isFalse();
        }
    }

    @Test
    void anEventThatDoesNotFitIsABug() {
        RunState ended = Story.of(root -> root.task("a", "step")).start().succeeded("a").state();
        RunState running = Story.of(root -> root.task("a", "step")).start().state();
        var at = running.header().createdAt();

        for (Event event :
                new Event[] {
                    new Event.RunStarted(at),
                    new Event.AttemptStarted(at, Story.attempt("a#1.2"), AttemptFacts.NONE),
                    new Event.AttemptScheduled(at, Story.attempt("a#1.2"), Story.LEASE),
                    new Event.AttemptSucceeded(at, Story.attempt("other"), Outputs.NONE)
                }) {
            assertThatThrownBy(() -> running.apply(event))
                    .as("%s", event)
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> ended.apply(new Event.RunFinished(at, Phase.FAILED, null)))
                .hasMessageContaining("run cannot become FAILED from SUCCEEDED");
    }
}
