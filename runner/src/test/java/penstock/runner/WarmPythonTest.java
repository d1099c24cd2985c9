package penstock.runner;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import penstock.control.port.AttemptOrder;
import penstock.engine.AttemptId;
import penstock.engine.AttemptResult;
import penstock.runner.python.Environments;
import penstock.runner.python.PythonSteps;
import penstock.runner.python.TestPython;

/** The same components, forked from a warm parent and each in an interpreter of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WarmPythonTest {
    private static final String HEADER =
            "\nimport kfp\nfrom kfp import dsl\nfrom kfp.dsl import *\nfrom typing import *\n\n";

    private static final String INSTALL =
            """

            if ! [ -x "$(command -v pip)" ]; then
                python3 -m ensurepip || python3 -m ensurepip --user || apt-get install python3-pip
            fi

            PIP_DISABLE_PIP_VERSION_CHECK=1 python3 -m pip install --quiet --no-warn-script-location\
             'kfp==2.17.0' '--no-deps' 'typing-extensions>=3.7.4,<5; python_version<"3.9"' && "$0" "$@"
            """;

    private static final String START =
            """
            program_path=$(mktemp -d)

            printf "%s" "$0" > "$program_path/ephemeral_component.py"
            _KFP_RUNTIME=true python3 -m kfp.dsl.executor_main                         \
            --component_module_path                         "$program_path/ephemeral_component.py"\
                                     "$@"
            """;

    /** How one step ended. */
    private record Ending(String log, String how, boolean warm) {}

    private World world;
    private StepPreparer current = StepPreparer.AS_WRITTEN;
    private PythonSteps warm;
    private PythonSteps plain;

    @BeforeAll
    void openWorld(@TempDir Path folder) throws Exception {
        Path cache = TestPython.cache().resolve("warm");
        Environments environments =
                Environments.open(
                        new Environments.Settings(
                                cache.resolve("envs"),
                                folder.resolve("data/attempts"),
                                System.getenv(),
                                Long.MAX_VALUE),
                        InstantSource.system());
        warm = new PythonSteps(environments, folder.resolve("programs"), true);
        plain = new PythonSteps(environments, folder.resolve("programs"), false);
        RunnerSettings settings =
                new RunnerSettings(
                        folder.resolve("data"),
                        System.getenv(),
                        List.of(),
                        new LinkedHashMap<>(),
                        true,
                        50_000_000,
                        Duration.ofSeconds(5),
                        null);
        world = new World(folder.resolve("data"), settings, step -> current.prepare(step));
        String problem = world.runner().viewProblem();
        assumeTrue(problem == null, () -> "no private views here: " + problem);
        Ending first = run(plain, step("print('ready')", Map.of()));
        assumeTrue(first.how().equals("0"), () -> "kfp cannot be installed here: " + first);
    }

    @AfterAll
    void closeWorld() throws IOException {
        if (world != null) {
            world.close();
        }
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
        Orders step = order(HEADER + resource("drawn"), Map.of());
        List<String> first = drawn(run(warm, step.build()));
        List<String> second = drawn(run(warm, step.build()));

        assertThat(first).hasSize(5).doesNotContainAnyElementsOf(second);
    }

    /** The shell around a plain step dies of the signal, and the component with it. */
    @Test
    void letsAForkedStepCleanUpWhenItIsStopped() throws Exception {
        current = warm;
        AttemptId attempt = world.launch(order(HEADER + resource("terminated"), Map.of()).build());
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
                    return warm.prepare(step);
                };

        Ending ending = run(shadowing, step("pass", Map.of()));

        assertThat(ending.log()).isEqualTo("mine\n");
        assertThat(ending.how()).isEqualTo("1");
    }

    @Test
    void startsAParentForEachSetOfVariablesThatCountAtStart() throws Exception {
        String source =
                HEADER + "def step():\n    import sys\n    print(sys.flags.optimize, __debug__)\n";
        AttemptOrder order = order(source, Map.of()).env("PYTHONOPTIMIZE", "1").build();

        assertThat(run(warm, order).log()).contains("1 False\n");
        assertThat(run(warm, order(source, Map.of()).build()).log()).contains("0 True\n");
    }

    private void compare(String component, Map<String, Object> parameters) throws Exception {
        AttemptOrder order = order(HEADER + component, parameters).build();
        Ending alone = run(plain, order);
        Ending forked = run(warm, order(HEADER + component, parameters).build());

        assertThat(forked.log()).isEqualTo(alone.log());
        assertThat(forked.how()).isEqualTo(alone.how());
        assertThat(forked.warm()).isTrue();
        assertThat(alone.warm()).isFalse();
    }

    private Ending run(StepPreparer preparer, AttemptOrder order) throws Exception {
        current = preparer;
        AttemptResult result = world.run(order);
        Path exit = world.folder(order.attempt()).exit();
        if (!Files.exists(exit)) {
            return new Ending(result.toString(), "never started", false);
        }
        JsonNode facts = Json.read(Files.readString(exit));
        int code = facts.path("code").asInt();
        int signal = facts.path("signal").asInt();
        // The shell around a plain step tells of its child's signal by a code.
        String how =
                signal > 0 || (code > 128 && code < 160)
                        ? "signal " + (signal + code) % 128
                        : "" + code;
        return new Ending(normal(world.log(order.attempt())), how, facts.path("warm").asBoolean());
    }

    /**
     * The log without what differs between any two runs, and without what is documented to differ:
     * the shell's word about a signal, and the bottom of the stack.
     */
    private static String normal(String log) {
        return log.replaceFirst("(Killed|Aborted|Terminated)\n$", "")
                .replaceAll("repeated \\d+ more times", "repeated N more times")
                .replaceAll(" *File \"[^\"]*/warm-[0-9a-f]+\\.py\", line .*\n", "")
                .replaceAll("started \\d+", "started N")
                .replaceAll("KFP Executor [-0-9]+ [:0-9,]+", "KFP Executor TIME")
                .replaceAll("tmp\\.[A-Za-z0-9]{10}", "tmp.X")
                .replaceAll("0x[0-9a-f]{6,}", "0xX");
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

    private static AttemptOrder step(String body, Map<String, Object> parameters)
            throws IOException {
        return order(HEADER + "def step():\n    " + body + "\n", parameters).build();
    }

    private static Orders order(String source, Map<String, Object> parameters) throws IOException {
        String input =
                Json.write(
                        Map.of(
                                "inputs",
                                Map.of("parameterValues", parameters),
                                "outputs",
                                Map.of(
                                        "parameters",
                                        Map.of("Output", Map.of("outputFile", "/tmp/kfp/Output")),
                                        "outputFile",
                                        "/tmp/kfp/executor_output.json")));
        return Orders.command(
                        "sh",
                        "-c",
                        INSTALL,
                        "sh",
                        "-ec",
                        START,
                        source,
                        "--executor_input",
                        input,
                        "--function_to_execute",
                        "step")
                .image("python:3.11");
    }

    private static String resource(String component) throws IOException {
        try (InputStream in =
                WarmPythonTest.class.getResourceAsStream(
                        "python/components/" + component + ".py")) {
            return new String(requireNonNull(in, component).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
