package penstock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import penstock.plan.Artifact;
import penstock.plan.ParameterType;
import penstock.plan.Task;
import penstock.plan.Value;
import penstock.testkit.plans.ContainerBuilder;
import penstock.testkit.plans.PlanBuilder;

/** How a loop opens its iterations, and what it gives. */
class LoopTest {

    private static Value items(Value... values) {
        return new Value.Items(List.of(values));
    }

    private static Value number(long number) {
        return new Value.Int(number);
    }

    private static List<Value> numbers(int count) {
        return IntStream.range(0, count).mapToObj(LoopTest::number).toList();
    }

    /** A loop over a scope with one step, collected by a step after it. */
    private static PlanBuilder each(List<Value> items, int atOnce) {
        return PlanBuilder.plan("p")
                .container("step", LoopTest::numberToNumber)
                .container("sum", it -> it.input("all", ParameterType.LIST))
                .scope(
                        "body",
                        it ->
                                it.input("item", ParameterType.NUMBER_INTEGER)
                                        .task("t", "step", t -> t.fromScope("n", "item"))
                                        .yields("n", ParameterType.LIST, "t.n"))
                .root(it ->
                        it.task("each", "body", t -> t.forEach("item", items).atOnce(atOnce))
                                .task("sum", "sum", t -> t.from("all", "each", "n")));
    }

    private static void numberToNumber(ContainerBuilder step) {
        step.optional("n", ParameterType.NUMBER_INTEGER).output("n", ParameterType.NUMBER_INTEGER);
    }

    @Test
    void everyItemHasAnIterationAndTheirOutputsAreCollectedInOrder() {
        Story story =
                Story.of(each(numbers(2), 0))
                        .start()
                        .then(
                                "RunStarted",
                                "ScopeStarted (root)",
                                "LoopStarted each",
                                "IterationStarted each[0]",
                                "IterationStarted each[1]",
                                "TaskReady each[0]/t",
                                "AttemptScheduled each[0]/t#1.1",
                                "TaskReady each[1]/t",
                                "AttemptScheduled each[1]/t#1.1")
                        .due("launch each[0]/t#1.1", "launch each[1]/t#1.1");
        assertThat(story.inputsOf("each[1]/t")).containsEntry("n", number(1));

        story.gave("each[1]/t", "n", number(21))
                .then("AttemptSucceeded each[1]/t#1.1", "ScopeSucceeded each[1]")
                .gave("each[0]/t", "n", number(20))
                .then(
                        "AttemptSucceeded each[0]/t#1.1",
                        "ScopeSucceeded each[0]",
                        "ScopeSucceeded each",
                        "TaskReady sum",
                        "AttemptScheduled sum#1.1");
        assertThat(story.inputsOf("sum")).containsEntry("all", items(number(20), number(21)));
    }

    @Test
    void anIterationThatSucceededIsShownAndThenLeavesTheBoard() {
        Story story = Story.of(each(numbers(2), 0)).start().succeeded("each[0]/t");

        assertThat(story.last().touched())
                .extracting(view -> view.run().path() + " " + view.run().phase())
                .containsExactly("each[0]/t SUCCEEDED", "each[0] SUCCEEDED");
        assertThat(story.state().taskRuns())
                .extracting(task -> task.getKey().value())
                .containsExactly("each", "each[1]", "each[1]/t");
    }

    @Test
    void atMostSoManyIterationsAreLiveAtOnce() {
        Story.of(each(numbers(3), 2))
                .start()
                .due("launch each[0]/t#1.1", "launch each[1]/t#1.1")
                .succeeded("each[1]/t")
                .then(
                        "AttemptSucceeded each[1]/t#1.1",
                        "ScopeSucceeded each[1]",
                        "IterationStarted each[2]",
                        "TaskReady each[2]/t",
                        "AttemptScheduled each[2]/t#1.1");
    }

    @Test
    void withoutALimitAThousandIterationsAreLiveAtOnce() {
        Story story = Story.of(each(numbers(1_001), 0)).start().goOn().goOn().goOn();

        assertThat(story.phaseOf("each[999]/t")).isEqualTo(Phase.PENDING);
        assertThat(story.state().taskRun(new TaskPath("each[1000]"))).isNull();
        story.succeeded("each[5]/t")
                .then(
                        "AttemptSucceeded each[5]/t#1.1",
                        "ScopeSucceeded each[5]",
                        "IterationStarted each[1000]",
                        "TaskReady each[1000]/t",
                        "AttemptScheduled each[1000]/t#1.1");
    }

    @Test
    void aLoopOverNothingGivesEmptyLists() {
        Story story =
                Story.of(each(List.of(), 0))
                        .start()
                        .then(
                                "RunStarted",
                                "ScopeStarted (root)",
                                "LoopStarted each",
                                "ScopeSucceeded each",
                                "TaskReady sum",
                                "AttemptScheduled sum#1.1");
        assertThat(story.inputsOf("sum")).containsEntry("all", items());
    }

