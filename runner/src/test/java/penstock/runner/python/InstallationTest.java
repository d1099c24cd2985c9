package penstock.runner.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import penstock.runner.python.RequirementGroup.Flag;

@Execution(ExecutionMode.CONCURRENT)
class InstallationTest {
    @TempDir Path temp;
    private Path wheels;
    private final List<String> said = new ArrayList<>();

    @BeforeEach
    void publishPackages() throws IOException {
        wheels = temp.resolve("wheels");
        TinyWheel.write(wheels, "red", "1.0", "blue>=1");
        TinyWheel.write(wheels, "blue", "1.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.7", "3.8", "3.9", "3.10", "3.11", "3.12", "3.13"})
    void worksOnEveryPythonThatIsThere(String version) throws Exception {
        Optional<Path> python = TestPython.version(version);
        assumeTrue(python.isPresent(), () -> "there is no Python " + version);

        VirtualFolder folder = folder(TestPython.facts(python.get()));
        assertThat(install(folder, TestPython.plainVariables(temp), group("red")))
                .isEqualTo(new Installation.Outcome.Installed("pip"));

        assertThat(run(folder, "-c", "import red, blue, sys; print(sys.prefix, red.VERSION)"))
                .isEqualTo(folder.root() + " 1.0");
        assertThat(run(folder, "-m", "pip", "--version")).contains(folder.root().toString());
        assertThat(folder.installed()).contains("red==1.0", "blue==1.0");
    }

    /** As on Debian without python3-venv, whose pip lies among the system's packages. */
    @Test
    void takesThePipThatTheInterpreterHasWhereEnsurepipIsLeftOut() throws Exception {
        PythonInterpreter whole = TestPython.facts(TestPython.any());
        assumeTrue(whole.pipPackage().isPresent(), "this Python has no pip");
        VirtualFolder folder = folder(with(whole, List.of(), whole.pipPackage()));

        assertThat(install(folder, TestPython.plainVariables(temp), group("red")))
                .isEqualTo(new Installation.Outcome.Installed("pip"));
        assertThat(run(folder, "-m", "pip", "list")).contains("red", "pip");
    }

    @Test
    void saysWhatToInstallWhereThereIsNoPipAtAll() throws Exception {
        PythonInterpreter whole = TestPython.facts(TestPython.any());
        VirtualFolder folder = folder(with(whole, List.of(), Optional.empty()));

        assertThat(install(folder, TestPython.plainVariables(temp), group("red")))
                .isEqualTo(
                        new Installation.Outcome.Broken(
                                "Python at " + whole.binary() + " has neither pip nor ensurepip",
                                "install one of them (Debian, Ubuntu: apt-get install python3-venv;"
                                        + " Fedora: dnf install python3-pip), or install uv"));
    }

    @Test
    void installsTheSameWithUvAsWithPip() throws Exception {
        PythonInterpreter interpreter = TestPython.facts(TestPython.any());
        VirtualFolder byUv = folder(interpreter);
        VirtualFolder byPip = new VirtualFolder(temp.resolve("other"), interpreter);

        assertThat(
                        install(
                                byUv,
                                TestPython.variablesWithUv(temp),
                                group("red").with(Flag.NO_DEPS),
                                group("blue")))
                .isEqualTo(new Installation.Outcome.Installed("uv"));
        install(
                byPip,
                TestPython.plainVariables(temp),
                group("red").with(Flag.NO_DEPS),
                group("blue"));

        assertThat(byUv.installed()).isEqualTo(byPip.installed());
        assertThat(run(byUv, "-m", "pip", "--version")).contains(byUv.root().toString());
        assertThat(byUv.sitePackages().resolve("__pycache__")).isNotEmptyDirectory();
    }

    @Test
    void needsUvOnlyWhereEvenPipIsMissing() throws Exception {
        PythonInterpreter whole = TestPython.facts(TestPython.any());
        VirtualFolder folder = folder(with(whole, List.of(), Optional.empty()));

        assertThat(install(folder, TestPython.variablesWithUv(temp), group("red")))
                .isEqualTo(new Installation.Outcome.Installed("uv"));
    }

    @Test
    void leavesToPipWhatUvCannotDo() throws Exception {
        VirtualFolder folder = folder(TestPython.facts(TestPython.any()));
        SortedMap<String, String> variables = TestPython.variablesWithUv(temp);

        assertThat(install(folder, variables, group("white")))
                .isInstanceOf(Installation.Outcome.Broken.class);
        assertThat(said).containsExactly("uv could not build it; trying pip");

        said.clear();
        Folders.delete(folder.root());
        variables.put("PIP_ONLY_BINARY", ":all:");
        assertThat(install(folder, variables, group("red")))
                .isEqualTo(new Installation.Outcome.Installed("pip"));
        assertThat(said).isEmpty();
    }

    @Test
    void keepsSecretsOutOfWhatItSays() throws Exception {
        VirtualFolder folder = folder(TestPython.facts(TestPython.any()));
        RequirementGroup secret =
                new RequirementGroup(
                        List.of("red"),
                        Optional.of("http://me:hidden@127.0.0.1:1/simple"),
                        List.of(),
                        List.of(),
                        List.of(),
                        Set.of());
        SortedMap<String, String> variables = TestPython.plainVariables(temp);
        variables.put("PIP_RETRIES", "1");

        Installation.Outcome.Broken broken =
                (Installation.Outcome.Broken) install(folder, variables, secret);

        assertThat(broken.message()).doesNotContain("hidden");
        assertThat(broken.remedy()).startsWith("the package index cannot be reached");
        assertThat(Files.readString(folder.root().resolve("build.log"))).doesNotContain("hidden");
    }

    private VirtualFolder folder(PythonInterpreter interpreter) {
        return new VirtualFolder(temp.resolve("environment"), interpreter);
    }

    private Installation.Outcome install(
            VirtualFolder folder, SortedMap<String, String> variables, RequirementGroup... groups)
            throws IOException, InterruptedException {
        EnvironmentRequest request =
                EnvironmentRequest.of(folder.interpreter().binary(), List.of(groups), Map.of());
        PipSettings settings = PipSettings.read(variables, folder.interpreter().prefix());
        return new Installation(request, folder, settings, variables, said::add).run(new Uv());
    }

    private RequirementGroup group(String requirement) {
        return new RequirementGroup(
                List.of(requirement),
                Optional.empty(),
                List.of(),
                List.of(wheels.toString()),
                List.of(),
                Set.of(Flag.NO_INDEX));
    }

    private static PythonInterpreter with(
            PythonInterpreter whole, List<Path> pipWheels, Optional<Path> pipPackage) {
        return new PythonInterpreter(
                whole.binary(),
                whole.version(),
                whole.platform(),
                whole.prefix(),
                whole.sitePackages(),
                pipWheels,
                pipPackage);
    }

    private static String run(VirtualFolder folder, String... arguments)
            throws IOException, InterruptedException {
        return TestPython.run(
                folder.python(), new TreeMap<>(Map.of("PATH", "/usr/bin:/bin")), arguments);
    }
}
