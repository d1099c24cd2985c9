package penstock.runner.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import penstock.runner.python.EnvironmentOutcome.Failed;
import penstock.runner.python.EnvironmentOutcome.Ready;
import penstock.runner.python.RequirementGroup.Flag;

@Execution(ExecutionMode.CONCURRENT)
class EnvironmentsTest {
    @TempDir Path temp;
    private Path wheels;
    private Path data;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Environments environments;

    @BeforeEach
    void publishPackages() throws IOException {
        wheels = temp.resolve("wheels");
        data = temp.resolve("data");
        TinyWheel.write(wheels, "red", "1.0", "blue>=1");
        TinyWheel.write(wheels, "blue", "1.0");
        environments = open(Long.MAX_VALUE);
    }

    @Test
    void buildsAnEnvironmentWhosePythonAndPipComeFirst() throws Exception {
        Environment built = ready(request("red"));

        assertThat(
                        run(
                                built.bin().resolve("python3"),
                                "-c",
                                "import red, sys; print(red.VERSION, sys.prefix)"))
                .isEqualTo("1.0 " + built.folder());
        assertThat(run(built.bin().resolve("pip"), "--version"))
                .contains(built.folder().toString());
        assertThat(run(built.bin().resolve("red-script"))).isEqualTo("1.0");
        assertThat(built.packages()).contains("red==1.0", "blue==1.0");
        assertThat(built.bytes()).isGreaterThan(1000);
        assertThat(Files.readString(built.folder().resolve("environment.json")))
                .contains("\"red==1.0\"", "\"built_at\" : \"2026-01-01T00:00:00Z\"");
    }

    @Test
    void leavesOutDependenciesOnlyInTheGroupThatSaysSo() throws Exception {
        TinyWheel.write(wheels, "green", "1.0", "yellow");
        TinyWheel.write(wheels, "yellow", "1.0");

        Environment built =
                ready(
                        EnvironmentRequest.of(
                                TestPython.any(),
                                List.of(group("red").with(Flag.NO_DEPS), group("green")),
                                Map.of()));

        assertThat(built.packages())
                .contains("red==1.0", "green==1.0", "yellow==1.0")
                .doesNotContain("blue==1.0");
    }

