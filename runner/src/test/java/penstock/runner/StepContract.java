package penstock.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.control.port.AttemptOrder;
import penstock.engine.AttemptResult;
import penstock.plan.Artifact;
import penstock.plan.ErrorCode;
import penstock.plan.ParameterType;
import penstock.plan.Template;
import penstock.plan.Template.Facet;
import penstock.plan.Value;

/** What holds for every step, however it sees the file system. */
abstract class StepContract {

    @TempDir Path folder;

    World world;

    /** Whether these steps have a private view. */
    abstract boolean view();

    @BeforeEach
    void openWorld() throws IOException {
        Map<String, String> server =
                Map.of(
                        "PASSED_ON", "yes",
                        "DATABASE_PASSWORD", "hidden",
                        "HTTPS_PROXY", "http://user:secret@proxy.example:3128");
        world =
                new World(
                        folder.resolve("data"),
                        World.settings(folder.resolve("data"), view(), server));
        String problem = world.runner().viewProblem();
        assumeTrue(!view() || problem == null, () -> "no private views here: " + problem);
    }

    @AfterEach
    void closeWorld() throws IOException {
        world.close();
    }

    @Test
    void givesParametersOfEveryType() throws Exception {
        Orders order =
                Orders.script(
                                "printf 'two\\nlines\\n' > $1; echo 42 > $2; echo 2.5 > $3; echo True > $4;"
                                        + " echo '[1, \"a\"]' > $5; echo '{\"k\": null}' > $6",
                                file("text"),
                                file("whole"),
                                file("number"),
                                file("flag"),
                                file("list"),
                                file("struct"))
                        .gives("text", ParameterType.STRING)
                        .gives("whole", ParameterType.NUMBER_INTEGER)
                        .gives("number", ParameterType.NUMBER_DOUBLE)
                        .gives("flag", ParameterType.BOOLEAN)
                        .gives("list", ParameterType.LIST)
                        .gives("struct", ParameterType.STRUCT);

        Map<String, Value> outputs = succeeded(world.run(order)).outputs().parameters();

        assertThat(outputs)
                .containsEntry("text", new Value.Text("two\nlines\n"))
                .containsEntry("whole", new Value.Int(42))
                .containsEntry("number", new Value.Real(2.5))
                .containsEntry("flag", new Value.Bool(true))
                .containsEntry(
                        "list", new Value.Items(List.of(new Value.Int(1), new Value.Text("a"))))
                .containsKey("struct");
    }

    @Test
    void reportsExitCodeAndLastLines() throws Exception {
        AttemptResult.Failed failed =
                failed(world.run(Orders.script("seq 1 100; echo bad luck >&2; exit 3")));

        assertThat(failed.exitCode()).isEqualTo(3);
        assertThat(failed.problem().code()).isEqualTo(ErrorCode.STEP_FAILED);
        assertThat(failed.problem().message())
                .contains("exit code 3")
                .endsWith("100\nbad luck")
                .doesNotContain("\n80\n");
    }

    @Test
    void namesTheSignal() throws Exception {
        AttemptResult.Failed failed = failed(world.run(Orders.script("kill -9 $$")));

        assertThat(failed.exitCode()).isNull();
        assertThat(failed.problem().code()).isEqualTo(ErrorCode.STEP_KILLED);
        assertThat(failed.problem().message()).contains("SIGKILL").contains("memory");
    }

    @Test
    void namesAMissingProgram() throws Exception {
        AttemptResult.Failed failed = failed(world.run(Orders.command("no-such-program", "x")));

        assertThat(failed.problem().code()).isEqualTo(ErrorCode.PROGRAM_MISSING);
        assertThat(failed.problem().message()).contains("'no-such-program'");
        assertThat(failed.problem().hint()).contains("alpine:3.20");
        assertThat(failed.retryable()).isFalse();
    }

    @Test
    void namesAProgramMissingInsideAScript() throws Exception {
        AttemptResult.Failed failed = failed(world.run(Orders.script("no-such-tool --fast")));

        assertThat(failed.exitCode()).isEqualTo(127);
        assertThat(failed.problem().hint()).contains("install 'no-such-tool'");
    }

