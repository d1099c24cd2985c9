package penstock.server;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import penstock.artifact.LocalArtifactStore;
import penstock.compiler.Frontend;
import penstock.compiler.argo.ArgoFrontend;
import penstock.compiler.cel.CelEvaluator;
import penstock.compiler.kfp.KfpFrontend;
import penstock.control.Capacity;
import penstock.control.Control;
import penstock.control.Ids;
import penstock.control.KeeperService;
import penstock.control.RecurringRunService;
import penstock.control.port.ArtifactCheck;
import penstock.control.port.ArtifactStore;
import penstock.control.port.RunReads;
import penstock.control.port.TaskRunner;
import penstock.control.retention.Collector;
import penstock.engine.Lease;
import penstock.engine.RunCaching;
import penstock.engine.RunId;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;
import penstock.runner.ImageMapping;
import penstock.runner.ProcessRunner;
import penstock.runner.RunnerSettings;
import penstock.runner.Supplies;
import penstock.runner.inside.RoutedRunner;
import penstock.server.backend.Backend;
import penstock.server.backup.BackupRoutes;
import penstock.server.backup.BackupWriter;
import penstock.server.http.Dispatcher;
import penstock.server.http.Guard;
import penstock.server.http.Route;
import penstock.server.kfp.KfpSettings;
import penstock.server.list.PageTokens;
import penstock.server.v1.EnvironmentRoutes;
import penstock.server.v1.KeeperRoutes;
import penstock.server.v1.RetentionRoutes;
import penstock.server.v1.ServerInfo;
import penstock.server.v1.ShellRoutes;
import penstock.server.v1.StorageRoutes;
import penstock.server.v1.VolumeRoutes;
import penstock.spec.document.Limits;
import penstock.store.DataFolder;
import penstock.store.Store;

