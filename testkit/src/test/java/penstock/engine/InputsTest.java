package penstock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import penstock.plan.Artifact;
import penstock.plan.ArtifactType;
import penstock.plan.ParameterSource;
import penstock.plan.ParameterType;
import penstock.plan.Template;
import penstock.plan.Template.InputParameter;
import penstock.plan.Template.Literal;
import penstock.plan.Template.RunConstant;
import penstock.plan.Value;
import penstock.plan.ValueTemplate;
import penstock.testkit.plans.ContainerBuilder;
import penstock.testkit.plans.PlanBuilder;
import penstock.testkit.plans.TaskBuilder;

/** What a task receives, and when it cannot run for want of it. */
class InputsTest {

    private static final Value THREE = new Value.Int(3);

    /** A producer {@code give} of {@code n} and {@code data}, and a task {@code take}. */
    private static PlanBuilder giveAndTake(
            Consumer<ContainerBuilder> take, Consumer<TaskBuilder> feed) {
        return PlanBuilder.plan("p")
                .container(
                        "give",
                        it -> it.output("n", ParameterType.NUMBER_INTEGER).outputArtifact("data"))
                .container("take", take)
                .root(root ->
                        root.optional("top", ParameterType.NUMBER_INTEGER)
                                .task("give", "give")
                                .task("take", "take", feed));
    }

    private static Story given(
            Value value, Consumer<ContainerBuilder> take, Consumer<TaskBuilder> feed) {
        return Story.of(giveAndTake(take, feed)).start().gave("give", "n", value);
    }

    @Test
    void anOutputOfATaskArrivesAsItIs() {
        Story story =
                given(
                        THREE,
                        it -> it.input("in", ParameterType.NUMBER_INTEGER),
                        it -> it.from("in", "give", "n"));

        assertThat(story.inputsOf("take")).containsOnlyKeys("in").containsEntry("in", THREE);
    }

    @Test
    void aStringTakesANumberAsText() {
        Story story =
                given(
                        new Value.Real(0.5),
                        it -> it.input("in", ParameterType.STRING),
                        it -> it.from("in", "give", "n"));

        assertThat(story.inputsOf("take")).containsEntry("in", new Value.Text("0.5"));
    }

    @Test
    void aValueOfAnotherKindFailsTheTaskWithTheValueAndWhatWasExpected() {
        Story story =
                given(
                        new Value.Text("three"),
                        it -> it.input("in", ParameterType.NUMBER_INTEGER),
                        it -> it.from("in", "give", "n"));

        assertThat(story.phaseOf("take")).isEqualTo(Phase.FAILED);
        assertThat(story.problemOf("take"))
                .isEqualTo(
                        "input 'in' of task 'take' has no usable value: it is \"three\""
                                + " (expected: NUMBER_INTEGER)");
    }

    @Test
    void aLongValueIsAbbreviatedInAMessage() {
        Story story =
                given(
                        new Value.Text("x".repeat(500)),
                        it -> it.input("in", ParameterType.LIST),
                        it -> it.from("in", "give", "n"));

        assertThat(story.problemOf("take")).contains("xxx...").hasSizeLessThan(250);
    }

    @Test
    void aValueThatIsNotAmongTheLiteralsFailsTheTask() {
        Story story =
                given(
                        THREE,
                        it -> it.oneOf("in", ParameterType.NUMBER_INTEGER, new Value.Int(1)),
                        it -> it.from("in", "give", "n"));

        assertThat(story.problemOf("take")).contains("it is 3 (expected one of: [1])");
    }

    @Test
    void anOutputThatWasNotGivenLeavesTheDefault() {
        Story story =
                Story.of(
                                giveAndTake(
                                        it -> it.input("in", ParameterType.NUMBER_INTEGER, THREE),
                                        it -> it.from("in", "give", "n")))
                        .start()
                        .succeeded("give");

        assertThat(story.inputsOf("take")).containsEntry("in", THREE);
    }

    @Test
    void aProgramsOptionalInputThatNobodySetStaysAbsent() {
        Story story =
                Story.of(
                                giveAndTake(
                                        it -> it.optional("in", ParameterType.NUMBER_INTEGER),
                                        it -> it.from("in", "give", "n")))
                        .start()
                        .succeeded("give");

        assertThat(story.inputsOf("take")).isEmpty();
    }

    @Test
    void aRequiredInputThatWasNotGivenFailsTheTask() {
        Story story =
                Story.of(
                                giveAndTake(
                                        it -> it.input("in", ParameterType.STRING),
                                        it -> it.from("in", "give", "n")))
                        .start()
                        .succeeded("give");

        assertThat(story.problemOf("take")).contains("its producer gave no such output");
    }

    @Test
    void aRequiredInputThatNothingFeedsFailsTheTask() {
        Story story =
                given(THREE, it -> it.input("in", ParameterType.STRING), it -> it.after("give"));

        assertThat(story.problemOf("take")).contains("nothing feeds it");
    }

