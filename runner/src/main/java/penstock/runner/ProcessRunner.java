package penstock.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import penstock.control.port.ArtifactNumbers;
import penstock.control.port.ArtifactStore;
import penstock.control.port.AttemptOrder;
import penstock.control.port.TaskRunner;
import penstock.engine.AttemptId;

/**
 * Runs attempts as processes of this machine. They are started and watched by the spawner, a small
 * process that outlives the server: closing this runner leaves them running, and the next one
 * attaches to them.
 */
public final class ProcessRunner implements TaskRunner, AutoCloseable {

    private final Workshop shop;
    private final StepLogs logs;
    private final StepShells shells;
    private final Map<String, AttemptRun> attempts = new ConcurrentHashMap<>();
    private final Set<AttemptId> stoppedEarly = ConcurrentHashMap.newKeySet();

    private ProcessRunner(Workshop shop) {
        this.shop = shop;
        this.logs = new StepLogs(shop.settings().data(), shop.settings().logBytes());
        this.shells = new StepShells(shop);
    }

    /**
     * Connects to the spawner of the data folder, starting one if there is none. Where there is no
     * Python 3 for one, a shell script takes its place, which can do less.
     *
     * @param preparer decides how steps are started, {@link StepPreparer#AS_WRITTEN} for as they
     *     are written
     * @param supplies what steps may ask for beside their inputs
     * @throws IOException when no spawner can be had; says why
     */
    public static ProcessRunner open(
            RunnerSettings settings,
            ArtifactStore store,
            ArtifactNumbers numbers,
            StepPreparer preparer,
            Supplies supplies)
            throws IOException {
        List<Path> pythons = Spawner.pythons(settings.environment());
        return open(settings, store, numbers, preparer, supplies, pythons);
    }

    /** The same with a choice of interpreters for the spawner, best first. */
    static ProcessRunner open(
            RunnerSettings settings,
            ArtifactStore store,
            ArtifactNumbers numbers,
            StepPreparer preparer,
            Supplies supplies,
            List<Path> pythons)
            throws IOException {
        Images images = new Images(settings.images(), settings.environment());
        StepBuilder builder = new StepBuilder(settings, store, preparer, images, supplies);
        Devices devices = Devices.of(settings.devices(), settings.data().resolve("attempts"));
        Workshop shop = new Workshop(settings, builder, devices, store, numbers);
        ProcessRunner runner = new ProcessRunner(shop);
        shop.connected(supervisor(settings, pythons, runner.new Ears()));
        return runner;
    }

    private static Supervisor supervisor(
            RunnerSettings settings, List<Path> pythons, Supervisor.Listener listener)
            throws IOException {
        if (pythons.isEmpty()) {
            return ShellShim.open(settings.data(), listener);
        }
        SpawnerProcess process =
                new SpawnerProcess(
                        settings.data(), settings.environment(), pythons, settings.privateView());
        return Spawner.connect(process, listener);
    }

    @Override
    public void launch(AttemptOrder order, AttemptReports reports) {
        String uuid = order.attempt().uuid();
        AttemptRun fresh = new AttemptRun(order, reports, shop);
        AttemptRun known = attempts.putIfAbsent(uuid, fresh);
        if (known != null) {
            known.repeat();
            return;
        }
        if (stoppedEarly.remove(order.attempt())) {
            fresh.stop();
        }
        fresh.start();
    }

    @Override
    public void stop(AttemptId attempt) {
        AttemptRun known = attempts.get(attempt.uuid());
        if (known != null) {
            known.stop();
            return;
        }
        stoppedEarly.add(attempt); // its launch, which brings whom to report to, is on its way
        if (Files.exists(shop.settings().folder(attempt.uuid()).claim())) {
            shop.supervisor().stop(attempt.uuid(), "a request");
        }
    }

    @Override
    public void release(AttemptId attempt) {
        stoppedEarly.remove(attempt);
        AttemptRun known = attempts.get(attempt.uuid());
        if (known != null && !known.hasEnded()) {
            shop.trouble(attempt + " was released before its end, which is ignored");
            return;
        }
        attempts.remove(attempt.uuid());
        Thread.ofVirtual().name("release-" + attempt.uuid()).start(() -> forget(attempt));
    }

    /**
     * Removes the folders that were left of attempts that are over, keeping their output, and
     * sessions that nobody uses. Attempts that this server has been asked for are left alone.
     *
     * @param over tells whether the end of an attempt is durable; may block
     */
    public void sweep(Predicate<AttemptId> over) {
        try {
            for (AttemptFolder folder : Leftovers.in(shop.settings().data().resolve("attempts"))) {
                sweep(folder, over);
            }
            shells.sweep(Instant.now());
        } catch (IOException e) {
            shop.trouble("looking for folders of attempts that are over", e);
        }
    }

    private void sweep(AttemptFolder folder, Predicate<AttemptId> over) throws IOException {
        if (attempts.containsKey(String.valueOf(folder.path().getFileName()))) {
            return;
        }
        AttemptId owner = Leftovers.owner(folder);
        if (owner == null && Leftovers.isAbandoned(folder, Instant.now())) {
            folder.remove();
        } else if (owner != null && !isRunning(folder) && over.test(owner)) {
            forget(owner);
        }
    }

    private static boolean isRunning(AttemptFolder folder) {
        return Files.exists(folder.claim()) && !folder.hasEnded();
    }

    /** The surroundings of attempts, for people. */
    public StepShells shells() {
        return shells;
    }

    /** The output of attempts. */
    public StepLogs logs() {
        return logs;
    }

    /** Why steps have no private view of the file system; null when they have. */
    public @Nullable String viewProblem() {
        return shop.settings().privateView() ? shop.abilities().viewProblem() : "switched off";
    }

    /** Why not all limits of steps are enforced; null when they are. */
    public @Nullable String limitsProblem() {
        return shop.abilities().limitsProblem();
    }

    /** Lets go of all attempts without ending them. */
    @Override
    public void close() {
        attempts.values().forEach(AttemptRun::abandon);
        shop.supervisor().close();
    }

    private void forget(AttemptId attempt) {
        AttemptFolder folder = shop.settings().folder(attempt.uuid());
        try {
            if (Files.exists(folder.path())) {
                logs.keep(attempt, folder);
                shop.supervisor().release(attempt.uuid());
                folder.remove();
            }
        } catch (IOException e) {
            shop.trouble("removing the folder of " + attempt, e);
        }
    }

    /** Hands on what the spawner tells. */
    private final class Ears implements Supervisor.Listener {
        @Override
        public void connected(Abilities abilities) {
            shop.can(abilities);
            attempts.values().forEach(AttemptRun::onConnected);
        }

        @Override
        public void started(String attempt) {
            AttemptRun run = attempts.get(attempt);
            if (run != null) {
                run.onStarted();
            }
        }

        @Override
        public void exited(String attempt) {
            AttemptRun run = attempts.get(attempt);
            if (run != null) {
                run.onExited();
            }
        }

        @Override
        public void refused(String attempt, String why) {
            AttemptRun run = attempts.get(attempt);
            if (run == null) {
                trouble("attempt " + attempt + ": " + why);
            } else {
                run.onRefused(why);
            }
        }

        @Override
        public void trouble(String what) {
            shop.trouble(what);
        }
    }
}