/** The adapters of one server, tied together. */
record Parts(
        DataFolder folder,
        Store store,
        ServerSteps steps,
        ProcessRunner runner,
        PythonParts python,
        SupplyParts supplies,
        LocalArtifactStore artifacts,
        Control control,
        Control.Services services,
        RecurringRunService recurring,
        Capacity capacity,
        Collector collector,
        KfpSettings api)
        implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Parts.class.getName());
    private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(10);

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

    /** Answers requests, from whom {@code guard} lets in. */
    Dispatcher dispatcher(Guard guard, Supplier<ServerInfo> about) throws IOException {
        Backend.Reads reads =
                new Backend.Reads(
                        store.catalogue(),
                        store.runReads(),
                        store.taskTree(),
                        runner.logs(),
                        artifacts,
                        store.cacheEntries());
        Backend backend =
                new Backend(services, recurring, reads, control.changes(), Clock.systemUTC());
        byte[] key = SecretKey.of(folder.path().resolve("page-token.key"), PageTokens.KEY_BYTES);
        List<Route> more = new ArrayList<>();
        more.addAll(
                new EnvironmentRoutes(python.environments(), python.warmUp(), services.pipelines())
                        .routes());
        more.addAll(
                new KeeperRoutes(new KeeperService(supplies.supplies().keepers(), steps)).routes());
        more.addAll(new VolumeRoutes(supplies.supplies().volumes()).routes());
        more.addAll(new RetentionRoutes(collector, store.retention(), store.runReads()).routes());
        BackupWriter backups =
                new BackupWriter(folder.path(), store, artifacts, collector, Clock.systemUTC());
        more.addAll(new BackupRoutes(backups).routes());
        more.addAll(new StorageRoutes(folder.path(), store.storage()).routes());
        more.addAll(new ShellRoutes(store.runReads(), runner.shells()).routes());
        return Endpoints.dispatcher(backend, key, guard, about, more, api);
    }

    /** Removes what a crash left half removed or half copied. */
    void clearLeftovers() {
        try {
            artifacts.clearRemoved();
            BackupWriter.clear(folder.path());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "removing what an earlier server left", e);
        }
    }

    /** Sweeps now and every few minutes. */
    void sweepRepeatedly() {
        sweep();
        steps.at(steps.now().plus(BETWEEN_SWEEPS), this::sweepRepeatedly);
    }

    /** Removes the folders of attempts whose end was recorded but that were not cleaned up. */
    private void sweep() {
        RunReads reads = store.runReads();
        Set<RunId> gone = new HashSet<>();
        runner.sweep(attempt -> {
            RunReads.TaskDetail task =
                    reads.task(attempt.run(), attempt.path().idIn(attempt.run()));
            if (reads.run(attempt.run()) == null) {
                gone.add(attempt.run());
            }
            return task == null
                    || task.attempts().stream()
                            .anyMatch(row ->
                                    row.uuid().equals(attempt.uuid()) && row.phase().isTerminal());
        });
        gone.forEach(this::removeLogs);
    }

    /** Sweeping keeps the output of attempts, which nobody wants of runs that are gone. */
    private void removeLogs(RunId run) {
        try {
            runner.logs().remove(run);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "removing the logs of run " + run, e);
        }
    }

    @Override
    public void close() {
        steps.close();
        supplies.close();
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
            RunnerSettings settings,
            Store store,
            ArtifactStore artifacts,
            PythonParts python,
            Supplies supplies)
            throws StartRefused {
        try {
            return ProcessRunner.open(
                    settings, artifacts, store.artifactNumbers(), python.steps(), supplies);
        } catch (IOException e) {
            store.close();
            throw new StartRefused(
                    new Problem(
                            ErrorCode.FAILED_PRECONDITION,
                            "steps cannot be run: " + e.getMessage(),
                            "Check the data folder " + settings.data() + " and its disk."));
        }
    }

    private static Parts assemble(ServerConfig config, DataFolder folder, Store store)
            throws StartRefused {
        KfpSettings api = ApiSettings.read(config.data());
        CelEvaluator expressions = new CelEvaluator();
        Frontend frontend =
                new ArgoFrontend(Limits.DEFAULT, new KfpFrontend(Limits.DEFAULT, expressions));
        ServerSteps steps = new ServerSteps();
        LocalArtifactStore artifacts = new LocalArtifactStore(folder.artifacts());
        Settings chosen = Settings.read(config.data());
        RunCaching caching = CacheRules.of(config.cache(), chosen.cache(), System.getenv());
        RunnerSettings settings = runnerSettings(config, chosen);
        Capacity capacity =
                Machine.capacity(
                        config.slots(),
                        settings.devices().size(),
                        config.steps().strictResources());
        RetentionSettings retention = RetentionSettings.read(config.data());
        PythonParts python =
                PythonParts.open(
                        settings, config.steps().warmPython(), retention.environmentBytes());
        SupplyParts supplies = SupplyParts.open(folder, store, artifacts, chosen.imports());
        ProcessRunner runner = openRunner(settings, store, artifacts, python, supplies.supplies());
        TaskRunner routed = new RoutedRunner(runner, supplies.inside());
        Control control =
                new Control(
                        new Control.Outside(
                                store.journal(),
                                routed,
                                steps,
                                store.cacheEntries(),
                                ArtifactCheck.in(artifacts)),
                        expressions,
                        new Lease(Machine.host(), store.epoch()),
                        capacity);
        Ids ids = () -> UUID.randomUUID().toString();
        Control.Services services = control.services(store.catalogue(), frontend, ids, caching);
        RecurringRunService recurring =
                control.recurring(services, store.recurringRuns(), store.runReads(), ids);
        Collector collector =
                new Collector(
                        new Collector.Outside(
                                store.retention(),
                                new StoredFiles(runner.logs(), supplies.supplies()),
                                artifacts),
                        steps,
                        retention.rules());
        return new Parts(
                folder, store, steps, runner, python, supplies, artifacts, control, services,
                recurring, capacity, collector, api);
    }

    private static RunnerSettings runnerSettings(ServerConfig config, Settings settings) {
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
                defaults.timeout(),
                Gpus.of(config.steps().gpus(), settings.gpus(), defaults.environment()));
    }
}
