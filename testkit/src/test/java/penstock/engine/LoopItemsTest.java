package penstock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import penstock.plan.ErrorCode;
import penstock.plan.ParameterType;
import penstock.plan.Value;
import penstock.testkit.plans.PlanBuilder;

/** What a loop goes over. */
class LoopItemsTest {

    private static Value items(Value... values) {
        return new Value.Items(List.of(values));
    }

    private static Value number(long number) {
        return new Value.Int(number);
    }

    /** A program looped over the run's input {@code all}, declared as {@code type}. */
    private static Story over(ParameterType type, Value value) {
        return Story.of(
                        PlanBuilder.plan("p")
                                .container(
                                        "step", it -> it.input("n", ParameterType.NUMBER_INTEGER))
                                .container("text", it -> it.input("n", ParameterType.STRING))
                                .scope(
                                        "body",
                                        it ->
                                                it.input("n", ParameterType.NUMBER_INTEGER)
                                                        .input("all", type)
                                                        .task(
                                                                "t",
                                                                "text",
                                                                t -> t.fromScope("n", "all")))
                                .root(it ->
                                        it.input("all", type)
                                                .task(
                                                        "each",
                                                        "body",
                                                        t ->
                                                                t.fromScope("all", "all")
                                                                        .forEachIn("n", "all"))),
                        "all",
                        value)
                .start();
    }

    @Test
    void aListMayComeAsJsonTextAndStaysInScope() {
        Story story = over(ParameterType.STRING, new Value.Text(" [ 7, 8.0 ] "));

        assertThat(story.inputsOf("each[1]"))
                .containsEntry("n", number(8))
                .containsEntry("all", new Value.Text(" [ 7, 8.0 ] "));
        assertThat(story.inputsOf("each[1]/t")).containsEntry("n", new Value.Text(" [ 7, 8.0 ] "));
    }

    @Test
    void whatIsNoListFailsTheLoop() {
        assertThat(over(ParameterType.STRING, new Value.Text("{\"a\": 1}")).problemOf("each"))
                .isEqualTo(
                        "loop 'each' has no usable items: input 'all' is \"{\\\"a\\\": 1}\""
                                + " (expected: a list, or the JSON text of one)");
        assertThat(over(ParameterType.NUMBER_INTEGER, number(3)).problemOf("each"))
                .contains("input 'all' is 3 (expected: a list");
    }

    @Test
    void anItemThatAStepCannotTakeFailsTheLoopBeforeItsFirstIteration() {
        PlanBuilder plan =
                PlanBuilder.plan("p")
                        .container("step", it -> it.input("n", ParameterType.NUMBER_INTEGER))
                        .root(it ->
                                it.task(
                                        "each",
                                        "step",
                                        t ->
                                                t.forEach(
                                                        "n",
                                                        List.of(
                                                                number(1),
                                                                new Value.Text("two")))));
        Story story = Story.of(plan).start();

        assertThat(story.problemOf("each"))
                .isEqualTo(
                        "loop 'each' has no usable items: item 1 is \"two\" (expected:"
                                + " NUMBER_INTEGER)");
        story.then("RunStarted", "ScopeStarted (root)", "TaskFailed each", "RunFinished FAILED");
    }

    /** The SDK types a list of mixed items by the first of them. */
    @Test
    void anItemOfAnotherTypeIsForTheTasksOfAScopeToTake() {
        Story story = over(ParameterType.LIST, items(number(1), new Value.Text("two")));

        assertThat(story.inputsOf("each[1]")).containsEntry("n", new Value.Text("two"));
    }

    @Test
    void anItemTypedAsTextIsGivenAsJson() {
        Value struct = new Value.Struct(new TreeMap<>(Map.of("a", number(1))));
        PlanBuilder plan =
                PlanBuilder.plan("p")
                        .container("text", it -> it.input("item", ParameterType.STRING))
                        .root(it -> it.task("t", "text", t -> t.forEach("item", List.of(struct))));
        assertThat(Story.of(plan).start().inputsOf("t[0]"))
                .containsEntry("item", new Value.Text("{\"a\":1}"));
    }

    @Test
    void moreThanAMillionItemsAreRefused() {
        List<Value> many = Collections.nCopies(1_000_001, number(1));
        Story story = over(ParameterType.LIST, new Value.Items(many));

        TaskRun loop = story.state().task(new TaskPath("each"));
        assertThat(loop.problem())
                .isNotNull()
                .extracting(it -> it.code())
                .isEqualTo(ErrorCode.LIMIT_EXCEEDED);
        assertThat(story.problemOf("each"))
                .isEqualTo("loop 'each' has 1000001 items (limit: 1000000)");
    }
}
