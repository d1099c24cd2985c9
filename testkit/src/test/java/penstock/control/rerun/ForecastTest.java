package penstock.control.rerun;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import penstock.engine.Phase;
import penstock.engine.TaskPath;
import penstock.plan.ParameterType;
import penstock.plan.Plan;
import penstock.plan.Template;
import penstock.plan.Value;
import penstock.testkit.plans.PlanBuilder;
import penstock.testkit.plans.ScopeBuilder;

/** What a re-run takes over is told before it starts. */
class ForecastTest {

    /** {@code load → (train → test) in a scope → report}, and {@code other} beside them. */
    private static PlanBuilder plan(String image) {
        return PlanBuilder.plan("p")
                .container("step", ForecastTest::step)
                .container("trainer", it -> step(it.image(Template.literal(image))))
                .scope("inner", ForecastTest::inner)
                .root(root ->
                        root.input("n", ParameterType.NUMBER_INTEGER)
                                .task("load", "step")
                                .task("model", "inner", task -> task.from("x", "load", "y"))
                                .task("report", "step", task -> task.from("x", "model", "y"))
                                .task("other", "step", task -> task.fromScope("x", "n")));
    }

    private static void step(penstock.testkit.plans.ContainerBuilder it) {
        it.optional("x", ParameterType.NUMBER_INTEGER).output("y", ParameterType.NUMBER_INTEGER);
    }

    private static void inner(ScopeBuilder scope) {
        scope.optional("x", ParameterType.NUMBER_INTEGER)
                .task("train", "trainer", task -> task.fromScope("x", "x"))
                .task("test", "step", task -> task.from("x", "train", "y"))
                .yields("y", ParameterType.NUMBER_INTEGER, "test.y");
    }

    private static SortedMap<String, Value> n(long value) {
        SortedMap<String, Value> parameters = new TreeMap<>();
        parameters.put("n", new Value.Int(value));
        return parameters;
    }

    private static EarlierRun earlier(String... failed) {
        SortedMap<String, Phase> phases = new TreeMap<>();
        for (String path : List.of("load", "model/train", "model/test", "report", "other")) {
            phases.put(path, Arrays.asList(failed).contains(path) ? Phase.FAILED : Phase.SUCCEEDED);
        }
        return new EarlierRun(plan("busybox").build(), n(1), phases);
    }

    private static List<String> running(
            EarlierRun earlier, Plan plan, SortedMap<String, Value> parameters, String... from) {
        return Forecast.of(earlier, plan, parameters, new TreeSet<>(List.of(from))).tasks().stream()
                .filter(entry -> entry.action() == RerunPreview.Action.RUN)
                .map(RerunPreview.Entry::path)
                .sorted()
                .toList();
    }

    @Test
    void nothingRunsWhenNothingChanged() {
        assertThat(running(earlier(), plan("busybox").build(), n(1))).isEmpty();
    }

    @Test
    void aChosenStepRunsWithAllThatDependsOnIt() {
        assertThat(running(earlier(), plan("busybox").build(), n(1), "model/train"))
                .containsExactly("model/test", "model/train", "report");
        assertThat(running(earlier(), plan("busybox").build(), n(1), "report"))
                .containsExactly("report");
        assertThat(running(earlier(), plan("busybox").build(), n(1), "load"))
                .containsExactly("load", "model/test", "model/train", "report");
    }

    @Test
    void aChangedProgramRunsAndThenWhatTakesItsOutputs() {
        RerunPreview preview =
                Forecast.of(earlier(), plan("alpine").build(), n(1), new TreeSet<>());
        assertThat(preview.tasks())
                .filteredOn(entry -> entry.action() == RerunPreview.Action.RUN)
                .extracting(RerunPreview.Entry::reason)
                .containsExactlyInAnyOrder(
                        "its program differs: image (busybox → alpine)",
                        "its input 'x' comes from 'train', which runs",
                        "its input 'x' comes from 'model', which runs");
    }

    @Test
    void aChangedParameterRunsWhatTakesIt() {
        assertThat(running(earlier(), plan("busybox").build(), n(2))).containsExactly("other");
    }

    @Test
    void whatFailedRuns() {
        assertThat(running(earlier("model/test"), plan("busybox").build(), n(1)))
                .containsExactly("model/test", "report");
    }

    @Test
    void whatThePlanNoLongerHasIsRemovedAndWhatIsNewRuns() {
        Plan other =
                PlanBuilder.plan("p")
                        .container("step", ForecastTest::step)
                        .root(root ->
                                root.input("n", ParameterType.NUMBER_INTEGER)
                                        .task("load", "step")
                                        .task("fresh", "step", task -> task.from("x", "load", "y")))
                        .build();
        RerunPreview preview = Forecast.of(earlier(), other, n(1), new TreeSet<>());
        assertThat(preview.count(RerunPreview.Action.REUSE)).isEqualTo(1);
        assertThat(preview.count(RerunPreview.Action.RUN)).isEqualTo(1);
        assertThat(preview.tasks())
                .filteredOn(entry -> entry.action() == RerunPreview.Action.REMOVED)
                .extracting(RerunPreview.Entry::path)
                .contains("model", "report", "other");
    }

    @Test
    void insideALoopTheWholeLoopIsChosen() {
        Plan looped =
                PlanBuilder.plan("p")
                        .container("step", ForecastTest::step)
                        .container("trainer", ForecastTest::step)
                        .scope("inner", ForecastTest::inner)
                        .root(root ->
                                root.task(
                                        "loop",
                                        "inner",
                                        task ->
                                                task.forEach(
                                                        "x",
                                                        List.of(
                                                                new Value.Int(1),
                                                                new Value.Int(2)))))
                        .build();
        assertThat(Downstream.chosen(looped, new TaskPath("loop[1]/train")))
                .isEqualTo(new TaskPath("loop"));
        assertThat(Downstream.chosen(looped, new TaskPath("nothing"))).isNull();
    }
}
