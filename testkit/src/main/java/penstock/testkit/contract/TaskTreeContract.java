package penstock.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import penstock.control.port.Journal;
import penstock.control.port.RunReads.TaskPage;
import penstock.control.port.RunReads.TaskRow;
import penstock.control.port.TaskTree;
import penstock.control.port.TaskTree.LoopCounts;
import penstock.engine.AttemptFacts;
import penstock.engine.Phase;
import penstock.engine.RunId;

/** What every {@link TaskTree} shows of the runs that a {@link Journal} committed. */
public abstract class TaskTreeContract {

    /** A journal, empty before each test. */
    protected abstract Journal journal();

    /** The ownership epoch at which the journal accepts batches. */
    protected abstract long epoch();

    /** The tree under test, of that journal. */
    protected abstract TaskTree tree();

    /** Item 1 of {@code each} is done; of {@code group}, item 0 is done and item 2 failed. */
    private RunScript loops() {
        RunScript script = RunScript.of(journal(), epoch(), ContractPlans.loops(), "r");
        script.start();
        script.send(script.succeeded("each[1]"));
        script.send(script.succeeded("group[0]/inside"), script.failed("group[2]/inside"));
        return script;
    }

    private static List<String> paths(TaskPage page) {
        return page.tasks().stream().map(TaskRow::path).toList();
    }

    @Test
    void aRunIsShownWithoutTheInsideOfItsLoops() {
        RunScript script = loops();

        assertThat(paths(tree().within(script.run(), "", 0, 100)))
                .containsExactlyInAnyOrder("each", "group");
    }

    @Test
    void scopesAreShownWithTheirInsideFailedFirst() {
        RunScript script = RunScript.of(journal(), epoch(), ContractPlans.nested(), "r");
        script.start();
        script.send(script.succeeded("first"));
        script.send(script.failed("inner/bad"));

        assertThat(paths(tree().within(script.run(), "", 0, 100)))
                .startsWith("inner/bad")
                .contains("inner", "inner/good", "inner/last", "first", "never");
        assertThat(paths(tree().within(script.run(), "inner", 0, 100)))
                .containsExactlyInAnyOrder("inner", "inner/good", "inner/bad", "inner/last");
        assertThat(paths(tree().children(script.run(), "", null, 0, 100)))
                .containsExactlyInAnyOrder("first", "inner", "never");
        assertThat(paths(tree().children(script.run(), "inner", Phase.FAILED, 0, 100)))
                .containsExactly("inner/bad");
    }

    @Test
    void anIterationIsShownWithItsInside() {
        RunScript script = loops();

        assertThat(paths(tree().within(script.run(), "group[2]", 0, 100)))
                .containsExactlyInAnyOrder("group[2]", "group[2]/inside");
        assertThat(paths(tree().within(script.run(), "each[0]", 0, 100)))
                .containsExactly("each[0]");
        assertThat(paths(tree().children(script.run(), "group[2]", null, 0, 100)))
                .containsExactly("group[2]/inside");
    }

    @Test
    void iterationsComeInTheOrderOfTheirItemsFromAnyIndex() {
        RunScript script = loops();
        TaskPage all = tree().children(script.run(), "group", null, 0, 100);

        assertThat(paths(all)).containsExactly("group[0]", "group[1]", "group[2]");
        assertThat(all.total()).isEqualTo(3);
        TaskPage second = tree().children(script.run(), "group", null, 1, 1);
        assertThat(paths(second)).containsExactly("group[1]");
        assertThat(second.total()).isEqualTo(3);
        assertThat(tree().children(script.run(), "group", null, 3, 10).tasks()).isEmpty();
    }

    @Test
    void iterationsInOneStateAreFoundAndCounted() {
        RunScript script = loops();
        TaskPage failed = tree().children(script.run(), "group", Phase.FAILED, 0, 100);

        assertThat(paths(failed)).containsExactly("group[2]");
        assertThat(failed.total()).isEqualTo(1);
        assertThat(tree().children(script.run(), "group", Phase.FAILED, 1, 9).tasks()).isEmpty();
        assertThat(tree().children(script.run(), "group", Phase.SKIPPED, 0, 9).total()).isZero();
    }