    @Test
    void aNullIsAbsentWhereTheInputIsOptionalAndRefusedElsewhere() {
        Story optional =
                given(
                        Value.NULL,
                        it -> it.input("in", ParameterType.NUMBER_INTEGER, THREE),
                        it -> it.from("in", "give", "n"));
        Story required =
                given(
                        Value.NULL,
                        it -> it.input("in", ParameterType.STRING),
                        it -> it.from("in", "give", "n"));

        assertThat(optional.inputsOf("take")).containsEntry("in", THREE);
        assertThat(required.problemOf("take")).contains("it is null (expected: STRING)");
    }

    @Test
    void anInputThatTheComponentDoesNotDeclareIsKeptAsItIs() {
        Story story = given(THREE, it -> {}, it -> it.from("pipelinechannel--give-n", "give", "n"));

        assertThat(story.inputsOf("take")).containsEntry("pipelinechannel--give-n", THREE);
    }

    @Test
    void aSelectorPicksAFieldAndItsFailureFailsTheTask() {
        SortedMap<String, Value> fields = new TreeMap<>();
        fields.put("a", new Value.Text("picked"));
        Consumer<ContainerBuilder> take = it -> it.input("in", ParameterType.STRING);
        Story picked =
                given(
                        new Value.Struct(fields),
                        take,
                        it -> it.from("in", "give", "n").select("in", "a"));
        Story failed =
                given(
                        new Value.Struct(fields),
                        take,
                        it -> it.from("in", "give", "n").select("in", "b"));

        assertThat(picked.inputsOf("take")).containsEntry("in", new Value.Text("picked"));
        assertThat(failed.problemOf("take")).contains("selector b failed: no field 'b'");
    }

    @Test
    void aRootInputThatNobodySetIsNullInsideTheScope() {
        Story story =
                Story.of(
                                giveAndTake(
                                        it -> it.input("in", ParameterType.NUMBER_INTEGER, THREE),
                                        it -> it.fromScope("in", "top")))
                        .start();

        assertThat(story.state().rootInputs().parameters()).containsEntry("top", Value.NULL);
        assertThat(story.inputsOf("take")).containsEntry("in", THREE);
    }

    @Test
    void aScopesInputReachesTheTasksInIt() {
        PlanBuilder plan =
                PlanBuilder.plan("p")
                        .container("take", it -> it.input("in", ParameterType.NUMBER_INTEGER))
                        .scope(
                                "inner",
                                it ->
                                        it.input("x", ParameterType.NUMBER_INTEGER)
                                                .optional("y", ParameterType.STRING)
                                                .task("take", "take", t -> t.fromScope("in", "x")))
                        .root(it ->
                                it.input("top", ParameterType.NUMBER_INTEGER, THREE)
                                        .task("inner", "inner", t -> t.fromScope("x", "top")));
        Story story = Story.of(plan).start();

        assertThat(story.inputsOf("inner"))
                .containsEntry("x", THREE)
                .containsEntry("y", Value.NULL);
        assertThat(story.inputsOf("inner/take")).containsEntry("in", THREE);
    }

    @Test
    void placeholdersInConstantsAreFilledOnceAndLeafByLeaf() {
        String tricky = "{{$.inputs.parameters['x']}} \"quoted\"";
        SortedMap<String, ValueTemplate> fields = new TreeMap<>();
        fields.put("greeting", text(new Literal("hello "), new InputParameter("n")));
        fields.put("kept", new ValueTemplate.Fixed(THREE));
        fields.put("list", new ValueTemplate.Items(List.of(text(new InputParameter("n")))));
        Story story =
                given(
                        new Value.Text(tricky),
                        it -> it.input("in", ParameterType.STRUCT),
                        it ->
                                it.from("n", "give", "n")
                                        .source(
                                                "in",
                                                new ParameterSource.Constant(
                                                        new ValueTemplate.Struct(fields))));

        SortedMap<String, Value> filled = new TreeMap<>();
        filled.put("greeting", new Value.Text("hello " + tricky));
        filled.put("kept", THREE);
        filled.put("list", new Value.Items(List.of(new Value.Text(tricky))));
        assertThat(story.inputsOf("take")).containsEntry("in", new Value.Struct(filled));
    }

    private static ValueTemplate text(Template.Part... parts) {
        return new ValueTemplate.Text(new Template(List.of(parts)));
    }

    @Test
    void factsAboutTheRunCanBeAskedForInConstants() {
        Story story =
                Story.of(
                                PlanBuilder.plan("p")
                                        .container("step", it -> {})
                                        .root(root ->
                                                root.task("a", "step", InputsTest::everyFact)))
                        .start();

        assertThat(story.inputsOf("a"))
                .containsEntry("PIPELINE_JOB_NAME", new Value.Text("my run"))
                .containsEntry("PIPELINE_JOB_RESOURCE_NAME", new Value.Text("my-run-x1"))
                .containsEntry("PIPELINE_JOB_UUID", new Value.Text("run"))
                .containsEntry("PIPELINE_TASK_NAME", new Value.Text("a"))
                .containsEntry(
                        "PIPELINE_TASK_UUID", new Value.Text(new TaskPath("a").idIn(Story.RUN)))
                .containsEntry(
                        "PIPELINE_JOB_CREATE_TIME_UTC", new Value.Text("2026-01-01T00:00:00Z"))
                .containsEntry(
                        "PIPELINE_JOB_SCHEDULE_TIME_UTC", new Value.Text("2026-01-01T00:00:00Z"))
                .containsEntry("PIPELINE_ROOT", new Value.Text("minio://bucket"))
                .containsEntry("WORKSPACE_PATH", new Value.Text("/kfp-workspace"));
    }

