package penstock.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import penstock.control.port.AttemptOrder;
import penstock.engine.AttemptId;
import penstock.engine.AttemptResult;
import penstock.plan.ErrorCode;
import penstock.plan.ParameterType;
import penstock.plan.Value;

/** How steps end, whoever or whatever ends them, and what outlives the server. */
abstract class StepEndContract extends StepContract {

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
}
