package penstock.control.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import penstock.control.port.AttemptOrder;
import penstock.engine.AttemptId;
import penstock.engine.Inputs;
import penstock.engine.Lease;
import penstock.engine.RunHeader;
import penstock.engine.RunId;
import penstock.engine.TaskPath;
import penstock.plan.Argument;
import penstock.plan.Artifact;
import penstock.plan.ArtifactType;
import penstock.plan.Component;
import penstock.plan.ParameterType;
import penstock.plan.Plan;
import penstock.plan.Template;
import penstock.plan.Template.Facet;
import penstock.plan.Value;
import penstock.testkit.plans.PlanBuilder;

class RenderingTest {

    private static final String TRICKY = "{{$}} {{$.inputs.parameters['lr']}} \"q\" \\ \n";

    private static final Places PLACES =
            new Places() {
                @Override
                public String visibleUri(String uri) {
                    return uri;
                }

                @Override
                public String visiblePath(String uri) {
                    return "/" + uri.replace("://", "/");
                }

                @Override
                public String outputParameterFile(String name) {
                    return "/out/" + name;
                }

                @Override
                public String executorOutputFile() {
                    return "/out/executor.json";
                }
            };

    private static AttemptOrder order(Argument... args) {
        return order(List.of("python3"), args);
    }

    private static AttemptOrder order(List<String> command, Argument... args) {
        Plan plan =
                PlanBuilder.plan("pipe")
                        .container(
                                "train",
                                it ->
                                        it.input("lr", ParameterType.NUMBER_DOUBLE)
                                                .optional("note", ParameterType.STRING)
                                                .artifact("data")
                                                .output("Output", ParameterType.NUMBER_DOUBLE)
                                                .outputArtifact(
                                                        "model",
                                                        new ArtifactType("system.Model", "0.0.1"),
                                                        Value.EMPTY_STRUCT)
                                                .image(
                                                        new Template(
                                                                List.of(
                                                                        new Template.Literal(
                                                                                "img:"),
                                                                        new Template.InputParameter(
                                                                                "tag"))))
                                                .command(command.toArray(String[]::new))
                                                .args(args))
                        .root(it -> {})
                        .build();
        RunId run = new RunId("run");
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        RunHeader header =
                new RunHeader(
                        run, "r", "r-1", "s3://bkt/root", now, now, Collections.emptySortedMap());
        AttemptId attempt = new AttemptId(run, TaskPath.ROOT.child("train"), 1, 1);
        Component.Container container = (Component.Container) plan.component("train");
        String root = "s3://bkt/root/pipe/run/train/cd34";
        return new AttemptOrder(
                attempt,
                new Lease("host", 1),
                header,
                "pipe",
                root,
                container,
                inputs(),
                OutputUris.all(container.io(), root));
    }

    private static Inputs inputs() {
        SortedMap<String, Value> parameters = new TreeMap<>();
        parameters.put("lr", new Value.Real(0.1));
        parameters.put("tag", new Value.Int(3));
        parameters.put("tricky", new Value.Text(TRICKY));
        SortedMap<String, Value> rows = new TreeMap<>();
        rows.put("rows", new Value.Int(3));
        SortedMap<String, List<Artifact>> artifacts = new TreeMap<>();
        artifacts.put(
                "data",
                List.of(
                        new Artifact(
                                17,
                                "out",
                                new ArtifactType("system.Dataset", "0.0.1"),
                                "s3://bkt/root/pipe/run/prep/ab12/out",
                                null,
                                -1,
                                new Value.Struct(rows))));
        return new Inputs(parameters, artifacts);
    }

    private static Argument word(Template.Part... parts) {
        return new Argument.Word(new Template(List.of(parts)));
    }

    private static Argument literal(String text) {
        return word(new Template.Literal(text));
    }

    private static List<String> argv(Argument... args) {
        List<String> argv = Rendering.render(order(args), PLACES).argv();
        assertThat(argv).startsWith("python3");
        return argv.subList(1, argv.size());
    }