    @Test
    void namesAnArgumentThatIsTooLong() throws Exception {
        Orders order = Orders.command("echo").image("alpine");
        AttemptOrder big =
                Orders.script("true", new Template.InputParameter("big"))
                        .takes("big", "x".repeat(1 << 20))
                        .build();

        assertThat(world.run(order)).isInstanceOf(AttemptResult.Succeeded.class);
        assertThat(failed(world.run(big)).problem().message()).contains("1048576 bytes");
    }

    @Test
    void takesAMegabyteFromAFile() throws Exception {
        Orders order =
                Orders.script("head -c 1048576 /dev/zero | tr '\\0' x > $1", file("big"))
                        .gives("big", ParameterType.STRING);

        Value big = succeeded(world.run(order)).outputs().parameters().get("big");

        assertThat(big).isEqualTo(new Value.Text("x".repeat(1 << 20)));
    }

    @Test
    void namesMissingOutputs() throws Exception {
        Orders order =
                Orders.script("echo 1 > $1", file("there"))
                        .gives("there", ParameterType.STRING)
                        .gives("gone", ParameterType.STRING);

        AttemptResult.Failed failed = failed(world.run(order));

        assertThat(failed.problem().code()).isEqualTo(ErrorCode.OUTPUT_MISSING);
        assertThat(failed.problem().message()).contains("'gone'").doesNotContain("there'");
    }

    @Test
    void saysWhatAMistypedOutputShouldBe() throws Exception {
        Orders order =
                Orders.script("echo seven > $1", file("n"))
                        .gives("n", ParameterType.NUMBER_INTEGER);

        AttemptResult.Failed failed = failed(world.run(order));

        assertThat(failed.problem().code()).isEqualTo(ErrorCode.OUTPUT_INVALID);
        assertThat(failed.problem().message())
                .contains("'n'")
                .contains("seven")
                .contains("a whole number");
    }

    @Test
    void refusesBinaryParametersAndPipes() throws Exception {
        Orders binary =
                Orders.script("printf '\\377\\376' > $1", file("p"))
                        .gives("p", ParameterType.STRING);
        Orders pipe = Orders.script("mkfifo $1", file("p")).gives("p", ParameterType.STRING);

        assertThat(failed(world.run(binary)).problem().message()).contains("not UTF-8");
        assertThat(failed(world.run(pipe)).problem().message()).contains("is no file");
    }

    @Test
    void readsTheExecutorOutput() throws Exception {
        String json =
                "{\"parameterValues\": {\"Output\": 3.0, \"note\": null},"
                        + " \"artifacts\": {\"data\": {\"artifacts\": [{\"name\": \"x\", \"uri\": \"\","
                        + " \"metadata\": {\"loss\": NaN, \"rows\": 3}}]}}}";
        Orders order =
                Orders.script(
                                "printf %s \"$3\" > $1; echo content > $2",
                                new Template.ExecutorOutputFile(),
                                new Template.OutputArtifact("data", new Facet.Path()),
                                new Template.Literal(json))
                        .gives("Output", ParameterType.NUMBER_INTEGER)
                        .givesArtifact("data");

        AttemptResult.Succeeded succeeded = succeeded(world.run(order));

        assertThat(succeeded.outputs().parameters()).containsEntry("Output", new Value.Int(3));
        Artifact data = only(succeeded, "data");
        assertThat(data.metadata().fields())
                .containsEntry("loss", new Value.Text("NaN"))
                .containsEntry("rows", new Value.Int(3));
        assertThat(world.store.text(data.uri())).isEqualTo("content\n");
    }

    @Test
    void refusesAnExecutorOutputThatIsNotJson() throws Exception {
        Orders order = Orders.script("echo '{' > $1", new Template.ExecutorOutputFile());

        assertThat(failed(world.run(order)).problem().message()).contains("is not JSON");
    }