    private static void everyFact(TaskBuilder task) {
        for (RunConstant constant : RunConstant.values()) {
            task.text(constant.name(), new Template.Constant(constant));
        }
    }

    @Test
    void howATaskEndedIsAStructAsClustersDeliverIt() {
        PlanBuilder plan =
                giveAndTake(
                        it -> it.input("in", ParameterType.TASK_FINAL_STATUS),
                        it -> it.statusOf("in", "give").whateverHappened());
        Story failed = Story.of(plan).start().failed("give");
        Story succeeded = Story.of(plan).start().succeeded("give");

        assertThat(failed.inputsOf("take").get("in"))
                .isEqualTo(status("FAILED", new Value.Int(2), new Value.Text("exit 3")));
        assertThat(succeeded.inputsOf("take").get("in")).isEqualTo(status("COMPLETE", null, null));
    }

    private static Value.Struct status(
            String state, @Nullable Value code, @Nullable Value message) {
        SortedMap<String, Value> error = new TreeMap<>();
        if (code != null && message != null) {
            error.put("code", code);
            error.put("message", message);
        }
        SortedMap<String, Value> fields = new TreeMap<>();
        fields.put("state", new Value.Text(state));
        fields.put("error", new Value.Struct(error));
        fields.put("pipelineJobResourceName", new Value.Text("my-run-x1"));
        fields.put("pipelineTaskName", new Value.Text("give"));
        return new Value.Struct(fields);
    }

    @Test
    void artifactsArriveWholeAndAMissingOneFailsTheTaskUnlessItIsOptional() {
        SortedMap<String, List<Artifact>> artifacts = new TreeMap<>();
        artifacts.put("data", List.of(artifact(1), artifact(2)));
        Outputs two = new Outputs(Collections.emptySortedMap(), artifacts);
        PlanBuilder required =
                giveAndTake(it -> it.artifact("in"), it -> it.artifact("in", "give", "data"));
        PlanBuilder optional =
                giveAndTake(
                        it -> it.optionalArtifact("in"), it -> it.artifact("in", "give", "data"));

        Story whole = Story.of(required).start().report("give", new AttemptResult.Succeeded(two));
        assertThat(whole.state().task(new TaskPath("take")).inputs().artifacts())
                .isEqualTo(renamed(artifacts));
        assertThat(Story.of(required).start().succeeded("give").problemOf("take"))
                .contains("its producer gave no such artifact");
        assertThat(Story.of(optional).start().succeeded("give").phaseOf("take"))
                .isEqualTo(Phase.PENDING);
    }

    private static SortedMap<String, List<Artifact>> renamed(
            SortedMap<String, List<Artifact>> outputs) {
        SortedMap<String, List<Artifact>> inputs = new TreeMap<>();
        inputs.put("in", List.copyOf(outputs.firstEntry().getValue()));
        return inputs;
    }

    private static Artifact artifact(long id) {
        return new Artifact(
                id, "data", ArtifactType.ANY, "minio://b/" + id, null, -1, Value.EMPTY_STRUCT);
    }

    @Test
    void aScopeGivesTheOutputOfTheFirstCandidateThatHasOne() {
        PlanBuilder plan =
                PlanBuilder.plan("p")
                        .container(
                                "give",
                                it ->
                                        it.optional("n", ParameterType.NUMBER_INTEGER)
                                                .output("n", ParameterType.NUMBER_INTEGER))
                        .container("take", it -> it.input("in", ParameterType.NUMBER_INTEGER))
                        .scope(
                                "branches",
                                it ->
                                        it.input("n", ParameterType.NUMBER_INTEGER)
                                                .task(
                                                        "hi",
                                                        "give",
                                                        t -> t.fromScope("n", "n").when("n > 5"))
                                                .task(
                                                        "lo",
                                                        "give",
                                                        t -> t.fromScope("n", "n").when("n < 5"))
                                                .yields(
                                                        "out",
                                                        ParameterType.NUMBER_INTEGER,
                                                        "hi.n",
                                                        "lo.n"))
                        .root(it ->
                                it.input("n", ParameterType.NUMBER_INTEGER)
                                        .task("branches", "branches", t -> t.fromScope("n", "n"))
                                        .task(
                                                "take",
                                                "take",
                                                t -> t.from("in", "branches", "out")));

        Story story =
                Story.of(plan, "n", THREE).start().gave("branches/lo", "n", new Value.Int(42));

        assertThat(story.inputsOf("take")).containsEntry("in", new Value.Int(42));
    }
}
