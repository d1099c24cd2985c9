package penstock.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.control.port.AttemptOrder;
import penstock.engine.AttemptId;
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

    @Test
    void endsAStepAndAllItStarted() throws Exception {
        AttemptOrder order =
                Orders.script(
                                "trap '' TERM; (setsid sleep 4711 &); sleep 4711 & touch $HOME/up; sleep 4711")
                        .build();
        AttemptId attempt = world.launch(order);
        world.awaitStart();
        World.awaitFile(world.home().resolve("up"));

        world.runner().stop(attempt);

        assertThat(world.end()).isInstanceOf(AttemptResult.Stopped.class);
        assertThat(processesWith("4711")).isEmpty();
    }

    @Test
    void endsWhatAStepLeavesBehind() throws Exception {
        AttemptOrder order = Orders.script("(setsid sleep 4712 &); sleep 4712 & echo done").build();

        assertThat(world.run(order)).isInstanceOf(AttemptResult.Succeeded.class);
        assertThat(processesWith("4712")).isEmpty();
    }

    @Test
    void neverStartsAStepThatWasStoppedFirst() throws Exception {
        AttemptOrder order = Orders.script("touch $HOME/ran").build();

        world.runner().stop(order.attempt());

        assertThat(world.run(order)).isInstanceOf(AttemptResult.Stopped.class);
        assertThat(world.home().resolve("ran")).doesNotExist();
    }

    @Test
    void attachesToAStepThatOutlivedTheServer() throws Exception {
        AttemptOrder order =
                Orders.script(
                                "echo x >> $HOME/runs; while ! [ -e $HOME/go ]; do sleep 0.05; done; echo end > $1",
                                file("p"))
                        .gives("p", ParameterType.STRING)
                        .build();
        world.launch(order);
        world.awaitStart();

        world.killServer();
        world.open();
        world.launch(order);
        world.awaitStart();
        Files.createFile(world.home().resolve("go"));

        assertThat(succeeded(world.end()).outputs().parameters())
                .containsEntry("p", new Value.Text("end\n"));
        assertThat(Files.readString(world.home().resolve("runs"))).isEqualTo("x\n");
    }

    @Test
    void readsAnEndThatNoServerSaw() throws Exception {
        AttemptOrder order =
                Orders.script("while ! [ -e $HOME/go ]; do sleep 0.05; done; exit 5").build();
        world.launch(order);
        world.awaitStart();
        world.killServer();

        Files.createFile(world.home().resolve("go"));
        World.awaitFile(world.folder(order.attempt()).exit());
        world.open();

        assertThat(failed(world.run(order)).exitCode()).isEqualTo(5);
    }

    @Test
    void runsOnceHoweverOftenItIsLaunched() throws Exception {
        AttemptOrder order = Orders.script("echo x >> $HOME/runs").build();

        world.launch(order);
        world.launch(order);
        AttemptResult end = world.end();
        AttemptResult again = world.run(order);

        assertThat(end).isInstanceOf(AttemptResult.Succeeded.class).isEqualTo(again);
        assertThat(Files.readString(world.home().resolve("runs"))).isEqualTo("x\n");
    }

    @Test
    void losesAStepWhoseSpawnerWasKilledAndEndsWhatIsLeft() throws Exception {
        AttemptOrder order =
                Orders.script("(setsid sleep 4713 &); touch $HOME/up; sleep 4713").build();
        world.launch(order);
        world.awaitStart();
        World.awaitFile(world.home().resolve("up"));

        world.spawner().destroyForcibly();

        assertThat(world.end()).isInstanceOf(AttemptResult.Lost.class);
        assertThat(processesWith("4713")).isEmpty();
        assertThat(world.run(Orders.script("true"))).isInstanceOf(AttemptResult.Succeeded.class);
    }

    @Test
    void losesAStepWhoseSpawnerAndServerWereKilled() throws Exception {
        AttemptOrder order = Orders.script("sleep 4714").build();
        world.launch(order);
        world.awaitStart();
        ProcessHandle spawner = world.spawner();
        world.killServer();
        spawner.destroyForcibly();

        world.open();

        assertThat(world.run(order)).isInstanceOf(AttemptResult.Lost.class);
        assertThat(processesWith("4714")).isEmpty();
    }

    @Test
    void keepsBeginningAndEndOfALongLog() throws Exception {
        AttemptOrder order = Orders.script("seq 1 100000").build();

        world.run(order);

        assertThat(world.log(order.attempt()))
                .startsWith("1\n2\n")
                .contains("more than 10000 bytes of output")
                .endsWith("\n100000\n");
    }

    @Test
    void keepsBinaryOutputAsItIs() throws Exception {
        AttemptOrder order = Orders.script("printf '\\000\\377\\r\\n'; printf 'e' >&2").build();

        world.run(order);

        assertThat(Files.readAllBytes(world.folder(order.attempt()).log()))
                .containsExactly(0, 255, '\r', '\n', 'e');
    }

    @Test
    void keepsTheLogOfAReleasedAttemptAndNothingElse() throws Exception {
        AttemptOrder order = Orders.script("echo kept").build();
        world.run(order);
        Path attempts = folder.resolve("data/attempts");

        world.runner().release(order.attempt());
        awaitRemoval(world.folder(order.attempt()).path());

        assertThat(world.log(order.attempt())).isEqualTo("kept\n");
        assertThat(attempts).isEmptyDirectory();
    }

    @Test
    void sweepsWhatIsOverAndNothingElse() throws Exception {
        AttemptOrder over = Orders.script("echo kept").build();
        AttemptOrder unknown = Orders.script("true").build();
        world.run(over);
        world.run(unknown);
        world.killServer();
        world.open();

        world.runner().sweep(over.attempt()::equals);

        assertThat(world.folder(over.attempt()).path()).doesNotExist();
        assertThat(world.log(over.attempt())).isEqualTo("kept\n");
        assertThat(world.run(unknown)).isInstanceOf(AttemptResult.Succeeded.class);
    }

    @Test
    void losesAStepThatWasOrderedBeforeTheMachineRestarted() throws Exception {
        AttemptOrder order = Orders.script("touch $HOME/ran").build();
        AttemptOrder template = Orders.script("touch $HOME/ran").build();
        world.run(template);
        Files.delete(world.home().resolve("ran"));
        Path folder = Files.createDirectories(world.folder(order.attempt()).path());
        String written = Files.readString(world.folder(template.attempt()).order());
        Files.writeString(
                folder.resolve("order.json"),
                written.replace(BootId.CURRENT, "another-boot")
                        .replace(template.attempt().uuid(), order.attempt().uuid()));

        assertThat(world.run(order)).isInstanceOf(AttemptResult.Lost.class);
        assertThat(world.home().resolve("ran")).doesNotExist();
    }

    @Test
    void buildsAnewWhatACrashLeftUnfinished() throws Exception {
        AttemptOrder order =
                Orders.script("ls; echo x > $1", file("p"))
                        .gives("p", ParameterType.STRING)
                        .build();
        Path work = Files.createDirectories(world.folder(order.attempt()).tmp().resolve("work"));
        Files.writeString(work.resolve("rubbish"), "x");
        Files.writeString(world.folder(order.attempt()).order(), "{\"attempt\": \"cut sho");

        assertThat(world.run(order)).isInstanceOf(AttemptResult.Succeeded.class);
        assertThat(world.log(order.attempt())).isEmpty();
    }

    @Test
    void givesNothingOfTheServersEnvironmentButTheBase() throws Exception {
        AttemptOrder order =
                Orders.script("env; pwd; touch written")
                        .env("API_TOKEN", "t0p")
                        .env("MODE", "fast")
                        .build();
        world.launch(order);
        AttemptResult.Started started = (AttemptResult.Started) world.next();
        world.end();

        assertThat(world.log(order.attempt()))
                .contains("API_TOKEN=t0p", "MODE=fast", "PASSED_ON=yes", "HOME=" + world.home())
                .contains("KFP_POD_NAME=a-run-x1-step-", "http://user:secret@proxy")
                .doesNotContain("DATABASE_PASSWORD", "JAVA_HOME");
        assertThat(started.facts().environment())
                .containsEntry("API_TOKEN", "***")
                .containsEntry("MODE", "fast")
                .containsEntry("HTTPS_PROXY", "http://***@proxy.example:3128");
        assertThat(started.facts().notes())
                .singleElement()
                .asString()
                .startsWith("image 'alpine:3.20' was replaced by the programs of this machine");
    }

    @Test
    void refusesAnUnknownImageBeforeItStarts() throws Exception {
        AttemptResult.Failed failed =
                failed(world.run(Orders.script("true").image("registry.example/team/train:v1")));

        assertThat(failed.problem().code()).isEqualTo(ErrorCode.IMAGE_UNKNOWN);
        assertThat(failed.problem().message()).contains("registry.example/team/train:v1");
        assertThat(failed.problem().hint()).contains("penstock.yaml");
    }

    @Test
    void runsAPythonImageOnAnInterpreter() throws Exception {
        Orders order =
                Orders.script(
                                "python -c 'import sys; print(sys.version_info[:2] == sys.version_info[:2])' &&"
                                        + " python3 -c 'import penguin'")
                        .image("python:3.11-slim");

        AttemptResult.Failed failed = failed(world.run(order));

        assertThat(failed.problem().message()).contains("True").contains("ModuleNotFoundError");
        assertThat(failed.problem().hint()).contains("python:3.11-slim").contains("'penguin'");
    }

    @Test
    void givesAlpineAShellThatKnowsMore() throws Exception {
        List<Path> shells =
                Stream.of("busybox", "bash")
                        .flatMap(name -> Programs.named(name, "/usr/bin:/bin", List.of()).stream())
                        .toList();
        assumeTrue(!shells.isEmpty(), "neither busybox nor bash here");
        AttemptOrder order = Orders.script("[[ ab == a* ]] && echo matches").build();

        assertThat(world.run(order)).isInstanceOf(AttemptResult.Succeeded.class);
        assertThat(world.log(order.attempt())).isEqualTo("matches\n");
    }

    @Test
    void refusesAStepWithoutCommand() throws Exception {
        assertThat(failed(world.run(Orders.command())).problem().message())
                .contains("neither command nor arguments");
    }

    @Test
    void refusesARootWithoutLocalPath() throws Exception {
        AttemptResult.Failed failed = failed(world.run(Orders.script("true").root("ftp://x/y")));

        assertThat(failed.problem().message()).contains("ftp://x/y");
        assertThat(failed.problem().hint()).contains("minio://");
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

    private static void awaitRemoval(Path path) {
        while (Files.exists(path)) {
            Thread.onSpinWait();
        }
    }
}
