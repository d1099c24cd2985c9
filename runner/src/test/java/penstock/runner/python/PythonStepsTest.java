package penstock.runner.python;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.plan.ErrorCode;
import penstock.runner.Interpreter;
import penstock.runner.Preparation;
import penstock.runner.PythonVersion;
import penstock.runner.StepToPrepare;

class PythonStepsTest {
    /** Environments are shared by the tests: building takes seconds. */
    @TempDir static Path shared;

    private static Environments environments;
    private static PythonSteps steps;

    @TempDir Path attempt;

    @BeforeAll
    static void open() throws IOException {
        for (String name : List.of("red", "green", "blue")) {
            TinyWheel.write(shared.resolve("wheels"), name, "1.0");
        }
        SortedMap<String, String> server = TestPython.plainVariables(shared);
        server.put("PIP_NO_INDEX", "1");
        server.put("PIP_FIND_LINKS", shared.resolve("wheels").toString());
        environments =
                Environments.open(
                        new Environments.Settings(
                                shared.resolve("envs"),
                                shared.resolve("attempts"),
                                server,
                                Long.MAX_VALUE),
                        InstantSource.system());
        steps = new PythonSteps(environments, shared.resolve("programs"), true);
    }

    @Test
    void keepsWhatAStepInstallsByItselfOutOfTheInterpreter() throws Exception {
        List<String> argv = List.of("sh", "-c", "pip install green && python3 -c 'import green'");

        Preparation.Plain plain = (Preparation.Plain) steps.prepare(step(argv));

        StepToPrepare asked = step(argv);
        Path base = asked.folder().resolve("python-user");
        assertThat(plain.argv()).isEqualTo(argv);
        assertThat(plain.environment())
                .containsEntry("PYTHONUSERBASE", base.toString())
                .containsEntry("PIP_USER", "1")
                .containsEntry("PATH", base.resolve("bin") + ":" + asked.environment().get("PATH"));
    }

    @Test
    void forksWhatItRecognisesFromAParentOfItsEnvironment() throws Exception {
        List<String> argv = argv("plain", "green");

        Preparation.Warm warm = (Preparation.Warm) steps.prepare(step(argv));

        Environment environment = environmentOf(argv);
        assertThat(warm.parentCommand())
                .startsWith(environment.executable().toString())
                .endsWith("serve", "kfp.dsl.executor_main");
        assertThat(Path.of(warm.parentCommand().get(1))).isRegularFile();
        assertThat(warm.parentEnvironment())
                .containsEntry("_KFP_RUNTIME", "true")
                .containsEntry("HOME", "/home/of/steps")
                .doesNotContainKey("SECRET");
        assertThat(warm.payload())
                .containsEntry("module", "kfp.dsl.executor_main")
                .containsEntry("runtime", true)
                .containsEntry("source", argv.get(6))
                .containsEntry("arguments", argv.subList(7, argv.size()));
        assertThat(warm.fallback().argv()).isEqualTo(argv.subList(3, argv.size()));
        assertThat(warm.fallback().environment())
                .containsEntry("PATH", environment.bin() + ":/usr/bin:/bin")
                .doesNotContainKey("VIRTUAL_ENV");
        assertThat(warm.fallback().visible()).containsExactly(environment.folder());
        assertThat(warm.fallback().notes().getFirst())
                .startsWith("building its Python environment (first use): green");
        assertThat(warm.fallback().notes().getLast())
                .startsWith("Python " + environment.python())
                .contains("green==1.0");
        assertThat(attempt.resolve("log"))
                .content()
                .startsWith("[penstock: building its Python environment (first use): green]\n")
                .contains("[penstock: built its Python environment in ");
        assertThat(attempt.resolve("environment")).hasContent(environment.id());
    }

    @Test
    void startsAnInterpreterOfItsOwnWhenWarmIsSwitchedOff() throws Exception {
        PythonSteps cold = new PythonSteps(environments, shared.resolve("programs"), false);
        List<String> argv = argv("plain", "red");

        Preparation.Plain plain = (Preparation.Plain) cold.prepare(step(argv));

        assertThat(plain.argv()).isEqualTo(argv.subList(3, argv.size()));
    }

