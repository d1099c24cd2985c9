package penstock.runner;

import static java.util.Objects.requireNonNull;
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
import penstock.control.port.AttemptOrder;
import penstock.engine.AttemptResult;
import penstock.runner.python.Environments;
import penstock.runner.python.PythonSteps;
import penstock.runner.python.TestPython;

/**
 * A world in which lightweight components run, forked or not; its environments outlive the test.
 */
final class KfpWorld implements AutoCloseable {
    static final String HEADER =
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

    /**
     * How one step ended.
     *
     * @param how exit code, or signal, whether the shell around a plain step told of it or not
     */
    record Ending(String log, String how, boolean warm) {}

    final World world;
    final PythonSteps warm;
    final PythonSteps plain;
    private StepPreparer current = StepPreparer.AS_WRITTEN;

    private KfpWorld(Path folder, boolean view) throws IOException {
        Path data = folder.resolve("data");
        Environments environments =
                Environments.open(
                        new Environments.Settings(
                                TestPython.cache().resolve("warm").resolve("envs"),
                                data.resolve("attempts"),
                                System.getenv(),
                                Long.MAX_VALUE),
                        InstantSource.system());
        warm = new PythonSteps(environments, folder.resolve("programs"), true);
        plain = new PythonSteps(environments, folder.resolve("programs"), false);
        RunnerSettings settings =
                new RunnerSettings(
                        data,
                        System.getenv(),
                        List.of(),
                        new LinkedHashMap<>(),
                        view,
                        50_000_000,
                        Duration.ofSeconds(5),
                        null);
        world = new World(data, settings, step -> current.prepare(step));
    }

    /** Skips the test where steps cannot have the view, or kfp cannot be installed. */
    static KfpWorld open(Path folder, boolean view) throws IOException, InterruptedException {
        KfpWorld opened = new KfpWorld(folder, view);
        String problem = opened.world.runner().viewProblem();
        assumeTrue(!view || problem == null, () -> "no private views here: " + problem);
        Ending first = opened.run(opened.plain, step("print('ready')").build());
        assumeTrue(first.how().equals("0"), () -> "kfp cannot be installed here: " + first);
        return opened;
    }

    void prepareBy(StepPreparer preparer) {
        current = preparer;
    }

    Ending run(StepPreparer preparer, AttemptOrder order) throws IOException, InterruptedException {
        prepareBy(preparer);
        AttemptResult result = world.run(order);
        Path exit = world.folder(order.attempt()).exit();
        if (!Files.exists(exit)) {
            return new Ending(result.toString(), "never started", false);
        }
        JsonNode facts = Json.read(Files.readString(exit));
        int code = facts.path("code").asInt();
        int signal = facts.path("signal").asInt();
        boolean killed = signal > 0 || (code > 128 && code < 160);
        return new Ending(
                normal(world.log(order.attempt())),
                killed ? "signal " + (signal + code) % 128 : "" + code,
                facts.path("warm").asBoolean());
    }

    /**
     * The log without what differs between any two runs, and without what is documented to differ:
     * the shell's word about a signal, and the bottom of the stack.
     */
    static String normal(String log) {
        return log.replaceFirst("(Killed|Aborted|Terminated)\n$", "")
                .replaceAll("repeated \\d+ more times", "repeated N more times")
                .replaceAll(" *File \"[^\"]*/warm-[0-9a-f]+\\.py\", line .*\n", "")
                .replaceAll("started \\d+", "started N")
                .replaceAll("(?m)^\\[penstock: .* its Python environment.*]\n", "")
                .replaceAll("KFP Executor [-0-9]+ [:0-9,]+", "KFP Executor TIME")
                .replaceAll("tmp\\.[A-Za-z0-9]{10}", "tmp.X")
                .replaceAll("0x[0-9a-f]{6,}", "0xX");
    }

    /** A component with that body. */
    static Orders step(String body) throws IOException {
        return step(HEADER + "def step():\n    " + body + "\n", Map.of());
    }

    /** The component {@code step} of a module. */
    static Orders step(String source, Map<String, Object> parameters) throws IOException {
        return Orders.command(
                        "sh",
                        "-c",
                        INSTALL,
                        "sh",
                        "-ec",
                        START,
                        source,
                        "--executor_input",
                        input(parameters),
                        "--function_to_execute",
                        "step")
                .image("python:3.11");
    }

    /** What takes the place of {@code {{$}}}. */
    static String input(Map<String, Object> parameters) throws IOException {
        Map<String, Object> output = Map.of("Output", Map.of("outputFile", "/tmp/kfp/Output"));
        return Json.write(
                Map.of(
                        "inputs",
                        Map.of("parameterValues", parameters),
                        "outputs",
                        Map.of(
                                "parameters",
                                output,
                                "outputFile",
                                "/tmp/kfp/executor_output.json")));
    }

    /** The text of a component that is kept as a resource. */
    static String resource(String component) throws IOException {
        String name = "python/components/" + component + ".py";
        try (InputStream in = KfpWorld.class.getResourceAsStream(name)) {
            return HEADER
                    + new String(requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() throws IOException {
        world.close();
    }
}
