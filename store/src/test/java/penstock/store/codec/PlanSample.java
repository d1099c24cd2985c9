package penstock.store.codec;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import penstock.plan.Argument;
import penstock.plan.ArtifactSource;
import penstock.plan.ArtifactType;
import penstock.plan.Component;
import penstock.plan.Interface;
import penstock.plan.Kubernetes;
import penstock.plan.ParameterSource;
import penstock.plan.ParameterType;
import penstock.plan.Plan;
import penstock.plan.RunSettings;
import penstock.plan.Task;
import penstock.plan.Template;
import penstock.plan.Template.Facet;
import penstock.plan.Value;
import penstock.plan.ValueTemplate;

/** A plan with one of everything a plan can hold. */
final class PlanSample {

    private PlanSample() {}

    static Plan plan() {
        return new Plan(
                Plan.FORMAT,
                "namespace/n/pipeline/sample",
                "Sample",
                "One of everything",
                sorted(
                        Map.of(
                                Plan.ROOT,
                                scope(),
                                "empty",
                                empty(),
                                "program",
                                program(),
                                "import",
                                importer(),
                                "claim",
                                new Component.VolumeChange(
                                        io(), Component.VolumeChange.Change.CREATE))),
                new RunSettings(
                        Duration.ofSeconds(30),
                        Duration.ofHours(1),
                        Duration.ofDays(1),
                        new RunSettings.Workspace("1Gi", Value.EMPTY_STRUCT)),
                List.of("a note"));
    }

    private static <T> SortedMap<String, T> sorted(Map<String, ? extends T> map) {
        return new TreeMap<>(map);
    }

    private static Component.Scope empty() {
        Interface none =
                new Interface(
                        Collections.emptySortedMap(),
                        Collections.emptySortedMap(),
                        Collections.emptySortedMap(),
                        Collections.emptySortedMap());
        return new Component.Scope(
                none,
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                Collections.emptySortedMap());
    }

    private static Component.Scope scope() {
        return new Component.Scope(
                io(),
                sorted(
                        Map.of(
                                "a", fullTask(),
                                "b", loop("b", raw(), 0),
                                "c", loop("c", new Task.Loop.FromParameter("full"), 4),
                                "d", loop("d", new Task.Loop.FromArtifacts("many"), 0))),
                sorted(Map.of("out", new Component.Selection(List.of(output("a"), output("b"))))),
                sorted(Map.of("model", new Component.Selection(List.of(output("c"))))));
    }

    private static Component.TaskOutput output(String task) {
        return new Component.TaskOutput(task, "key");
    }

    private static Interface io() {
        SortedMap<String, ParameterType> outputs = new TreeMap<>();
        for (ParameterType type : ParameterType.values()) {
            outputs.put("out_" + type, type);
        }
        return new Interface(
                sorted(
                        Map.of(
                                "plain",
                                new Interface.ParameterInput(
                                        ParameterType.STRING, false, null, List.of()),
                                "full",
                                new Interface.ParameterInput(
                                        ParameterType.NUMBER_DOUBLE,
                                        true,
                                        new Value.Real(3),
                                        List.of(new Value.Real(3), new Value.Int(4))),
                                "null",
                                new Interface.ParameterInput(
                                        ParameterType.STRUCT, true, Value.NULL, List.of()))),
                sorted(
                        Map.of(
                                "one",
                                new Interface.ArtifactInput(ArtifactType.ANY, false, false),
                                "many",
                                new Interface.ArtifactInput(
                                        new ArtifactType("system.Model", ""), true, true))),
                outputs,
                sorted(
                        Map.of(
                                "one",
                                new Interface.ArtifactOutput(
                                        ArtifactType.ANY, false, Value.EMPTY_STRUCT),
                                "many",
                                new Interface.ArtifactOutput(
                                        ArtifactType.ANY,
                                        true,
                                        new Value.Struct(
                                                sorted(Map.of("k", new Value.Text("v"))))))));
    }

    private static Component.Importer importer() {
        return new Component.Importer(
                io(),
                parts(),
                ArtifactType.ANY,
                new Component.MetadataTemplate(
                        List.of(
                                new Component.MetadataEntry(
                                        Template.literal("fixed"),
                                        new ValueTemplate.Fixed(new Value.Int(1))),
                                new Component.MetadataEntry(
                                        parts(), new ValueTemplate.Text(parts())),
                                new Component.MetadataEntry(
                                        Template.literal("items"),
                                        new ValueTemplate.Items(
                                                List.of(new ValueTemplate.Text(parts())))))),
                true,
                true);
    }

