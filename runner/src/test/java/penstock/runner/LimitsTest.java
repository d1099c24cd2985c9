package penstock.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.control.port.Allotment;
import penstock.control.port.AttemptOrder;
import penstock.engine.AttemptResult;
import penstock.plan.ErrorCode;
import penstock.plan.ParameterType;
import penstock.plan.Template;

/** Limits of steps, by the control groups of this machine; skipped where it has none to give. */
final class LimitsTest {

    private static final long MEBIBYTE = 1L << 20;

    @TempDir Path folder;

    private World world;

    @BeforeEach
    void openWorld() throws IOException {
        Path data = folder.resolve("data");
        world = new World(data, World.settings(data, true));
    }

    @AfterEach
    void closeWorld() throws IOException {
        world.close();
    }

    private void assumeLimits() {
        String problem = world.runner().limitsProblem();
        assumeTrue(problem == null, problem);
    }

    private static AttemptOrder limited(Orders order, long cpuMillis, long memoryBytes) {
        return order.build().with(new Allotment(0, cpuMillis, memoryBytes, List.of()));
    }

    @Test
    void endsAStepThatUsesMoreMemoryThanItsLimitAndSaysSo() throws Exception {
        assumeLimits();
        Orders order =
                Orders.command(
                        "python3", "-c", "print('before', flush=True); bytearray(200 << 20)");

        AttemptResult.Failed failed =
                StepContract.failed(world.run(limited(order, 0, 40 * MEBIBYTE)));

        assertThat(failed.problem().code()).isEqualTo(ErrorCode.STEP_KILLED);
        assertThat(failed.problem().message())
                .contains("used more than its memory limit 40Mi", "before");
        assertThat(failed.problem().hint()).contains("set_memory_limit");
        assertThat(failed.exitCode()).isEqualTo(137);
        assertThat(failed.retryable()).isTrue();
    }

    @Test
    void aStepWithinItsLimitsRunsAsAnyOther() throws Exception {
        assumeLimits();
        Orders order =
                Orders.script(
                                "grep -c penstock- /proc/self/cgroup > $1",
                                new Template.OutputParameterFile("groups"))
                        .gives("groups", ParameterType.NUMBER_INTEGER);

        AttemptResult end = world.run(limited(order, 500, 100 * MEBIBYTE));

        assertThat(end).isInstanceOf(AttemptResult.Succeeded.class);
        assertThat(((AttemptResult.Succeeded) end).outputs().parameters().toString())
                .doesNotContain("value=0");
    }

    @Test
    void nothingGetsAwayFromItsGroup() throws Exception {
        assumeLimits();
        Orders order =
                Orders.script(
                        "env -i setsid sh -c 'env -i setsid sleep 4733 < /dev/null > /dev/null 2>&1 &'");

        assertThat(world.run(limited(order, 500, 0))).isInstanceOf(AttemptResult.Succeeded.class);

        assertThat(StepContract.processesWith("4733")).isEmpty();
    }

    @Test
    void limitsHoldWhileTheServerIsDown() throws Exception {
        assumeLimits();
        Orders order =
                Orders.command(
                        "python3",
                        "-c",
                        """
                        import os, time
                        while not os.path.exists(os.environ['HOME'] + '/go'):
                            time.sleep(0.01)
                        bytearray(200 << 20)
                        """);
        AttemptOrder limited = limited(order, 0, 40 * MEBIBYTE);
        world.launch(limited);
        world.awaitStart();
        world.killServer();
        Files.createFile(world.home().resolve("go"));
        World.awaitFile(world.folder(limited.attempt()).exit());
        world.open();

        assertThat(StepContract.failed(world.run(limited)).exitCode()).isEqualTo(137);
    }
}
