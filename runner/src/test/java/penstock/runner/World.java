package penstock.runner;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import penstock.control.port.AttemptOrder;
import penstock.engine.AttemptId;
import penstock.engine.AttemptResult;
import penstock.runner.download.Downloads;
import penstock.runner.download.ImportPolicy;

/** A data folder with a runner that can be killed and opened again, and a spawner. */
final class World implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;

    private final Path data;
    private final RunnerSettings settings;
    private final AtomicLong numbers = new AtomicLong();
    private final MemoryKeepers keepers = new MemoryKeepers();
    final FolderStore store;
    final BlockingQueue<AttemptResult> reports = new LinkedBlockingQueue<>();
    private final StepPreparer preparer;
    private final List<Path> pythons;
    private @Nullable ProcessRunner runner;

    World(Path data, RunnerSettings settings) throws IOException {
        this(data, settings, StepPreparer.AS_WRITTEN);
    }

    World(Path data, RunnerSettings settings, StepPreparer preparer) throws IOException {
        this(data, settings, preparer, Spawner.pythons(settings.environment()));
    }

    /** A machine on which nothing else can run the spawner. */
    static World withoutPython(Path data, RunnerSettings settings) throws IOException {
        return new World(data, settings, StepPreparer.AS_WRITTEN, List.of());
    }

    private World(Path data, RunnerSettings settings, StepPreparer preparer, List<Path> pythons)
            throws IOException {
        this.data = data;
        this.pythons = pythons;
        this.preparer = preparer;
        this.settings = settings;
        this.store = new FolderStore(data.resolve("artifacts"));
        Files.createDirectories(data);
        open();
    }

    static RunnerSettings settings(Path data, boolean view) {
        return settings(data, view, Map.of());
    }

    static RunnerSettings mapping(Path data, SequencedMap<String, ImageMapping> images) {
        RunnerSettings usual = settings(data, true);
        return new RunnerSettings(
                data,
                usual.environment(),
                usual.pass(),
                images,
                true,
                usual.logBytes(),
                usual.grace(),
                null);
    }

    static RunnerSettings limited(Path data, boolean view, Duration timeout) {
        RunnerSettings usual = settings(data, view);
        return new RunnerSettings(
                data,
                usual.environment(),
                usual.pass(),
                usual.images(),
                view,
                usual.logBytes(),
                Duration.ofMillis(200),
                timeout);
    }

    static RunnerSettings settings(Path data, boolean view, Map<String, String> more) {
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.putAll(more);
        return new RunnerSettings(
                data,
                environment,
                List.of("PASSED_ON"),
                new LinkedHashMap<>(),
                view,
                10_000,
                Duration.ofSeconds(1),
                null);
    }

    ProcessRunner runner() {
        return requireNonNull(runner, "the server is down");
    }

    void open() throws IOException {
        runner =
                ProcessRunner.open(
                        settings, store, numbers::incrementAndGet, preparer, supplies(), pythons);
    }

    /** Secrets and config maps of this world. */
    MemoryKeepers keepers() {
        return keepers;
    }

    Supplies supplies() {
        ImportPolicy policy =
                new ImportPolicy(
                        List.of(requireNonNull(data.getParent())),
                        data,
                        false,
                        1_000_000,
                        Duration.ofSeconds(30));
        return Supplies.of(data, keepers, new Downloads(data.resolve("downloads"), policy));
    }

    /** As kill -9 does: nothing is said to anybody. */
    void killServer() {
        runner().close();
        runner = null;
        reports.clear();
    }

    /** Launches and waits for the result. */
    AttemptResult run(AttemptOrder order) throws InterruptedException {
        launch(order);
        return end();
    }

    AttemptResult run(Orders order) throws InterruptedException {
        return run(order.build());
    }

    AttemptId launch(AttemptOrder order) {
        runner().launch(order, (_, _, result) -> reports.add(result));
        return order.attempt();
    }

    AttemptResult next() throws InterruptedException {
        return requireNonNull(
                reports.poll(PATIENCE_SECONDS, TimeUnit.SECONDS), "no report within a minute");
    }

    void awaitStart() throws InterruptedException {
        assertThat(next()).isInstanceOf(AttemptResult.Started.class);
    }

    AttemptResult end() throws InterruptedException {
        AttemptResult result = next();
        while (result instanceof AttemptResult.Started) {
            result = next();
        }
        return result;
    }

    AttemptFolder folder(AttemptId attempt) {
        return settings.folder(attempt.uuid());
    }

    Path home() {
        return settings.home();
    }

    String log(AttemptId attempt) throws IOException {
        try (InputStream in = runner().logs().open(attempt, 0)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Waits until a file is there. */
    static void awaitFile(Path file) throws IOException, InterruptedException {
        Path folder = requireNonNull(file.getParent());
        try (WatchService watch = FileSystems.getDefault().newWatchService()) {
            folder.register(
                    watch,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY);
            while (!Files.exists(file)) {
                WatchKey key =
                        requireNonNull(
                                watch.poll(PATIENCE_SECONDS, TimeUnit.SECONDS), "no " + file);
                key.reset();
            }
        }
    }

    /** Waits until a file or folder is gone. */
    static void awaitGone(Path file) throws IOException, InterruptedException {
        Path folder = requireNonNull(file.getParent());
        try (WatchService watch = FileSystems.getDefault().newWatchService()) {
            folder.register(watch, StandardWatchEventKinds.ENTRY_DELETE);
            while (Files.exists(file)) {
                WatchKey key =
                        requireNonNull(
                                watch.poll(PATIENCE_SECONDS, TimeUnit.SECONDS), file + " stays");
                key.reset();
            }
        }
    }

    /** The process that listens for this data folder. */
    ProcessHandle spawner() throws IOException {
        Map<String, String> environment = System.getenv();
        SpawnerProcess process =
                new SpawnerProcess(data, environment, Spawner.pythons(environment), false);
        try (Spawner connection = Spawner.connect(process, new DeafListener())) {
            return ProcessHandle.of(connection.pid()).orElseThrow();
        }
    }

    @Override
    public void close() throws IOException {
        if (runner != null) {
            runner.close();
        }
        if (!pythons.isEmpty()) {
            spawner().destroyForcibly();
        }
        AttemptFolder.removeTree(data.resolve("shims")); // links that JUnit would warn of
    }

    private static final class DeafListener implements Supervisor.Listener {
        @Override
        public void connected(Abilities abilities) {}

        @Override
        public void started(String attempt) {}

        @Override
        public void exited(String attempt) {}

        @Override
        public void refused(String attempt, String why) {}

        @Override
        public void trouble(String what) {}
    }
}