    @Test
    void sharesAParentAmongAttemptsAndNotAmongStarts() throws Exception {
        List<String> argv = argv("plain", "red");
        String key = key(step(argv, Map.of("KFP_POD_UID", "1", "OTHER", "1")));

        assertThat(key(step(argv, Map.of("KFP_POD_UID", "2", "OTHER", "2")))).isEqualTo(key);
        assertThat(key(step(argv, Map.of("PYTHONHASHSEED", "7")))).isNotEqualTo(key);
        assertThat(key(step(argv, Map.of("LC_ALL", "C")))).isNotEqualTo(key);
        assertThat(key(step(argv("plain", "blue"), Map.of()))).isNotEqualTo(key);
    }

    @Test
    void countsAllVariablesForExecutorsThatImportEverything() throws Exception {
        List<String> argv = new ArrayList<>(argv("plain", "red"));
        argv.set(5, argv.get(5).replace("_KFP_RUNTIME=true ", ""));
        String key = key(step(argv, Map.of("KFP_POD_UID", "1", "OTHER", "1")));

        assertThat(key(step(argv, Map.of("KFP_POD_UID", "2", "OTHER", "1")))).isEqualTo(key);
        assertThat(key(step(argv, Map.of("KFP_POD_UID", "1", "OTHER", "2")))).isNotEqualTo(key);
    }

    @Test
    void looksActivatedWhereTheStepMadeAVirtualEnvironment() throws Exception {
        List<String> argv = argv("venv", "red");

        Preparation.Warm warm = (Preparation.Warm) steps.prepare(step(argv));

        Environment environment = environmentOf(argv);
        assertThat(warm.fallback().environment())
                .containsEntry("VIRTUAL_ENV", environment.folder().toString())
                .containsEntry("PIP_DISABLE_PIP_VERSION_CHECK", "1");
    }

    @Test
    void takesTheInterpreterItselfWhereNothingIsInstalled() throws Exception {
        List<String> argv = SdkFixture.of("2.17.0").argv("nothing_installed");

        Preparation.Warm warm = (Preparation.Warm) steps.prepare(step(argv));

        assertThat(warm.parentCommand()).startsWith(TestPython.any().toString());
        assertThat(warm.fallback().argv()).isEqualTo(argv);
        assertThat(steps.environmentOf(step(argv))).isEmpty();
    }

    @Test
    void startsOtherProgramsInsideTheEnvironment() throws Exception {
        String pip =
                "PIP_DISABLE_PIP_VERSION_CHECK=1 python3 -m pip install --quiet"
                        + " --no-warn-script-location 'red'";
        String script = "(" + pip + " || " + pip + " --user) && \"$0\" \"$@\"";

        List<String> argv = List.of("sh", "-c", script, "python3", "-u", "-c", "import red");

        Preparation.Plain plain = (Preparation.Plain) steps.prepare(step(argv));

        assertThat(plain.argv()).containsExactly("python3", "-u", "-c", "import red");
        assertThat(plain.environment().get("PATH"))
                .startsWith(environmentOf(argv).bin().toString());
    }

    @Test
    void carriesLongArgumentsInAFile() throws Exception {
        List<String> argv = new ArrayList<>(argv("plain", "red"));
        argv.set(argv.indexOf("{{$}}"), "x".repeat(200_000));

        Preparation.Warm warm = (Preparation.Warm) steps.prepare(step(argv));

        Path launch = attempt.resolve("launch");
        assertThat(warm.fallback().argv())
                .containsExactly(
                        environmentOf(argv).executable().toString(),
                        launch.resolve("warm.py").toString(),
                        "run",
                        launch.resolve("payload.json").toString());
        assertThat(warm.fallback().visible()).contains(launch);
        assertThat(launch.resolve("payload.json")).content().contains("x".repeat(200_000));
    }