    @Test
    void sharesOneEnvironmentAmongStepsThatStartTogether() throws Exception {
        List<String> said = Collections.synchronizedList(new ArrayList<>());
        List<Callable<Environment>> steps = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            steps.add(() ->
                    ready(environments.prepare(request("blue"), Optional.empty(), said::add)));
        }
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Environment> built = new ArrayList<>();
            for (Future<Environment> step : executor.invokeAll(steps)) {
                built.add(step.get());
            }
            assertThat(built.stream().map(Environment::id).distinct()).hasSize(1);
        }
        assertThat(said.stream().filter(line -> line.startsWith("building"))).hasSize(1);
        assertThat(folders()).hasSize(1);
    }

    @Test
    void needsNoToolForAnEnvironmentThatIsThere() throws Exception {
        Environment built = ready(request("blue"));
        List<String> said = new ArrayList<>();

        assertThat(open(Long.MAX_VALUE).prepare(request("blue"), Optional.empty(), said::add))
                .isEqualTo(new Ready(built));
        assertThat(said).isEmpty();
    }

    @Test
    void keepsEnvironmentsApartByWhatDecidesTheirContent() throws Exception {
        Environment built = ready(request("blue"));

        TinyWheel.write(temp.resolve("other"), "blue", "2.0");
        assertThat(ready(request("blue==1.0")).id()).isNotEqualTo(built.id());
        assertThat(
                        ready(
                                        EnvironmentRequest.of(
                                                TestPython.any(),
                                                List.of(group("blue")),
                                                Map.of(
                                                        "PIP_FIND_LINKS",
                                                        temp.resolve("other").toString())))
                                .packages())
                .contains("blue==2.0");
        assertThat(
                        ready(
                                        EnvironmentRequest.of(
                                                TestPython.any(),
                                                List.of(group("blue")),
                                                Map.of("PIP_TIMEOUT", "7", "COLOUR", "blue")))
                                .id())
                .isEqualTo(built.id());
    }

    @Test
    void saysWhatPipSaidAndWhatToDoAndTriesAgainNextTime() throws Exception {
        EnvironmentOutcome outcome =
                environments.prepare(
                        request("white==7"), Optional.empty(), EnvironmentsTest::quiet);

        Failed failed = (Failed) outcome;
        assertThat(failed.message())
                .startsWith("pip could not install white==7 (exit code 1):")
                .contains("No matching distribution found for white==7");
        assertThat(failed.remedy())
                .startsWith("check name and version: the index has none that fits Python 3.");
        assertThat(folders()).isEmpty();

        TinyWheel.write(wheels, "white", "7");
        assertThat(ready(request("white==7")).packages()).contains("white==7");
    }

    @Test
    void saysWhatIsWrongWithAnInterpreter() throws Exception {
        EnvironmentRequest missing =
                EnvironmentRequest.of(temp.resolve("python9"), List.of(group("blue")), Map.of());
        Path broken =
                Files.writeString(temp.resolve("broken"), "#!/bin/sh\necho it is broken\nexit 3\n");
        assertThat(broken.toFile().setExecutable(true)).isTrue();

        assertThat(failed(missing).message())
                .isEqualTo("there is no Python interpreter at " + temp.resolve("python9"));
        assertThat(
                        failed(EnvironmentRequest.of(broken, List.of(group("blue")), Map.of()))
                                .message())
                .isEqualTo(broken + " cannot be used as Python 3.6 or newer: it is broken");
    }

    @Test
    void ignoresAndRemovesWhatACrashLeftHalfBuilt() throws Exception {
        Environment built = ready(request("blue"));
        Path folder = built.folder();
        Path half = folder.resolveSibling(folder.getFileName().toString().replace('-', '.'));
        Path doomed = folder.resolveSibling(folder.getFileName().toString().replace('-', '~'));
        Path unknown = folder.resolveSibling("mine");
        for (Path each : List.of(half, doomed, unknown)) {
            Files.createDirectories(each.resolve("bin"));
        }
        Files.delete(folder.resolve("environment.json"));

        Environments reopened = open(Long.MAX_VALUE);

        assertThat(reopened.list()).isEmpty();
        assertThat(half).doesNotExist();
        assertThat(doomed).doesNotExist();
        assertThat(unknown).exists();
    }

    @Test
    void buildsAnewWhenSomebodyRemovedTheFolder() throws Exception {
        Environment built = ready(request("blue"));
        Folders.delete(built.folder());

        Environment again = ready(request("blue"));

        assertThat(again.id()).isNotEqualTo(built.id());
        assertThat(again.executable()).exists();
    }

    @Test
    void refreshResolvesAnewWhileRunningStepsKeepWhatTheyHave() throws Exception {
        Path attempt = attempt("a");
        Environment built =
                ready(
                        environments.prepare(
                                request("blue"), Optional.of(attempt), EnvironmentsTest::quiet));
        TinyWheel.write(wheels, "blue", "2.0");
        now = now.plusSeconds(60);

        Environment fresh = ready(environments.refresh(built.key(), EnvironmentsTest::quiet));

        assertThat(fresh.packages()).contains("blue==2.0");
        assertThat(ready(request("blue")).id()).isEqualTo(fresh.id());
        assertThat(run(built.executable(), "-c", "import blue; print(blue.VERSION)"))
                .isEqualTo("1.0");
        Folders.delete(attempt);
        assertThat(environments.prune(Long.MAX_VALUE))
                .extracting(Environment::id)
                .containsExactly(built.id());
        assertThat(built.folder()).doesNotExist();
    }

    @Test
    void prunesTheLeastRecentlyUsedAndNothingInUse() throws Exception {
        Path attempt = attempt("a");
        Environment oldestButUsed =
                ready(
                        environments.prepare(
                                request("blue"), Optional.of(attempt), EnvironmentsTest::quiet));
        now = now.plusSeconds(600);
        Environment older = ready(request("red"));
        now = now.plusSeconds(600);
        Environment newer = ready(request("red==1.0"));
        now = now.plusSeconds(600);
        Environment again = ready(request("red"));
        assertThat(again.id()).isEqualTo(older.id());

        assertThat(environments.prune(oldestButUsed.bytes() + older.bytes()))
                .extracting(Environment::id)
                .containsExactly(newer.id());
        assertThat(environments.prune(0)).extracting(Environment::id).containsExactly(older.id());
        assertThat(environments.list())
                .extracting(Environment::id)
                .containsExactly(oldestButUsed.id());

        Folders.delete(attempt);
        environments.prune(0);
        assertThat(folders()).isEmpty();
    }

    @Test
    void makesRoomByItselfWhenEnvironmentsTakeTooMuch() throws Exception {
        environments = open(1);
        Environment first = ready(request("blue"));
        now = now.plusSeconds(1);
        Environment second = ready(request("red"));

        assertThat(first.folder()).doesNotExist();
        assertThat(second.folder()).exists();
    }

    @Test
    void leavesTheWorkToTheNextWhenTheBuilderIsInterrupted() throws Exception {
        CountDownLatch building = new CountDownLatch(1);
        CountDownLatch waiting = new CountDownLatch(1);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> first =
                    executor.submit(() ->
                            environments.prepare(
                                    request("red"), Optional.empty(), _ -> building.countDown()));
            building.await();
            Future<Environment> second =
                    executor.submit(() ->
                            ready(
                                    environments.prepare(
                                            request("red"),
                                            Optional.empty(),
                                            _ -> waiting.countDown())));
            waiting.await();
            first.cancel(true);

            assertThat(second.get().packages()).contains("red==1.0");
        }
        assertThat(folders()).hasSize(1);
    }

    @Test
    void waitsForAnotherProcessThatBuildsTheSame() throws Exception {
        Environment built = ready(request("blue"));
        Path locks = data.resolve("envs").resolve("locks");
        Process other =
                new ProcessBuilder(
                                TestPython.any().toString(),
                                "-c",
                                "import fcntl, sys; f = open(sys.argv[1], 'w'); fcntl.lockf(f, fcntl.LOCK_EX);"
                                        + " print('held', flush=True); sys.stdin.read()",
                                locks.resolve(built.key()).toString())
                        .start();
        assertThat(other.inputReader().readLine()).isEqualTo("held");

        assertThat(BuildLock.tryTake(locks, built.key())).isEmpty();
        other.destroyForcibly().waitFor();

        try (BuildLock lock = BuildLock.take(locks, built.key())) {
            assertThat(lock).isNotNull();
        }
    }

    @Test
    void showsTheInterpretersOwnPackagesWhenAskedTo() throws Exception {
        Environment below = ready(request("red"));
        EnvironmentRequest request =
                new EnvironmentRequest(
                        below.executable(), List.of(group("blue")), true, new TreeMap<>());

        Environment above = ready(request);

        assertThat(run(above.executable(), "-c", "import red; print(red.__file__)"))
                .startsWith(below.folder().toString());
    }

    private static void quiet(String line) {
        assertThat(line).isNotBlank();
    }

    private Environments open(long limit) throws IOException {
        Path home = Files.createDirectories(temp.resolve("home"));
        Map<String, String> variables = TestPython.plainVariables(home);
        return Environments.open(
                new Environments.Settings(
                        data.resolve("envs"), data.resolve("attempts"), variables, limit),
                () -> now);
    }

    private Path attempt(String name) throws IOException {
        return Files.createDirectories(data.resolve("attempts").resolve(name));
    }

    private EnvironmentRequest request(String requirement) {
        return EnvironmentRequest.of(TestPython.any(), List.of(group(requirement)), Map.of());
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

    private Environment ready(EnvironmentRequest request) throws InterruptedException {
        return ready(environments.prepare(request, Optional.empty(), EnvironmentsTest::quiet));
    }

    private static Environment ready(EnvironmentOutcome outcome) {
        return switch (outcome) {
            case Ready(Environment environment) -> environment;
            case Failed(String message, String remedy) ->
                    throw new AssertionError(message + remedy);
        };
    }

    private Failed failed(EnvironmentRequest request) throws InterruptedException {
        return (Failed) environments.prepare(request, Optional.empty(), EnvironmentsTest::quiet);
    }

    /** Folders of environments, complete or not. */
    private List<String> folders() throws IOException {
        try (Stream<Path> all = Files.list(data.resolve("envs"))) {
            return all.map(each -> each.getFileName().toString())
                    .filter(name -> !name.equals("locks") && !name.equals("used"))
                    .toList();
        }
    }

    private static String run(Path program, String... arguments)
            throws IOException, InterruptedException {
        return TestPython.run(program, Map.of("PATH", "/usr/bin:/bin"), arguments);
    }
}