    @Test
    void loopsSayHowFarTheyAre() {
        RunScript script = loops();

        assertThat(tree().loops(script.run(), List.of("each", "group", "group[0]", "nothing")))
                .isEqualTo(
                        Map.of(
                                "each", new LoopCounts(3, 1, 0, 0),
                                "group", new LoopCounts(3, 1, 1, 1)));
    }

    @Test
    void aRetryKeepsTheLengthOfALoopAndItsDoneIterations() {
        RunScript script = loops();
        script.send(script.failed("group[1]/inside"));
        script.send(script.succeeded("each[0]"), script.succeeded("each[2]"));
        assertThat(script.state().phase()).isEqualTo(Phase.FAILED);
        script.send(script.retry());

        assertThat(tree().loops(script.run(), List.of("each", "group")))
                .isEqualTo(
                        Map.of(
                                "each", new LoopCounts(3, 3, 0, 0),
                                "group", new LoopCounts(3, 1, 0, 2)));
    }

    @Test
    void changesInsideOfLoopsAreNotFollowedButTheirLoopsAre() {
        RunScript script = loops();
        List<TaskRow> seen = new ArrayList<>(tree().changedAfter(script.run(), 0, 100));
        assertThat(seen).extracting(TaskRow::path).containsExactlyInAnyOrder("each", "group");
        long version = seen.stream().mapToLong(TaskRow::version).max().orElseThrow();
        script.send(script.started("each[0]", AttemptFacts.NONE));

        assertThat(tree().changedAfter(script.run(), version, 100)).isEmpty();
        assertThat(tree().openLoops(script.run()))
                .extracting(TaskRow::path)
                .containsExactlyInAnyOrder("each", "group");
        script.send(script.succeeded("each[0]"), script.succeeded("each[2]"));
        assertThat(tree().changedAfter(script.run(), version, 100))
                .extracting(TaskRow::path)
                .containsExactly("each");
        assertThat(tree().openLoops(script.run()))
                .extracting(TaskRow::path)
                .containsExactly("group");
    }

    @Test
    void whatStepsGaveIsReadTogether() {
        RunScript script = RunScript.of(journal(), epoch(), ContractPlans.nested(), "r");
        script.start();
        script.send(script.succeeded("first", Samples.text("hello")));
        script.send(
                script.succeeded("inner/good", Samples.models(7, 2)), script.failed("inner/bad"));

        assertThat(tree().outputs(script.run(), 10))
                .extracting(step -> step.row().path(), step -> step.outputs())
                .containsExactly(
                        tuple("first", Samples.text("hello")),
                        tuple("inner/good", Samples.models(7, 2)));
        assertThat(tree().outputs(script.run(), 1)).hasSize(1);
    }

    @Test
    void aPageIsBoundedAndKnowsTheWhole() {
        RunScript script = RunScript.of(journal(), epoch(), ContractPlans.fanOut(2_100), "wide");
        script.start();
        TaskPage page = tree().within(script.run(), "", 0, 1_000_000);

        assertThat(page.tasks()).hasSize(2_000);
        assertThat(page.total()).isEqualTo(2_100);
        assertThat(tree().within(script.run(), "", 2_000, 2_000).tasks()).hasSize(100);
    }

    @Test
    void whatNobodyCreatedIsEmpty() {
        RunId nobody = new RunId("nobody");

        assertThat(tree().within(nobody, "", 0, 10).tasks()).isEmpty();
        assertThat(tree().children(nobody, "a", null, 0, 10).tasks()).isEmpty();
        assertThat(tree().changedAfter(nobody, 0, 10)).isEmpty();
        assertThat(tree().openLoops(nobody)).isEmpty();
        assertThat(tree().outputs(nobody, 10)).isEmpty();
        assertThat(tree().loops(nobody, List.of("a"))).isEmpty();
        RunScript script = loops();
        assertThat(tree().within(script.run(), "ghost[7]", 0, 10).tasks()).isEmpty();
        assertThat(tree().children(script.run(), "%", null, 0, 10).tasks()).isEmpty();
    }
}