    @Test
    void afterAFailureTheOtherIterationsGoOn() {
        Story story =
                Story.of(each(numbers(3), 1))
                        .start()
                        .failed("each[0]/t")
                        .then(
                                "AttemptFailed each[0]/t#1.1",
                                "TaskFailed each[0]/t",
                                "TaskFailed each[0]",
                                "IterationStarted each[1]",
                                "TaskReady each[1]/t",
                                "AttemptScheduled each[1]/t#1.1")
                        .succeeded("each[1]/t")
                        .succeeded("each[2]/t")
                        .then(
                                "AttemptSucceeded each[2]/t#1.1",
                                "ScopeSucceeded each[2]",
                                "TaskFailed each",
                                "TaskSkipped sum: upstream task 'each' ended FAILED",
                                "RunFinished FAILED");
        assertThat(story.problemOf("each")).isEqualTo("1 of 3 iterations failed: [0]");
    }

    @Test
    void aRetryOfTheRunKeepsIterationsThatSucceeded() {
        Story story =
                Story.of(each(numbers(3), 0))
                        .start()
                        .gave("each[1]/t", "n", number(21))
                        .failed("each[0]/t")
                        .gave("each[2]/t", "n", number(22))
                        .retry()
                        .then(
                                "RunRetried 2",
                                "LoopStarted each",
                                "IterationStarted each[0]",
                                "TaskReady each[0]/t",
                                "AttemptScheduled each[0]/t#2.1")
                        .gave("each[0]/t#2.1", "n", number(20));
        assertThat(story.inputsOf("sum"))
                .containsEntry("all", items(number(20), number(21), number(22)));
    }

    @Test
    void otherItemsInANewGenerationMeanANewLoop() {
        PlanBuilder plan =
                PlanBuilder.plan("p")
                        .container("list", it -> it.output("all", ParameterType.LIST))
                        .container(
                                "step",
                                it ->
                                        it.optional("n", ParameterType.NUMBER_INTEGER)
                                                .input("all", ParameterType.LIST, items(number(1))))
                        .root(it ->
                                it.task("list", "list")
                                        .task(
                                                "each",
                                                "step",
                                                t ->
                                                        t.from("all", "list", "all")
                                                                .forEachIn("n", "all")
                                                                .whateverHappened()));
        Story story =
                Story.of(plan)
                        .start()
                        .failed("list")
                        .succeeded("each[0]")
                        .then(
                                "AttemptSucceeded each[0]#1.1",
                                "ScopeSucceeded each",
                                "RunFinished FAILED");
        assertThat(story.inputsOf("each")).containsEntry("all", items(number(1)));

        Story other = Story.of(plan).start().failed("list").failed("each[0]").retry();
        other.gave("list#2.1", "all", items(number(5), number(6)))
                .then(
                        "AttemptSucceeded list#2.1",
                        "LoopStarted each",
                        "IterationStarted each[0]",
                        "AttemptScheduled each[0]#2.1",
                        "IterationStarted each[1]",
                        "AttemptScheduled each[1]#2.1");
        assertThat(other.inputsOf("each[0]")).containsEntry("n", number(5));
    }

    @Test
    void aProgramIsLoopedWithoutAScope() {
        PlanBuilder plan =
                PlanBuilder.plan("p")
                        .container("step", LoopTest::numberToNumber)
                        .root(it -> it.task("each", "step", t -> t.forEach("n", numbers(2))));
        Story story =
                Story.of(plan)
                        .start()
                        .then(
                                "RunStarted",
                                "ScopeStarted (root)",
                                "LoopStarted each",
                                "IterationStarted each[0]",
                                "AttemptScheduled each[0]#1.1",
                                "IterationStarted each[1]",
                                "AttemptScheduled each[1]#1.1");
        assertThat(story.inputsOf("each[1]")).containsExactly(Map.entry("n", number(1)));
        story.succeeded("each[0]")
                .then("AttemptSucceeded each[0]#1.1")
                .succeeded("each[1]")
                .then(
                        "AttemptSucceeded each[1]#1.1",
                        "ScopeSucceeded each",
                        "ScopeSucceeded (root)",
                        "RunFinished SUCCEEDED");
    }

    @Test
    void artifactsAreDeliveredOneByOneAndCollectedFlat() {
        PlanBuilder plan =
                PlanBuilder.plan("p")
                        .container("make", it -> it.outputArtifact("data"))
                        .container("copy", it -> it.artifact("one").outputArtifact("copy"))
                        .container("take", it -> it.artifact("all"))
                        .root(it ->
                                it.task("make", "make", t -> t.forEach("i", numbers(2)))
                                        .task(
                                                "copy",
                                                "copy",
                                                t ->
                                                        t.artifact("all", "make", "data")
                                                                .forEachArtifact("one", "all"))
                                        .task(
                                                "take",
                                                "take",
                                                t -> t.artifact("all", "copy", "copy")));
        Story story =
                Story.of(plan)
                        .start()
                        .gaveArtifact("make[0]", "data", "a")
                        .gaveArtifact("make[1]", "data", "b");
        assertThat(artifacts(story, "copy[0]", "one")).containsExactly("a");
        assertThat(artifacts(story, "copy[1]", "one")).containsExactly("b");

        story.gaveArtifact("copy[1]", "copy", "d").gaveArtifact("copy[0]", "copy", "c");
        assertThat(artifacts(story, "take", "all")).containsExactly("c", "d");
    }