    @Test
    void theExecutorInputHasTheShapeThatProgramsRead() {
        Rendering.Rendered rendered =
                Rendering.render(order(word(new Template.ExecutorInput())), PLACES);

        assertThat(rendered.executorInput())
                .isEqualTo(
                        """
                        {"inputs":{"artifacts":{"data":{"artifacts":[{"metadata":{"rows":3},"name":"17",\
                        "type":{"schemaTitle":"system.Dataset","schemaVersion":"0.0.1"},\
                        "uri":"s3://bkt/root/pipe/run/prep/ab12/out"}]}},\
                        "parameterValues":{"lr":0.1,"tag":3,\
                        "tricky":"{{$}} {{$.inputs.parameters['lr']}} \\"q\\" \\\\ \\n"}},\
                        "outputs":{"artifacts":{"model":{"artifacts":[{"metadata":{},"name":"model",\
                        "type":{"schemaTitle":"system.Model","schemaVersion":"0.0.1"},\
                        "uri":"s3://bkt/root/pipe/run/train/cd34/model"}]}},\
                        "outputFile":"/out/executor.json",\
                        "parameters":{"Output":{"outputFile":"/out/Output"}}}}\
                        """);
        assertThat(rendered.argv()).containsExactly("python3", rendered.executorInput());
    }

    @Test
    void theExecutorOfTheFirstSdkFindsItsParametersByType() {
        String start = "python3 -m kfp.v2.components.executor_main \"$@\"";

        assertThat(Rendering.render(order(List.of("sh", "-ec", start)), PLACES).executorInput())
                .contains(
                        """
                        "parameters":{"lr":{"doubleValue":0.1},"tag":{"intValue":"3"},\
                        "tricky":{"stringValue":"{{$}} {{$.inputs.parameters['lr']}} \\"q\\" \\\\ \\n"}}\
                        """);
    }

    @Test
    void anImageMayDependOnAnInput() {
        assertThat(Rendering.render(order(), PLACES).image()).isEqualTo("img:3");
    }

    @Test
    void everyPlaceholderIsFilled() {
        assertThat(
                        argv(
                                word(
                                        new Template.Literal("--lr="),
                                        new Template.InputParameter("lr")),
                                word(new Template.InputParameter("note")),
                                word(new Template.OutputParameterFile("Output")),
                                word(new Template.ExecutorOutputFile()),
                                word(new Template.InputArtifact("data", new Facet.Uri())),
                                word(new Template.InputArtifact("data", new Facet.Path())),
                                word(new Template.InputArtifact("data", new Facet.Metadata(null))),
                                word(
                                        new Template.InputArtifact(
                                                "data", new Facet.Metadata("rows"))),
                                word(new Template.OutputArtifact("model", new Facet.Uri())),
                                word(new Template.OutputArtifact("model", new Facet.Path())),
                                word(
                                        new Template.Constant(
                                                Template.RunConstant.PIPELINE_TASK_NAME))))
                .containsExactly(
                        "--lr=0.1",
                        "",
                        "/out/Output",
                        "/out/executor.json",
                        "s3://bkt/root/pipe/run/prep/ab12/out",
                        "/s3/bkt/root/pipe/run/prep/ab12/out",
                        "{\"rows\":3}",
                        "3",
                        "s3://bkt/root/pipe/run/train/cd34/model",
                        "/s3/bkt/root/pipe/run/train/cd34/model",
                        "train");
    }

    @Test
    void allOfAnInputIsAnArrayOfArtifacts() {
        assertThat(argv(word(new Template.InputArtifact("data", new Facet.All()))))
                .singleElement()
                .asString()
                .startsWith("[{\"metadata\":{\"rows\":3},\"name\":\"17\"")
                .endsWith("\"uri\":\"s3://bkt/root/pipe/run/prep/ab12/out\"}]");
    }

    @Test
    void whatAValueBringsInIsNeverScannedAgain() {
        assertThat(argv(word(new Template.InputParameter("tricky")))).containsExactly(TRICKY);
    }

    @Test
    void partsAreJoinedToOneWord() {
        Argument nested =
                new Argument.Concat(
                        List.of(
                                literal("a"),
                                word(new Template.InputParameter("tag")),
                                new Argument.IfPresent("note", List.of(literal("b")), List.of()),
                                new Argument.IfPresent("lr", List.of(literal("c")), List.of())));

        assertThat(argv(nested)).containsExactly("a3c");
    }

    @Test
    void presenceChoosesWords() {
        Argument given =
                new Argument.IfPresent(
                        "lr", List.of(literal("--lr"), literal("x")), List.of(literal("none")));
        Argument absent =
                new Argument.IfPresent(
                        "note", List.of(literal("--note")), List.of(literal("none")));
        Argument nothing = new Argument.IfPresent("note", List.of(literal("--note")), List.of());
        Argument artifact = new Argument.IfPresent("data", List.of(literal("--data")), List.of());

        assertThat(argv(given, absent, nothing, artifact))
                .containsExactly("--lr", "x", "none", "--data");
    }
}
