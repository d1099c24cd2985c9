package penstock.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.control.port.AttemptOrder;
import penstock.engine.AttemptId;
import penstock.engine.AttemptResult;
import penstock.plan.ErrorCode;
import penstock.plan.ParameterType;
import penstock.plan.Template;
import penstock.plan.Value;

/** Steps on a machine without Python. */
final class ShellShimTest {

    @TempDir Path folder;

    private World world;

    @BeforeEach
    void openWorld() throws IOException {
        Path data = folder.resolve("data");
        world = World.withoutPython(data, World.limited(data, true, Duration.ofSeconds(5)));
    }

    @AfterEach
    void closeWorld() throws IOException {
        world.close();
    }

    @Test
    void runsAStepAndSaysWhatIsMissing() throws Exception {
        AttemptOrder order =
                Orders.script(
                                "echo \"it's $MODE\"; printf %s \"$2\" > $1",
                                StepContract.file("p"),
                                new Template.Literal("a 'quoted' \"value\"\n$HOME `x`"))
                        .env("MODE", "two  words")
                        .gives("p", ParameterType.STRING)
                        .build();

        AttemptResult.Succeeded succeeded = StepContract.succeeded(world.run(order));

        assertThat(succeeded.outputs().parameters())
                .containsEntry("p", new Value.Text("a 'quoted' \"value\"\n$HOME `x`"));
        assertThat(world.log(order.attempt())).isEqualTo("it's two  words\n");
        assertThat(world.runner().viewProblem()).contains("no Python");
    }

    @Test
    void reportsExitCodes() throws Exception {
        assertThat(StepContract.failed(world.run(Orders.script("exit 3"))).exitCode()).isEqualTo(3);
        assertThat(StepContract.failed(world.run(Orders.script("kill -9 $$"))).problem().message())
                .contains("SIGKILL");
        assertThat(StepContract.failed(world.run(Orders.command("no-such-program"))).exitCode())
                .isEqualTo(127);
    }

    @Test
    void endsAStepWithItsChildren() throws Exception {
        AttemptOrder order =
                Orders.script("trap '' TERM; sleep 4741 & touch $HOME/up; sleep 4741").build();
        AttemptId attempt = world.launch(order);
        world.awaitStart();
        World.awaitFile(world.home().resolve("up"));

        world.runner().stop(attempt);

        assertThat(world.end()).isInstanceOf(AttemptResult.Stopped.class);
        assertThat(StepContract.processesWith("4741")).isEmpty();
    }

    @Test
    void endsAStepWhoseTimeIsUp() throws Exception {
        AttemptOrder order = Orders.script("sleep 4742").build();
        world.launch(order);
        world.awaitStart();
        world.killServer();

        World.awaitFile(world.folder(order.attempt()).exit());
        world.open();

        assertThat(StepContract.failed(world.run(order)).problem().code())
                .isEqualTo(ErrorCode.STEP_TIMED_OUT);
        assertThat(StepContract.processesWith("4742")).isEmpty();
    }

    @Test
    void attachesToAStepThatOutlivedTheServer() throws Exception {
        AttemptOrder order =
                Orders.script("echo x >> $HOME/runs; while ! [ -e $HOME/go ]; do sleep 0.05; done")
                        .build();
        world.launch(order);
        world.awaitStart();
        World.awaitFile(world.home().resolve("runs"));

        world.killServer();
        world.open();
        world.launch(order);
        Files.createFile(world.home().resolve("go"));

        assertThat(world.end()).isInstanceOf(AttemptResult.Succeeded.class);
        assertThat(Files.readString(world.home().resolve("runs"))).isEqualTo("x\n");
    }

    @Test
    void losesAStepWhoseSupervisorWasKilled() throws Exception {
        AttemptOrder order = Orders.script("touch $HOME/up; sleep 4743").build();
        world.launch(order);
        world.awaitStart();
        World.awaitFile(world.home().resolve("up"));

        String claim = Files.readString(world.folder(order.attempt()).claim());
        long pid = Json.read(claim).path("pid").asLong();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();

        assertThat(world.end()).isInstanceOf(AttemptResult.Lost.class);
        assertThat(StepContract.processesWith("4743")).isEmpty();
    }

    @Test
    void keepsTheLogToItsLimit() throws Exception {
        AttemptOrder order = Orders.script("seq 1 100000").build();

        world.run(order);

        assertThat(world.log(order.attempt()))
                .startsWith("1\n2\n")
                .endsWith("[penstock: more than 10000 bytes of output; the rest is left out]\n");
    }

    @Test
    void neverStartsAStepThatWasStoppedFirst() throws Exception {
        AttemptOrder order = Orders.script("touch $HOME/ran").build();

        world.runner().stop(order.attempt());

        assertThat(world.run(order)).isInstanceOf(AttemptResult.Stopped.class);
        assertThat(world.home().resolve("ran")).doesNotExist();
    }
}