    private static Template parts() {
        return new Template(
                List.of(
                        new Template.Literal("a ${b} "),
                        new Template.InputParameter("p"),
                        new Template.InputArtifact("a", new Facet.Uri()),
                        new Template.InputArtifact("a", new Facet.Path()),
                        new Template.OutputArtifact("o", new Facet.Metadata(null)),
                        new Template.OutputArtifact("o", new Facet.Metadata("key")),
                        new Template.InputArtifact("a", new Facet.All()),
                        new Template.OutputParameterFile("f"),
                        new Template.ExecutorInput(),
                        new Template.ExecutorOutputFile(),
                        new Template.Constant(Template.RunConstant.WORKSPACE_PATH)));
    }

    private static Component.Container program() {
        Argument word = new Argument.Word(Template.literal("word"));
        return new Component.Container(
                io(),
                new Component.ContainerSpec(
                        parts(),
                        List.of(word, new Argument.Concat(List.of(word, word))),
                        List.of(
                                new Argument.IfPresent("in", List.of(word), List.of()),
                                new Argument.IfPresent("in", List.of(), List.of(word)),
                                new Argument.Concat(List.of()),
                                new Argument.Word(new Template(List.of()))),
                        sorted(Map.of("NAME", "value")),
                        new Component.Resources(
                                Template.literal("1"),
                                Template.literal("2"),
                                parts(),
                                null,
                                Template.literal("gpu"),
                                Template.literal("1")),
                        kubernetes(),
                        new Component.Pauses(true, true, true)));
    }

    private static Kubernetes kubernetes() {
        return new Kubernetes(
                sorted(
                        Map.of(
                                "name",
                                new Task.ParameterArgument(
                                        new ParameterSource.FromScope("secret"), "sel"),
                                "claim",
                                new Task.ParameterArgument(
                                        new ParameterSource.FromTask("a", "name"), null))),
                List.of(
                        new Kubernetes.KeysMount(Kubernetes.Keeper.SECRET, "name", "/keys", true),
                        new Kubernetes.ClaimMount("claim", "/data", "sub"),
                        new Kubernetes.ScratchMount("scratch", "/tmp/x", true, "1Gi")),
                List.of(
                        new Kubernetes.KeyVariable(
                                "PASSWORD", Kubernetes.Keeper.CONFIG_MAP, "name", "key", true),
                        new Kubernetes.FieldVariable("POD", "metadata.name")),
                sorted(Map.of("team", "a")),
                sorted(Map.of("note", "b")),
                Duration.ofSeconds(5),
                new Value.Struct(sorted(Map.of("nodeSelector", new Value.Text("x")))));
    }

    private static Task fullTask() {
        return new Task(
                "a",
                "Task A",
                "program",
                sorted(
                        Map.of(
                                "p1",
                                new Task.ParameterArgument(
                                        new ParameterSource.FromTask("x", "k"), "sel"),
                                "p2",
                                new Task.ParameterArgument(
                                        new ParameterSource.Constant(
                                                new ValueTemplate.Fixed(Value.NULL)),
                                        null),
                                "p3",
                                new Task.ParameterArgument(
                                        new ParameterSource.FinalStatus("x"), null))),
                sorted(
                        Map.of(
                                "a1", new ArtifactSource.FromTask("x", "k"),
                                "a2", new ArtifactSource.FromScope("one"))),
                List.of("x", "y"),
                new Task.Trigger(Task.Strategy.ALL_COMPLETED, "inputs.x == 1"),
                new Task.RetryPolicy(3, Duration.ofMillis(1_500), 2.5, Duration.ofHours(1)),
                new Task.CachePolicy(true, "key"),
                null);
    }

    private static Task loop(String key, Task.Loop.Source items, int parallelism) {
        return new Task(
                key,
                "",
                "empty",
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                List.of(),
                Task.Trigger.DEFAULT,
                Task.RetryPolicy.NONE,
                Task.CachePolicy.OFF,
                new Task.Loop(items, "item", parallelism));
    }

    private static Task.Loop.Source raw() {
        return new Task.Loop.Raw(List.of(new Value.Int(1), Value.NULL));
    }
}