    @Test
    void passesArtifactsFromStepToStep() throws Exception {
        Orders producer =
                Orders.script(
                                "mkdir $1; echo one > $1/a; echo two > $1/b",
                                new Template.OutputArtifact("data", new Facet.Path()))
                        .givesArtifact("data");
        Artifact data = only(succeeded(world.run(producer)), "data");
        Orders consumer =
                Orders.script(
                                "cat $1/a $1/b > $2",
                                new Template.InputArtifact("in", new Facet.Path()),
                                file("sum"))
                        .takes("in", data)
                        .gives("sum", ParameterType.STRING);

        AttemptResult.Succeeded succeeded = succeeded(world.run(consumer));

        assertThat(succeeded.outputs().parameters())
                .containsEntry("sum", new Value.Text("one\ntwo\n"));
        assertThat(data.uri()).startsWith("minio://bucket/root/pipe/");
    }

    @Test
    void acceptsAnArtifactWithoutContent() throws Exception {
        Artifact data = only(succeeded(world.run(Orders.script("true").givesArtifact("m"))), "m");

        assertThat(data.digest()).isNull();
        assertThat(data.sizeBytes()).isEqualTo(-1);
    }

    @Test
    void takesAnArtifactFromAPathOfItsOwnChoice() throws Exception {
        Orders order =
                Orders.script(
                                "echo mine > elsewhere; printf '{\"artifacts\": {\"data\": {\"artifacts\":"
                                        + " [{\"custom_path\": \"elsewhere\"}]}}}' > $1",
                                new Template.ExecutorOutputFile())
                        .givesArtifact("data");

        Artifact data = only(succeeded(world.run(order)), "data");

        assertThat(world.store.text(data.uri())).isEqualTo("mine\n");
    }

    @Test
    void givesNoFileOfTheServerAway() throws Exception {
        Files.writeString(folder.resolve("data/secret"), "the server's");
        Orders custom =
                Orders.script(
                                "printf '{\"artifacts\": {\"data\": {\"artifacts\": [{\"custom_path\": \""
                                        + folder.resolve("data/secret")
                                        + "\"}]}}}' > $1",
                                new Template.ExecutorOutputFile())
                        .givesArtifact("data");
        Orders link =
                Orders.script("ln -s " + folder.resolve("data/secret") + " $1", file("p"))
                        .gives("p", ParameterType.STRING);

        assertThat(world.run(custom).toString())
                .doesNotContain("sha256"); // refused, or not seen at all
        assertThat(failed(world.run(link)).problem().code()).isEqualTo(ErrorCode.OUTPUT_MISSING);
    }

    @Test
    void refusesAContentOutsideOfItsRoot() throws Exception {
        Orders order =
                Orders.script(
                                "echo x > elsewhere; printf '{\"artifacts\": {\"data\": {\"artifacts\":"
                                        + " [{\"uri\": \"minio://other/x\", \"custom_path\": \"elsewhere\"}]}}}'"
                                        + " > $1",
                                new Template.ExecutorOutputFile())
                        .givesArtifact("data");

        AttemptResult.Failed failed = failed(world.run(order));

        assertThat(failed.problem().message())
                .contains("minio://other/x")
                .contains("minio://bucket/root");
    }

    @Test
    void storesAgainWhenTheStoreFails() throws Exception {
        world.store.failNext(2);
        Orders order =
                Orders.script("echo x > $1", new Template.OutputArtifact("d", new Facet.Path()))
                        .givesArtifact("d");

        assertThat(succeeded(world.run(order)).outputs().artifacts()).containsKey("d");
    }

    static Template.Part file(String output) {
        return new Template.OutputParameterFile(output);
    }

    static AttemptResult.Succeeded succeeded(AttemptResult result) {
        assertThat(result).isInstanceOf(AttemptResult.Succeeded.class);
        return (AttemptResult.Succeeded) result;
    }

    static AttemptResult.Failed failed(AttemptResult result) {
        assertThat(result).isInstanceOf(AttemptResult.Failed.class);
        return (AttemptResult.Failed) result;
    }

    static Artifact only(AttemptResult.Succeeded succeeded, String output) {
        List<Artifact> artifacts = succeeded.outputs().artifacts().get(output);
        assertThat(artifacts).hasSize(1);
        return artifacts.getFirst();
    }

    static List<String> processesWith(String argument) {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.endsWith("sleep " + argument))
                .toList();
    }

    static void awaitRemoval(Path path) {
        while (Files.exists(path)) {
            Thread.onSpinWait();
        }
    }
}
