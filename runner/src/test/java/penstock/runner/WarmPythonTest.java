package penstock.runner;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static penstock.runner.KfpWorld.resource;
import static penstock.runner.KfpWorld.step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import penstock.engine.AttemptId;
import penstock.engine.AttemptResult;
import penstock.runner.KfpWorld.Ending;

/** The same components, forked from a warm parent and each in an interpreter of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WarmPythonTest {
    private @Nullable KfpWorld opened;

    @BeforeAll
    void openWorld(@TempDir Path folder) throws Exception {
        opened = KfpWorld.open(folder, true);
    }

    @AfterAll
    void closeWorld() throws IOException {
        if (opened != null) {
            opened.close();
        }
    }

    private KfpWorld kfp() {
        return requireNonNull(opened);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"surroundings", "main_module", "processes", "threads", "output", "signals"})
    void looksTheSameToTheComponent(String component) throws Exception {
        compare(resource(component), Map.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return",
                "raise",
                "code",
                "text",
                "none",
                "large",
                "at once",
                "interrupt",
                "interrupt signal",
                "kill",
                "abort",
                "term",
                "recursion",
                "hook",
                "broken hook",
                "hook exits",
                "syntax",
                "generator",
                "subprocess",
                "broken stdout",
                "atexit",
                "exec",
                "module missing",
            })
    void endsTheSame(String how) throws Exception {
        compare(resource("ends"), Map.of("how", how));
    }

    @Test
    void takesInputsThatNoCommandLineCarries() throws Exception {
        compare(
                resource("input_big"),
                Map.of("text", "begin" + "x".repeat(500_000) + "end", "count", 7));
    }

    @Test
    void reportsMissingInputsTheSame() throws Exception {
        compare(resource("ends"), Map.of());
    }

    @Test
    void drawsOtherNumbersInEveryStep() throws Exception {
        Orders step = step(resource("drawn"), Map.of());
        List<String> first = drawn(kfp().run(kfp().warm, step.build()));
        List<String> second = drawn(kfp().run(kfp().warm, step.build()));

        assertThat(first).hasSize(5).doesNotContainAnyElementsOf(second);
    }

    /** The shell around a plain step dies of the signal, and the component with it. */
    @Test
    void letsAForkedStepCleanUpWhenItIsStopped() throws Exception {
        World world = kfp().world;
        kfp().prepareBy(kfp().warm);
        AttemptId attempt = world.launch(step(resource("terminated"), Map.of()).build());
        world.awaitStart();
        World.awaitFile(world.home().resolve("up"));

        world.runner().stop(attempt);

        assertThat(world.end()).isInstanceOf(AttemptResult.Stopped.class);
        assertThat(world.log(attempt)).endsWith("cleaning up\nat exit\n");
    }

    @Test
    void startsPlainlyWhereTheStepsFolderHidesAModuleOfTheParent() throws Exception {
        StepPreparer shadowing =
                step -> {
                    Path work = step.folder().resolve("tmp/work");
                    Files.writeString(work.resolve("argparse.py"), "raise SystemExit('mine')\n");
                    return kfp().warm.prepare(step);
                };

        Ending ending = kfp().run(shadowing, step("pass").build());

        assertThat(ending.log()).isEqualTo("mine\n");
        assertThat(ending.how()).isEqualTo("1");
    }

    @Test
    void startsAParentForEachSetOfVariablesThatCountAtStart() throws Exception {
        String body = "import sys; print(sys.flags.optimize, __debug__)";
        Orders optimized = step(body).env("PYTHONOPTIMIZE", "1");

        assertThat(kfp().run(kfp().warm, optimized.build()).log()).contains("1 False\n");
        assertThat(kfp().run(kfp().warm, step(body).build()).log()).contains("0 True\n");
    }

    private void compare(String component, Map<String, Object> parameters) throws Exception {
        Ending alone = kfp().run(kfp().plain, step(component, parameters).build());
        Ending forked = kfp().run(kfp().warm, step(component, parameters).build());

        assertThat(forked.log()).isEqualTo(alone.log());
        assertThat(forked.how()).isEqualTo(alone.how());
        assertThat(forked.warm()).isTrue();
        assertThat(alone.warm()).isFalse();
    }

    private static List<String> drawn(Ending ending) {
        String line =
                ending.log()
                        .lines()
                        .filter(each -> each.matches("[0-9.]+ [-0-9a-f]{36} .*"))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(ending.log()));
        return List.of(line.split(" ", -1));
    }
}
