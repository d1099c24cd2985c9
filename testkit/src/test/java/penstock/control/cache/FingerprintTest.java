package penstock.control.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import penstock.control.port.FingerprintPart;
import penstock.engine.CacheNote;
import penstock.engine.Inputs;
import penstock.engine.RunHeader;
import penstock.engine.RunId;
import penstock.engine.TaskPath;
import penstock.plan.Argument;
import penstock.plan.Artifact;
import penstock.plan.ArtifactType;
import penstock.plan.Component.Container;
import penstock.plan.Component.ContainerSpec;
import penstock.plan.Component.Resources;
import penstock.plan.Interface;
import penstock.plan.Task;
import penstock.plan.Template;
import penstock.plan.Template.RunConstant;
import penstock.plan.Value;

/** What can change a result is in its fingerprint, and nothing else. */
class FingerprintTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final ArtifactType DATASET = new ArtifactType("system.Dataset", "0.0.1");

    private static Container program(String image, List<Template.Part> argument) {
        return program(image, argument, Resources.NONE);
    }

    private static Container program(
            String image, List<Template.Part> argument, Resources resources) {
        Interface io =
                new Interface(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        return new Container(
                io,
                new ContainerSpec(
                        Template.literal(image),
                        List.of(new Argument.Word(new Template(argument))),
                        List.of(),
                        Collections.emptySortedMap(),
                        resources));
    }

    private static Container plain() {
        return program("busybox", List.of(new Template.ExecutorInput()));
    }

    private static Task task(String key, String cacheKey) {
        return new Task(
                key,
                key,
                "step",
                new TreeMap<>(),
                new TreeMap<>(),
                List.of(),
                Task.Trigger.DEFAULT,
                Task.RetryPolicy.NONE,
                new Task.CachePolicy(true, cacheKey.isEmpty() ? null : cacheKey),
                null);
    }

    private static Fingerprint of(String run, Task task, Container program, Inputs inputs) {
        RunHeader header =
                new RunHeader(new RunId(run), run, run, "minio://b", NOW, NOW, new TreeMap<>());
        return Fingerprint.of(header, new TaskPath(task.key()), task, program, inputs);
    }

    private static String digest(Container program, Inputs inputs) {
        return of("r", task("a", ""), program, inputs).digest();
    }

    private static Inputs number(Value value) {
        SortedMap<String, Value> values = new TreeMap<>();
        values.put("x", value);
        return new Inputs(values, new TreeMap<>());
    }

    private static Inputs artifact(long id, String uri, String digest, String accuracy) {
        SortedMap<String, Value> metadata = new TreeMap<>();
        metadata.put("accuracy", new Value.Text(accuracy));
        SortedMap<String, List<Artifact>> artifacts = new TreeMap<>();
        artifacts.put(
                "data",
                List.of(
                        new Artifact(
                                id,
                                "data",
                                DATASET,
                                uri,
                                digest.isEmpty() ? null : digest,
                                3,
                                new Value.Struct(metadata))));
        return new Inputs(new TreeMap<>(), artifacts);
    }

    @Test
    void runTaskAndResourcesDoNotCount() {
        Resources big = new Resources(null, null, Template.literal("64G"), null, null, null);
        String one = of("r1", task("a", ""), plain(), Inputs.NONE).digest();
        assertThat(of("r2", task("b", ""), plain(), Inputs.NONE).digest()).isEqualTo(one);
        Container larger = program("busybox", List.of(new Template.ExecutorInput()), big);
        assertThat(of("r1", task("a", ""), larger, Inputs.NONE).digest()).isEqualTo(one);
    }

    @Test
    void imageCommandAndValuesCount() {
        String one = digest(plain(), number(new Value.Int(1)));
        assertThat(digest(plain(), number(new Value.Int(2)))).isNotEqualTo(one);
        assertThat(digest(plain(), number(new Value.Text("1")))).isNotEqualTo(one);
        assertThat(digest(plain(), Inputs.NONE)).isNotEqualTo(one);
        Container image = program("alpine", List.of(new Template.ExecutorInput()));
        assertThat(digest(image, number(new Value.Int(1)))).isNotEqualTo(one);
    }

    @Test
    void textCannotPassForStructure() {
        Container one = program("i", List.of(new Template.Literal("ab")));
        Container two = program("i", List.of(new Template.Literal("a"), new Template.Literal("b")));
        Container three = program("i", List.of(new Template.InputParameter("ab")));
        assertThat(List.of(digest(one, Inputs.NONE), digest(two, Inputs.NONE)))
                .doesNotHaveDuplicates()
                .doesNotContain(digest(three, Inputs.NONE));
        Container high = program("i", List.of(new Template.Literal("\ud800")));
        Container replaced = program("i", List.of(new Template.Literal("?")));
        assertThat(digest(high, Inputs.NONE)).isNotEqualTo(digest(replaced, Inputs.NONE));
    }

    @Test
    void contentCountsAndNotWhereItIs() {
        String one = digest(plain(), artifact(1, "minio://b/1", "sha256:aa", "0.5"));
        assertThat(digest(plain(), artifact(2, "minio://b/2", "sha256:aa", "0.5"))).isEqualTo(one);
        assertThat(digest(plain(), artifact(1, "minio://b/1", "sha256:bb", "0.5")))
                .isNotEqualTo(one);
        assertThat(digest(plain(), artifact(1, "minio://b/1", "sha256:aa", "0.6")))
                .isNotEqualTo(one);
        assertThat(digest(plain(), artifact(1, "https://x/1", "", "0.5")))
                .isNotEqualTo(digest(plain(), artifact(1, "https://x/2", "", "0.5")));
    }

    @Test
    void aTaskThatIsToldItsRunHasAFingerprintOfItsOwn() {
        Container told =
                program("i", List.of(new Template.Constant(RunConstant.PIPELINE_JOB_UUID)));
        assertThat(of("r1", task("a", ""), told, Inputs.NONE).digest())
                .isNotEqualTo(of("r2", task("a", ""), told, Inputs.NONE).digest());
        Inputs workspace = number(new Value.Text("/kfp-workspace/model"));
        assertThat(of("r1", task("a", ""), plain(), workspace).digest())
                .isNotEqualTo(of("r2", task("a", ""), plain(), workspace).digest());
    }

    @Test
    void aKeyReplacesEverything() {
        String one = of("r1", task("a", "mine"), plain(), Inputs.NONE).digest();
        Container other = program("alpine", List.of());
        assertThat(of("r2", task("b", "mine"), other, number(new Value.Int(1))).digest())
                .isEqualTo(one);
        assertThat(of("r1", task("a", "yours"), plain(), Inputs.NONE).digest()).isNotEqualTo(one);
    }

    @Test
    void differencesAreNamedWithBothValues() {
        List<FingerprintPart> before =
                of("r", task("a", ""), plain(), number(new Value.Int(1))).parts();
        Container image = program("alpine", List.of(new Template.ExecutorInput()));
        List<FingerprintPart> now = of("r", task("a", ""), image, number(new Value.Int(2))).parts();
        Differences differences = Differences.between(before, now);
        assertThat(differences.names()).containsExactly("image", "parameter:x");
        assertThat(differences.text()).isEqualTo("image (busybox → alpine), parameter:x (1 → 2)");
        assertThat(differences.parts())
                .containsExactly(
                        new CacheNote.Difference("image", "alpine", "busybox"),
                        new CacheNote.Difference("parameter:x", "2", "1"));
        assertThat(Differences.between(now, now).names()).isEmpty();
    }
}