    @Test
    void leavesAloneWhatItDoesNotRecognise() throws Exception {
        List<String> argv = List.of("python3", "-m", "http.server");
        StepToPrepare withoutPython =
                new StepToPrepare(
                        "a",
                        "alpine",
                        argv("plain", "red"),
                        variables(Map.of()),
                        null,
                        List.of(),
                        attempt);

        assertThat(steps.prepare(step(argv)))
                .isEqualTo(Preparation.Plain.of(argv, variables(Map.of())));
        assertThat(((Preparation.Plain) steps.prepare(withoutPython)).argv())
                .isEqualTo(withoutPython.argv());
        assertThat(steps.environmentOf(step(argv))).isEmpty();
        assertThat(steps.environmentOf(withoutPython)).isEmpty();
    }

    @Test
    void addsThePackagesOfTheImagesMapping() throws Exception {
        List<String> argv = List.of("python3", "-c", "import blue");
        StepToPrepare mapped = step(argv, List.of("blue"), Map.of());

        Preparation.Plain plain = (Preparation.Plain) steps.prepare(mapped);

        assertThat(environmentOf(mapped).packages()).contains("blue==1.0");
        assertThat(plain.argv()).isEqualTo(argv);
        assertThat(plain.environment().get("PATH"))
                .startsWith(environmentOf(mapped).bin().toString());
        assertThat(
                        steps.environmentOf(step(argv("plain", "red"), List.of("blue"), Map.of()))
                                .orElseThrow()
                                .groups())
                .extracting(group -> group.requirements().getFirst())
                .containsExactly("blue", "red");
    }

    @Test
    void refusesAStepWhoseEnvironmentCannotBeBuilt() throws Exception {
        Preparation.Refused refused =
                (Preparation.Refused) steps.prepare(step(argv("plain", "white")));

        assertThat(refused.problem().code()).isEqualTo(ErrorCode.ENVIRONMENT_FAILED);
        assertThat(refused.problem().message())
                .contains("No matching distribution found for white");
        assertThat(refused.problem().hint()).startsWith("check name and version");
        assertThat(refused.retryable()).isTrue();
    }

    private Environment environmentOf(List<String> argv) throws InterruptedException {
        return environmentOf(step(argv));
    }

    private static Environment environmentOf(StepToPrepare step) throws InterruptedException {
        EnvironmentRequest request = steps.environmentOf(step).orElseThrow();
        return switch (environments.prepare(request, Optional.empty(), _ -> {})) {
            case EnvironmentOutcome.Ready(Environment environment) -> environment;
            case EnvironmentOutcome.Failed failed -> throw new AssertionError(failed);
        };
    }

    private String key(StepToPrepare step) throws Exception {
        return ((Preparation.Warm) steps.prepare(step)).key();
    }

    /** A real bootstrap that installs another package than kfp. */
    private static List<String> argv(String variant, String requirement) {
        return SdkFixture.of("2.17.0").argv(variant).stream()
                .map(word ->
                        word.replaceAll(
                                "'kfp==2.17.0' '--no-deps' 'typing[^']*'", "'" + requirement + "'"))
                .toList();
    }

    private StepToPrepare step(List<String> argv) {
        return step(argv, Map.of());
    }

    private StepToPrepare step(List<String> argv, Map<String, String> more) {
        return step(argv, List.of(), more);
    }

    private StepToPrepare step(List<String> argv, List<String> packages, Map<String, String> more) {
        Interpreter interpreter = new Interpreter(TestPython.any(), version("3.11"), true);
        return new StepToPrepare(
                "a", "python:3.11", argv, variables(more), interpreter, packages, attempt);
    }

    private static PythonVersion version(String text) {
        @Nullable PythonVersion version = PythonVersion.parse(text);
        return requireNonNull(version);
    }

    private static SortedMap<String, String> variables(Map<String, String> more) {
        SortedMap<String, String> variables = new TreeMap<>(more);
        variables.put("PATH", "/usr/bin:/bin");
        variables.put("HOME", "/home/of/steps");
        variables.put("SECRET", "s");
        return variables;
    }
}
