package penstock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import penstock.plan.ParameterType;
import penstock.plan.Value;
import penstock.testkit.plans.PlanBuilder;
import penstock.testkit.plans.TaskBuilder;

/** Before a task that allows it runs, an earlier result is looked for. */
class LookUpTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final RunId OTHER = new RunId("other");

    private static PlanBuilder plan() {
        return PlanBuilder.plan("story")
                .container("step", it -> it.output("number", ParameterType.NUMBER_INTEGER))
                .root(root ->
                        root.task("a", "step", TaskBuilder::cached)
                                .task("b", "step", task -> task.after("a")));
    }

    private static LookUp hit() {
        CacheNote note =
                new CacheNote(
                        CacheNote.Outcome.HIT,
                        "f1",
                        "the same",
                        List.of(),
                        new CacheNote.Origin(OTHER, new TaskPath("x")));
        SortedMap<String, Value> values = new TreeMap<>();
        values.put("number", new Value.Int(7));
        return new LookUp.Hit(note, new Outputs(values, Collections.emptySortedMap()));
    }

    private static LookUp miss() {
        return new LookUp.Miss(
                new CacheNote(CacheNote.Outcome.MISS, "f1", "unknown", List.of(), null));
    }

    private static Command answer(LookUp answer) {
        return new Command.AnswerLookUp(NOW, Story.attempt("a"), answer);
    }

    @Test
    void aTaskThatAllowsItAsksBeforeItsFirstAttempt() {
        Story.of(plan())
                .start()
                .then("RunStarted", "ScopeStarted (root)", "TaskReady a", "LookUpAsked a#1.1")
                .due("look up a#1.1");
    }

    @Test
    void aHitSucceedsWithoutAnAttempt() {
        Story story = Story.of(plan()).start().send(answer(hit()));
        story.then("TaskReused a", "TaskReady b", "AttemptScheduled b#1.1").due("launch b#1.1");
        TaskRun task = story.state().task(new TaskPath("a"));
        assertThat(task.phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(task.current()).isNull();
        assertThat(task.outputs().parameters()).containsEntry("number", new Value.Int(7));
    }

    @Test
    void aMissRunsTheTask() {
        Story.of(plan())
                .start()
                .send(answer(miss()))
                .then("LookUpMissed a", "AttemptScheduled a#1.1")
                .due("launch a#1.1");
    }

    @Test
    void anAnswerCountsOnce() {
        Story.of(plan()).start().send(answer(miss())).send(answer(hit())).nothing();
    }

    @Test
    void anAnswerToACancelledRunChangesNothing() {
        Story story = Story.of(plan()).start().cancel();
        story.then("CancelRequested", "TaskCanceled a", "RunFinished CANCELED");
        assertThat(story.state().task(new TaskPath("a")).current()).isNull();
        story.send(answer(hit())).nothing();
    }

    @Test
    void aRetriedRunAsksAgain() {
        Story.of(plan())
                .start()
                .cancel()
                .retry()
                .then("RunRetried 2", "TaskReady a", "LookUpAsked a#2.1");
    }

    @Test
    void aQuestionIsDueAgainAfterARestart() {
        Story story = Story.of(plan()).start();
        assertThat(story.state().dueEffects())
                .containsExactly(new Effect.LookUpResult(Story.attempt("a")));
    }

    @Test
    void aRunWithoutCacheAsksNothing() {
        assertThat(asks(new RunCaching(false, null, null))).isEmpty();
    }

    @Test
    void aRunThatGoesOnFromAnotherAsksForEveryTaskThatIsNotFresh() {
        assertThat(asks(reusing())).containsExactly("a", "b");
        assertThat(asks(reusing("a"))).containsExactly("b");
        assertThat(asks(reusing("a", "b"))).isEmpty();
    }

    private static RunCaching reusing(String... fresh) {
        return new RunCaching(
                true, null, new RunCaching.Reuse(OTHER, new TreeSet<>(List.of(fresh))));
    }

    /** Which tasks of a run with these rules ask, when every other one succeeds. */
    private static List<String> asks(RunCaching rules) {
        Story story = Story.of(plan(), rules).start();
        List<String> asked = new ArrayList<>();
        for (String task : List.of("a", "b")) {
            TaskRun run = story.state().taskRun(new TaskPath(task));
            if (run != null && run.current() instanceof Try.Asking(AttemptId id)) {
                asked.add(task);
                story.send(new Command.AnswerLookUp(NOW, id, hit()));
            } else {
                story.gave(task, "number", new Value.Int(1));
            }
        }
        return asked;
    }

    @Test
    void whatIsInsideAFreshScopeIsFresh() {
        RunCaching.Reuse reuse =
                new RunCaching.Reuse(OTHER, new TreeSet<>(List.of("outer/loop", "c")));
        assertThat(reuse.isFresh(new TaskPath("outer/loop[3]/train"))).isTrue();
        assertThat(reuse.isFresh(new TaskPath("outer/loop"))).isTrue();
        assertThat(reuse.isFresh(new TaskPath("outer/other"))).isFalse();
        assertThat(reuse.isFresh(new TaskPath("cc"))).isFalse();
    }

    @Test
    void theStricterRulesHold() {
        Duration hour = Duration.ofHours(1);
        Duration day = Duration.ofDays(1);
        RunCaching on = RunCaching.DEFAULT;
        RunCaching off = new RunCaching(false, null, null);
        assertThat(on.within(off).enabled()).isFalse();
        assertThat(off.within(on).enabled()).isFalse();
        assertThat(
                        new RunCaching(true, day, null)
                                .within(new RunCaching(true, hour, null))
                                .maxAge())
                .isEqualTo(hour);
        assertThat(
                        new RunCaching(true, hour, null)
                                .within(new RunCaching(true, day, null))
                                .maxAge())
                .isEqualTo(hour);
        assertThat(new RunCaching(true, hour, null).within(on).maxAge()).isEqualTo(hour);
        assertThat(on.within(new RunCaching(true, day, null)).maxAge()).isEqualTo(day);
    }
}
