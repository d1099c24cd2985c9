package penstock.server;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import penstock.artifact.LocalArtifactStore;
import penstock.compiler.cel.CelEvaluator;
import penstock.compiler.kfp.KfpFrontend;
import penstock.control.Capacity;
import penstock.control.Control;
import penstock.control.port.ArtifactStore;
import penstock.engine.Lease;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;
import penstock.runner.ProcessRunner;
import penstock.runner.RunnerSettings;
import penstock.runner.StepPreparer;
import penstock.server.http.Dispatcher;
import penstock.server.http.Guard;
import penstock.server.http.Listener;
import penstock.server.http.Route;
import penstock.server.http.Router;
import penstock.server.json.ErrorBody;
import penstock.server.v1.OwnApi;
import penstock.store.Store;

/** A running server. Closing it leaves running steps to themselves; the next one attaches to them. */
public final class Server implements AutoCloseable {

    private final Parts parts;
    private final Listener listener;
    private final String url;

    /** What has to be let go of, in the order in which it was made. */
    private record Parts(Store store, ServerSteps steps, ProcessRunner runner, Control control) {}

    private Server(Parts parts, Listener listener, String url) {
        this.parts = parts;
        this.listener = listener;
        this.url = url;
    }

    /**
     * Opens the data folder, takes up what an earlier server left unfinished, and serves.
     *
     * @throws StartRefused when the folder or the address cannot be had
     */
    public static Server start(ServerConfig config) throws StartRefused {
        checkExposure(config);
        Settings settings = Settings.read(config.data());
        Store store = open(config.data());
        Parts parts = null;
        try {
            parts = assemble(config, settings, store);
            Server server = serve(config, parts);
            store.publishUrl(server.url());
            parts.control().recover();
            return server;
        } catch (IOException | StartRefused failure) {
            close(parts, store);
            throw failure instanceof StartRefused refused
                    ? refused
                    : new StartRefused(unexpected((IOException) failure));
        }
    }

    /** The address at which it serves. */
    public String url() {
        return url;
    }

    @Override
    public void close() {
        listener.close();
        close(parts, parts.store());
    }

    private static Parts assemble(ServerConfig config, Settings settings, Store store)
            throws IOException {
        ServerSteps steps = new ServerSteps();
        ArtifactStore artifacts = new LocalArtifactStore(config.data().resolve("artifacts"));
        ProcessRunner runner =
                ProcessRunner.open(
                        runnerSettings(config, settings),
                        artifacts,
                        store.numbers(),
                        StepPreparer.AS_WRITTEN);
        Capacity capacity = Machine.capacity(config.slots());
        Lease lease = new Lease(Machine.host(), store.epoch());
        Control control =
                new Control(
                        new Control.Outside(store.journal(), runner, steps),
                        new CelEvaluator(),
                        lease,
                        capacity);
        return new Parts(store, steps, runner, control);
    }
}
