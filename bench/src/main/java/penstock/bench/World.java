package penstock.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import penstock.artifact.LocalArtifactStore;
import penstock.compiler.cel.CelEvaluator;
import penstock.control.Capacity;
import penstock.control.Control;
import penstock.control.port.ArtifactStore;
import penstock.control.port.Journal;
import penstock.control.port.RunOrigin;
import penstock.control.port.StepExecutor;
import penstock.control.port.TaskRunner;
import penstock.engine.Lease;
import penstock.engine.Phase;
import penstock.engine.RunHeader;
import penstock.engine.RunId;
import penstock.plan.Plan;
import penstock.store.DataFolder;
import penstock.store.Store;

/** Control over a real store in a folder of its own, with the runner that a benchmark brings. */
final class World implements AutoCloseable {

    private final Path data;
    private final DataFolder folder;
    private final Store store;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Control control;
    private final ConcurrentMap<RunId, CompletableFuture<Phase>> ends = new ConcurrentHashMap<>();

    /** Makes a runner, given the store it may take numbers from. */
    interface RunnerFactory {
        TaskRunner make(Path data, Store store) throws IOException;
    }

    private World(Path data, DataFolder folder, Store store, RunnerFactory runner, int slots)
            throws IOException {
        this.data = data;
        this.folder = folder;
        this.store = store;
        this.control =
                new Control(
                        new Control.Outside(
                                store.journal(),
                                runner.make(data, store),
                                steps(),
                                store.cacheEntries(),
                                _ -> true),
                        new CelEvaluator(),
                        new Lease("bench", store.epoch()),
                        new Capacity(slots, Long.MAX_VALUE / 2, Long.MAX_VALUE / 2));
        control.changes()
                .subscribe(change -> {
                    CompletableFuture<Phase> end = ends.get(change.run());
                    if (end != null && change.phase().isTerminal()) {
                        end.complete(change.phase());
                    }
                });
    }

    static World open(RunnerFactory runner, int slots) throws IOException {
        return open(
                Files.createTempDirectory(Path.of("/var/tmp"), "penstock-bench"), runner, slots);
    }

    private static World open(Path data, RunnerFactory runner, int slots) throws IOException {
        if (!(DataFolder.open(data, Instant.now(), false)
                instanceof DataFolder.Opening.Opened(DataFolder folder))) {
            throw new IOException("cannot open " + data);
        }
        if (!(Store.open(folder, Instant.now()) instanceof Store.Opening.Opened(Store store))) {
            throw new IOException("cannot open the store in " + data);
        }
        return new World(data, folder, store, runner, slots);
    }

    /** Ends as a server does that is killed: what is in the folder stays. */
    void stop() {
        threads.shutdownNow();
        store.close();
        folder.close();
    }

    /**
     * The next server in the folder of this one, which has been stopped; it goes on with its runs.
     */
    World again(RunnerFactory runner, int slots) throws IOException {
        World next = open(data, runner, slots);
        next.control.recover();
        return next;
    }

    /** Starts a run; the answer is its end. */
    CompletableFuture<Phase> start(Plan plan) {
        Instant now = Instant.now();
        RunId run = new RunId(UUID.randomUUID().toString());
        CompletableFuture<Phase> end = new CompletableFuture<>();
        ends.put(run, end);
        RunHeader header =
                new RunHeader(run, "bench", "bench", "minio://b/v2", now, now, new TreeMap<>());
        RunOrigin origin = new RunOrigin("", "bench", "", null, null, "", "");
        control.begin(new Journal.Creation(header, plan, origin), _ -> {});
        return end.whenComplete((_, _) -> ends.remove(run));
    }

    /** Bytes that the folder takes on disk. */
    long bytes() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile).mapToLong(World::size).sum();
        }
    }

    @Override
    public void close() throws IOException {
        threads.shutdown();
        store.close();
        folder.close();
        try (Stream<Path> paths = Files.walk(data)) {
            paths.sorted(Comparator.reverseOrder()).forEach(World::delete);
        }
    }

    /** An artifact store for steps that have no artifacts. */
    static ArtifactStore noArtifacts(Path data) {
        return new LocalArtifactStore(data.resolve("artifacts"));
    }

    private StepExecutor steps() {
        return new StepExecutor() {
            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public void execute(Runnable step) {
                threads.execute(step);
            }

            @Override
            public Timer at(Instant due, Runnable step) {
                Future<?> waiting =
                        threads.submit(() -> {
                            Thread.sleep(Duration.between(Instant.now(), due));
                            step.run();
                            return null;
                        });
                return () -> waiting.cancel(true);
            }
        };
    }

    private static long size(Path file) {
        return file.toFile().length();
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
