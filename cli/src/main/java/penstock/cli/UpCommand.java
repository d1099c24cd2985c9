package penstock.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import penstock.server.Server;
import penstock.server.ServerConfig;
import penstock.server.ServerConfig.CacheOptions;
import penstock.server.ServerConfig.StepOptions;
import penstock.server.StartRefused;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Serves the API and the UI until it is asked to stop. */
@Command(
        name = "up",
        description = "Serve the API and the UI, in the foreground.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  penstock up                              http://localhost:8888",
            "  penstock up --port 0                     any free port; the URL is printed",
            "  penstock up --host 0.0.0.0 --token SECRET",
            "",
            "SIGTERM and Ctrl-C stop the server; running steps go on, and the next server attaches to"
                    + " them."
        })
final class UpCommand implements Callable<Integer> {

    private static final int MOST_GPUS = 1_000;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Address to listen on (default: ${DEFAULT-VALUE}).")
    private String host = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8888",
            description = "Port; 0 for a free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data folder (default: $PENSTOCK_DATA, else ~/.penstock).")
    private @Nullable Path data;

    @Option(
            names = "--slots",
            paramLabel = "N",
            description = "Steps at once (default: four for each processor).")
    private int slots;

    @Option(
            names = "--gpus",
            paramLabel = "N",
            description =
                    "Accelerators for steps (default: gpus in penstock.yaml, else what nvidia-smi"
                            + " names).")
    private @Nullable Integer gpus;

    @Option(
            names = "--strict-resources",
            description = "Refuse steps that ask for more than this machine has.")
    private boolean strictResources;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "Bearer token that clients need (default: $PENSTOCK_TOKEN).")
    private @Nullable String token;

    @Option(names = "--insecure", description = "Serve other machines without a token.")
    private boolean insecure;

    @Option(
            names = "--allowed-host",
            paramLabel = "NAME",
            description = "A name by which clients call this server.")
    private List<String> allowedHosts = new ArrayList<>();

    @Option(
            names = "--pass-env",
            paramLabel = "NAME",
            description = "A variable that steps get from this environment.")
    private List<String> passEnv = new ArrayList<>();

    @Option(names = "--no-warm", description = "Start every Python step afresh.")
    private boolean noWarm;

    @Option(
            names = "--no-view",
            description = "Give steps no view of the file system of their own.")
    private boolean noView;

    @Option(names = "--no-cache", description = "Run every step, even if its result is known.")
    private boolean noCache;

    @Option(
            names = "--cache-max-age",
            paramLabel = "AGE",
            description = "How old a result may be that stands in for a step, as in P30D or PT12H.")
    private @Nullable String cacheMaxAge;

    @Option(names = "--drain", description = "On stopping, wait for running steps.")
    private boolean drain;

    @Option(names = "--stop-steps", description = "On stopping, cancel what runs.")
    private boolean stopSteps;

    private final Terminal terminal;

    UpCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        ServerOptions options = new ServerOptions();
        options.data = data;
        options.token = token;
        Server server = start(options);
        terminal.result(
                "Penstock serves at " + server.url() + "  (data: " + options.dataFolder() + ")");
        server.notices().forEach(notice -> terminal.note("note: " + notice));
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .name("stop")
                                .unstarted(() -> {
                                    stop(server);
                                    stopped.countDown();
                                }));
        stopped.await();
        return ExitCode.OK;
    }

    private @Nullable Integer gpus() {
        if (gpus != null && (gpus < 0 || gpus > MOST_GPUS)) {
            throw new CliFailure("--gpus " + gpus + " (expected: 0 to " + MOST_GPUS + ")", "");
        }
        return gpus;
    }

    private Server start(ServerOptions options) {
        try {
            return Server.start(
                    new ServerConfig(
                            host,
                            port,
                            options.dataFolder(),
                            slots,
                            options.bearer(),
                            insecure,
                            allowedHosts,
                            passEnv,
                            new StepOptions(!noView, !noWarm, gpus(), strictResources),
                            new CacheOptions(
                                    noCache, Ages.option("--cache-max-age", cacheMaxAge))));
        } catch (StartRefused refused) {
            throw new CliFailure(refused.problem().message(), refused.problem().hint());
        }
    }

    private void stop(Server server) {
        if (drain) {
            terminal.note("Waiting for running steps to end …");
            server.drain();
        } else if (stopSteps) {
            terminal.note("Cancelling what runs …");
            server.cancelAll();
        }
        List<String> running = server.runningSteps();
        server.close();
        if (!running.isEmpty()) {
            terminal.note("These steps go on; the next server attaches to them:");
            running.forEach(step -> terminal.note("  " + Plain.line(step)));
            terminal.note(
                    "To stop them: ./penstock up --stop-steps, then Ctrl-C; or cancel their runs.");
        }
    }
}