    private static List<String> artifacts(Story story, String path, String input) {
        List<Artifact> all = story.state().task(new TaskPath(path)).inputs().artifacts().get(input);
        return all == null ? List.of() : all.stream().map(Artifact::uri).toList();
    }

    /** A loop in a loop: the inner one goes over the item of the outer one. */
    private static PlanBuilder nested(Value... items) {
        return PlanBuilder.plan("p")
                .container("step", LoopTest::numberToNumber)
                .container("sum", it -> it.input("all", ParameterType.LIST))
                .scope(
                        "inner",
                        it ->
                                it.input("item", ParameterType.NUMBER_INTEGER)
                                        .task(
                                                "t",
                                                "step",
                                                t -> t.fromScope("n", "item").when("n > 0"))
                                        .yields("n", ParameterType.LIST, "t.n"))
                .scope(
                        "outer",
                        it ->
                                it.input("list", ParameterType.LIST)
                                        .task(
                                                "inner",
                                                "inner",
                                                t ->
                                                        t.fromScope("list", "list")
                                                                .forEachIn("item", "list"))
                                        .yields("n", ParameterType.LIST, "inner.n"))
                .root(it ->
                        it.task("outer", "outer", t -> t.forEach("list", List.of(items)))
                                .task("sum", "sum", t -> t.from("all", "outer", "n")));
    }

    @Test
    void nestedLoopsGiveNestedListsAndLeaveSkippedIterationsOut() {
        Story story =
                Story.of(nested(items(number(1), number(0), number(2)), items(), items(number(3))))
                        .start()
                        .gave("outer[0]/inner[2]/t", "n", number(12))
                        .gave("outer[2]/inner[0]/t", "n", number(13))
                        .gave("outer[0]/inner[0]/t", "n", number(11));

        assertThat(story.inputsOf("sum"))
                .containsEntry(
                        "all", items(items(number(11), number(12)), items(), items(number(13))));
    }

    @Test
    void aConditionOnALoopIsAskedOnce() {
        PlanBuilder plan =
                PlanBuilder.plan("p")
                        .container("step", LoopTest::numberToNumber)
                        .root(it ->
                                it.input("n", ParameterType.NUMBER_INTEGER)
                                        .task(
                                                "each",
                                                "step",
                                                t ->
                                                        t.fromScope("m", "n")
                                                                .when("m > 5")
                                                                .forEach("n", numbers(2))));
        Story.of(plan, "n", number(1))
                .start()
                .then(
                        "RunStarted",
                        "ScopeStarted (root)",
                        "TaskSkipped each: condition is false: m > 5",
                        "ScopeSucceeded (root)",
                        "RunFinished SUCCEEDED");
        Story.of(plan, "n", number(6)).start().due("launch each[0]#1.1", "launch each[1]#1.1");
    }

    @Test
    void cancellingStopsEveryIterationAndStartsNoOther() {
        Story story =
                Story.of(each(numbers(3), 2))
                        .start()
                        .cancel()
                        .due("stop each[0]/t#1.1", "stop each[1]/t#1.1")
                        .succeeded("each[0]/t")
                        .then("AttemptSucceeded each[0]/t#1.1")
                        .stopped("each[1]/t")
                        .then(
                                "AttemptStopped each[1]/t#1.1",
                                "TaskCanceled each[1]/t",
                                "TaskCanceled each[1]",
                                "TaskCanceled each[0]",
                                "TaskCanceled each",
                                "RunFinished CANCELED")
                        .retry()
                        .then(
                                "RunRetried 2",
                                "LoopStarted each",
                                "IterationStarted each[0]",
                                "IterationStarted each[1]",
                                "ScopeSucceeded each[0]",
                                "IterationStarted each[2]",
                                "TaskReady each[1]/t",
                                "AttemptScheduled each[1]/t#2.1",
                                "TaskReady each[2]/t",
                                "AttemptScheduled each[2]/t#2.1");
        assertThat(story.phaseOf("each[1]")).isEqualTo(Phase.RUNNING);
    }

    @Test
    void loopsInsideLoopsShareABoundOnWhatIsOpen() {
        List<Value> lists = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            lists.add(new Value.Items(numbers(1_000).stream().map(it -> number(7)).toList()));
        }
        Story story = Story.of(nested(lists.toArray(Value[]::new))).start();
        while (story.last().more()) {
            story.goOn();
        }

        assertThat(story.state().board().underWay()).isBetween(10_000, 21_000);
        assertThat(story.phaseOf("outer[99]/inner[0]/t")).isEqualTo(Phase.PENDING);
    }

    @Test
    void theDeclarationOfAnIterationIsThatOfItsLoop() {
        Story story = Story.of(each(numbers(1), 0)).start();
        Task loop = Scopes.taskAt(story.state(), new TaskPath("each"));

        assertThat(Scopes.taskAt(story.state(), new TaskPath("each[0]"))).isSameAs(loop);
    }
}
