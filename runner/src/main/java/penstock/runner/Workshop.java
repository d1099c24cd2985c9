package penstock.runner;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import penstock.control.port.ArtifactNumbers;
import penstock.control.port.ArtifactStore;

/** What the attempts of one runner share. */
final class Workshop {

    private static final System.Logger LOG = System.getLogger(Workshop.class.getName());

    private final RunnerSettings settings;
    private final StepBuilder builder;
    private final Devices devices;
    private final ArtifactStore store;
    private final ArtifactNumbers numbers;
    private final AtomicReference<@Nullable Supervisor> supervisor = new AtomicReference<>();
    private volatile Abilities abilities = Abilities.none("the supervisor is not there yet");

    Workshop(
            RunnerSettings settings,
            StepBuilder builder,
            Devices devices,
            ArtifactStore store,
            ArtifactNumbers numbers) {
        this.settings = settings;
        this.builder = builder;
        this.devices = devices;
        this.store = store;
        this.numbers = numbers;
    }

    RunnerSettings settings() {
        return settings;
    }

    StepBuilder builder() {
        return builder;
    }

    Devices devices() {
        return devices;
    }

    OutputCollector collector(Site site) {
        return new OutputCollector(site.order(), site.places(), store, numbers);
    }

    Supervisor supervisor() {
        Supervisor connected = supervisor.get();
        if (connected == null) {
            throw new IllegalStateException("not connected");
        }
        return connected;
    }

    void connected(Supervisor connection) {
        supervisor.set(connection);
    }

    void can(Abilities connected) {
        abilities = connected;
    }

    Abilities abilities() {
        return abilities;
    }

    boolean hasView() {
        return abilities.viewProblem() == null && settings.privateView();
    }

    void trouble(String where, Exception problem) {
        LOG.log(System.Logger.Level.WARNING, where, problem);
    }

    void trouble(String what) {
        LOG.log(System.Logger.Level.WARNING, what);
    }
}
