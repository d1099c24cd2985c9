package penstock.server;

import java.io.IOException;
import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import penstock.engine.AttemptId;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;
import penstock.server.backend.Backend;
import penstock.server.http.Dispatcher;
import penstock.server.http.Guard;
import penstock.server.http.Listener;
import penstock.server.v1.ServerInfo;

/**
 * A running server. Closing it leaves running steps to themselves; the next one attaches to them.
 */
public final class Server implements AutoCloseable {

    private static final String VERSION = "0.1.0";

    private final Parts parts;
    private final Listener listener;
    private final String url;

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
        Parts parts = Parts.open(config);
        try {
            // Clients of KFP expect to find it even on a fresh server.
            parts.services().experiments().defaultExperiment(Backend.NAMESPACE);
            Server server = serve(config, parts);
            parts.control().recover();
            parts.recurring().begin();
            parts.steps().execute(parts::sweepRepeatedly);
            parts.steps()
                    .execute(() -> {
                        parts.clearLeftovers();
                        parts.collector().begin();
                    });
            return server;
        } catch (StartRefused refused) {
            parts.close();
            throw refused;
        }
    }

    /** The address at which it serves. */
    public String url() {
        return url;
    }

    /** What whoever started it should know, such as that steps have no private view. */
    public List<String> notices() {
        return notices(parts);
    }

    private static List<String> notices(Parts parts) {
        List<String> notices = new ArrayList<>();
        String viewProblem = parts.runner().viewProblem();
        if (viewProblem != null) {
            notices.add(
                    "private view: off ("
                            + viewProblem
                            + "); steps share /tmp, and those of kfp before 2.5 cannot run");
        }
        String limitsProblem = parts.runner().limitsProblem();
        if (limitsProblem != null) {
            notices.add("limits of steps: not all are enforced (" + limitsProblem + ")");
        }
        int gpus = parts.capacity().gpus();
        if (gpus > 0) {
            notices.add("accelerators: " + gpus + ", each for one step at a time");
        }
        return notices;
    }

    /** The steps that run now, as {@code run/path}. */
    public List<String> runningSteps() {
        return parts.control().running().stream()
                .map(attempt -> attempt.run() + "/" + attempt.path())
                .toList();
    }

    /** Starts nothing more and waits until no step runs. */
    public void drain() {
        CompletableFuture<Void> quiet = new CompletableFuture<>();
        parts.control().hold(() -> quiet.complete(null));
        quiet.join();
    }

    /** Cancels the runs that have a step running, and waits until no step runs. */
    public void cancelAll() {
        parts.control().running().stream()
                .map(AttemptId::run)
                .distinct()
                .forEach(run -> parts.services().runs().cancel(run, "the server's stop"));
        drain();
    }

    @Override
    public void close() {
        listener.close();
        parts.close();
    }

    private static ServerInfo about(ServerConfig config, Parts parts) {
        return new ServerInfo(
                VERSION,
                config.data().toString(),
                new ServerInfo.Runner(
                        parts.runner().viewProblem() == null,
                        config.steps().warmPython(),
                        parts.capacity().slots(),
                        parts.capacity().gpus(),
                        parts.runner().limitsProblem() == null),
                notices(parts));
    }

    private static void checkExposure(ServerConfig config) throws StartRefused {
        if (!config.isLoopback() && config.token() == null && !config.insecure()) {
            throw new StartRefused(
                    new Problem(
                            ErrorCode.INVALID_ARGUMENT,
                            "--host "
                                    + config.host()
                                    + " would let other machines run programs here",
                            "Give --token SECRET, which clients then have to send, or --insecure."));
        }
    }

    private static Server serve(ServerConfig config, Parts parts) throws StartRefused {
        Set<String> hosts = new TreeSet<>(config.allowedHosts());
        hosts.add(config.host());
        try {
            Dispatcher dispatcher =
                    parts.dispatcher(new Guard(hosts, config.token()), () -> about(config, parts));
            Listener listener = Listener.open(config.host(), config.port(), dispatcher);
            String host = config.isLoopback() ? "localhost" : config.host();
            String url = "http://" + host + ":" + listener.port();
            parts.folder().publishUrl(url);
            return new Server(parts, listener, url);
        } catch (IOException e) {
            throw new StartRefused(unbindable(config, e));
        }
    }

    private static Problem unbindable(ServerConfig config, IOException e) {
        return e instanceof BindException
                ? new Problem(
                        ErrorCode.FAILED_PRECONDITION,
                        "port " + config.port() + " of " + config.host() + " is taken",
                        "Choose another with --port, or --port 0 for any free one.")
                : new Problem(
                        ErrorCode.FAILED_PRECONDITION,
                        "cannot listen on " + config.host() + ": " + e.getMessage(),
                        "Give an address of this machine with --host.");
    }
}
