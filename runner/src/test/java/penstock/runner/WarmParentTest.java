package penstock.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import penstock.control.port.AttemptOrder;
import penstock.engine.AttemptResult;

/** Steps forked by a warm parent that knows nothing but how to run a piece of Python. */
final class WarmParentTest {

    private static final String PARENT =
            """
            import json, os, sys
            sys.path.insert(0, os.environ["PENSTOCK_SPAWNER_DIR"])
            from penstock_spawn import step
            del sys.path[0]
            order = step.serve()
            exec(order["warm"]["payload"]["code"])
            """;

    @TempDir Path folder;

    private @Nullable World opened;

    @AfterEach
    void closeWorld() throws IOException {
        if (opened != null) {
            opened.close();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void looksToCodeLikeAProcessOfItsOwn(boolean view) throws Exception {
        World world =
                open(
                        view,
                        PARENT,
                        """
                        import os, sys
                        print(os.getpid() == os.getsid(0) == os.getpgid(0), sorted(os.listdir("/proc/self/fd"))[:3])
                        print(os.environ["MODE"], "PENSTOCK_SPAWNER_DIR" in os.environ, os.path.basename(os.getcwd()))
                        print([l for l in open("/proc/self/status") if l.startswith("CapEff")][0].split()[1] if os.getuid() else "root")
                        open("/tmp/only-mine" if VIEW else "only-mine", "w").close()
                        sys.stdout.flush()
                        sys.exit(7)
                        """
                                .replace("VIEW", view ? "True" : "False"));
        AttemptOrder order = Orders.script("echo plain").env("MODE", "fast").build();

        AttemptResult.Failed failed = StepContract.failed(world.run(order));

        assertThat(world.log(order.attempt()))
                .startsWith("True ['0', '1', '2']\nfast False work\n")
                .containsAnyOf("root", "0000000000000000");
        assertThat(failed.exitCode()).isEqualTo(7);
        assertThat(Path.of("/tmp/only-mine")).doesNotExist();
    }

    @Test
    void forksManyFromOneParent() throws Exception {
        World world = open(true, PARENT, "import os; print(os.getppid())");
        AttemptOrder first = Orders.script("true").build();
        AttemptOrder second = Orders.script("true").build();

        world.run(first);
        world.run(second);

        assertThat(world.log(first.attempt()))
                .isEqualTo(world.log(second.attempt()))
                .isEqualTo(world.spawner().pid() + "\n");
    }

    @Test
    void endsAForkedStepAndItsChildren() throws Exception {
        World world =
                open(
                        true,
                        PARENT,
                        """
                        import subprocess, os
                        subprocess.Popen(["setsid", "sleep", "4731"])
                        os.close(os.open(os.environ["HOME"] + "/up", os.O_CREAT))
                        subprocess.call(["sleep", "4731"])
                        """);
        AttemptOrder order = Orders.script("true").build();
        world.launch(order);
        world.awaitStart();
        World.awaitFile(world.home().resolve("up"));

        world.runner().stop(order.attempt());

        assertThat(world.end()).isInstanceOf(AttemptResult.Stopped.class);
        assertThat(StepContract.processesWith("4731")).isEmpty();
    }

    @Test
    void losesAForkedStepWithItsSpawner() throws Exception {
        World world =
                open(
                        true,
                        PARENT,
                        """
                        import subprocess, os
                        subprocess.Popen(["setsid", "sleep", "4732"])
                        os.close(os.open(os.environ["HOME"] + "/up", os.O_CREAT))
                        subprocess.call(["sleep", "4732"])
                        """);
        AttemptOrder order = Orders.script("true").build();
        world.launch(order);
        world.awaitStart();
        World.awaitFile(world.home().resolve("up"));

        world.spawner().destroyForcibly();

        assertThat(world.end()).isInstanceOf(AttemptResult.Lost.class);
        assertThat(StepContract.processesWith("4732")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "raise SystemExit(1)",
                "import nonsense_module",
                "import os; os.kill(os.getpid(), 9)"
            })
    void startsPlainlyWhenTheParentDies(String parent) throws Exception {
        World world = open(true, parent, "print('warm')");
        AttemptOrder order = Orders.script("echo plain").build();

        assertThat(world.run(order)).isInstanceOf(AttemptResult.Succeeded.class);
        assertThat(world.log(order.attempt())).isEqualTo("plain\n");
        assertThat(Files.readString(world.folder(order.attempt()).exit())).contains("warm_problem");
    }

    private World open(boolean view, String parent, String code) throws IOException {
        Path data = folder.resolve("data");
        Path program = folder.resolve("parent.py");
        Files.writeString(program, parent);
        RunnerSettings settings = World.settings(data, view);
        Interpreter python = new Interpreters(settings.environment()).usual();
        assumeTrue(python != null, "no Python here");
        List<String> command = List.of(python.executable().toString(), program.toString());
        World world =
                new World(
                        data,
                        settings,
                        step ->
                                new Preparation.Warm(
                                        "test",
                                        command,
                                        new TreeMap<>(Map.of("PATH", "/usr/bin:/bin")),
                                        Map.of("code", code),
                                        Preparation.Plain.of(step.argv(), step.environment())));
        opened = world;
        String problem = world.runner().viewProblem();
        assumeTrue(!view || problem == null, () -> "no private views here: " + problem);
        return world;
    }
}
