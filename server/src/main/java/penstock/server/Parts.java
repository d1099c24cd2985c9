package penstock.server;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.UUID;
import penstock.artifact.LocalArtifactStore;
import penstock.compiler.Frontend;
import penstock.compiler.cel.CelEvaluator;
import penstock.compiler.kfp.KfpFrontend;
import penstock.control.Control;
import penstock.control.port.ArtifactStore;
import penstock.control.port.RunReads;
import penstock.engine.Lease;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;
import penstock.runner.ImageMapping;
import penstock.runner.ProcessRunner;
import penstock.runner.RunnerSettings;
import penstock.runner.python.Environments;
import penstock.runner.python.PythonSteps;
import penstock.server.backend.Backend;
import penstock.server.http.Handler;
import penstock.server.http.Route;
import penstock.server.kfp.KfpRoutes;
import penstock.server.list.Lists;
import penstock.server.list.PageTokens;
import penstock.server.ui.UiFiles;
import penstock.server.v1.OwnApi;
import penstock.server.v2beta1.Mapper;
import penstock.spec.document.Limits;
import penstock.store.DataFolder;
import penstock.store.Store;

/** The adapters of one server, tied together. */
record Parts(
        DataFolder folder,
        Store store,
        ServerSteps steps,
        ProcessRunner runner,
        ArtifactStore artifacts,
        Control control,
        Control.Services services)
        implements AutoCloseable {

    /** What Python environments may take on disk together before the oldest are removed. */
    private static final long ENVIRONMENT_BYTES = 20L << 30;

    /** Opens the data folder and everything in it. */
    static Parts open(ServerConfig config) throws StartRefused {
        DataFolder folder = lock(config.data());
        try {
            return assemble(config, folder, openStore(folder));
        } catch (StartRefused refused) {
            folder.close();
            throw refused;
        }
    }

    /** Every endpoint. */
    List<Route> routes() throws IOException {
        Clock clock = Clock.systemUTC();
        Backend.Reads reads =
                new Backend.Reads(store.catalogue(), store.runReads(), runner.logs(), artifacts);
        Backend backend = new Backend(services, reads, control.changes(), clock);
        byte[] key = SecretKey.of(folder.path().resolve("page-token.key"), PageTokens.KEY_BYTES);
        List<Route> routes =
                new ArrayList<>(
                        new KfpRoutes(
                                        backend,
                                        new Lists(new PageTokens(key), false),
                                        new Mapper(clock, false))
                                .routes());
        routes.addAll(OwnApi.routes(backend));
        return routes;
    }

    /** The web UI's files. */
    static Handler files() {
        return new UiFiles(Parts.class.getClassLoader(), "ui");
    }

    /** Removes the folders of attempts whose end an earlier server recorded but did not clean up. */
    void sweep() {
        RunReads reads = store.runReads();
        runner.sweep(attempt -> {
            RunReads.TaskDetail task =
                    reads.task(attempt.run(), attempt.path().idIn(attempt.run()));
            return task == null
                    || task.attempts().stream()
                            .anyMatch(row ->
                                    row.uuid().equals(attempt.uuid()) && row.phase().isTerminal());
        });
    }

    @Override
    public void close() {
        steps.close();
        runner.close();
        store.close();
        folder.close();
    }

    private static DataFolder lock(Path data) throws StartRefused {
        return switch (DataFolder.open(data, Instant.now(), false)) {
            case DataFolder.Opening.Opened(DataFolder folder) -> folder;
            case DataFolder.Opening.Refused(Problem problem) -> throw new StartRefused(problem);
        };
    }

    private static Store openStore(DataFolder folder) throws StartRefused {
        return switch (Store.open(folder, Instant.now())) {
            case Store.Opening.Opened(Store store) -> store;
            case Store.Opening.Refused(Problem problem) -> throw new StartRefused(problem);
        };
    }

    private static ProcessRunner openRunner(
            ServerConfig config, Store store, ArtifactStore artifacts) throws StartRefused {
        try {
            Environments environments =
                    Environments.open(
                            new Environments.Settings(
                                    config.data().resolve("envs"),
                                    config.data().resolve("attempts"),
                                    System.getenv(),
                                    ENVIRONMENT_BYTES),
                            InstantSource.system());
            return ProcessRunner.open(
                    runnerSettings(config),
                    artifacts,
                    store.artifactNumbers(),
                    new PythonSteps(
                            environments,
                            config.data().resolve("bin"),
                            config.steps().warmPython()));
        } catch (IOException e) {
            store.close();
            throw new StartRefused(
                    new Problem(
                            ErrorCode.FAILED_PRECONDITION,
                            "steps cannot be run: " + e.getMessage(),
                            "Check the data folder " + config.data() + " and its disk."));
        }
    }

    private static Parts assemble(ServerConfig config, DataFolder folder, Store store)
            throws StartRefused {
        CelEvaluator expressions = new CelEvaluator();
        Frontend frontend = new KfpFrontend(Limits.DEFAULT, expressions);
        ServerSteps steps = new ServerSteps();
        ArtifactStore artifacts = new LocalArtifactStore(folder.artifacts());
        ProcessRunner runner = openRunner(config, store, artifacts);
        Control control =
                new Control(
                        new Control.Outside(store.journal(), runner, steps),
                        expressions,
                        new Lease(Machine.host(), store.epoch()),
                        Machine.capacity(config.slots()));
        Control.Services services =
                control.services(store.catalogue(), frontend, () -> UUID.randomUUID().toString());
        return new Parts(folder, store, steps, runner, artifacts, control, services);
    }

    private static RunnerSettings runnerSettings(ServerConfig config) throws StartRefused {
        Settings settings = Settings.read(config.data());
        RunnerSettings defaults = RunnerSettings.defaults(config.data(), System.getenv());
        TreeSet<String> pass = new TreeSet<>(settings.passEnv());
        pass.addAll(config.passEnv());
        SequencedMap<String, ImageMapping> images = settings.images();
        return new RunnerSettings(
                defaults.data(),
                defaults.environment(),
                List.copyOf(pass),
                images,
                config.steps().privateView(),
                defaults.logBytes(),
                defaults.grace(),
                defaults.timeout());
    }
}
