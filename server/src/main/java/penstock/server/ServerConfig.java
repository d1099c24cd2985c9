package penstock.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a server is started.
 *
 * @param host address to listen on
 * @param port 0 for a free one
 * @param data the data folder; made when it is missing
 * @param slots steps at once at most; 0 for four for each processor
 * @param token bearer token that clients need; null for none
 * @param insecure allows an address other than loopback without a token
 * @param allowedHosts names by which clients may call this server besides the loopback ones
 * @param passEnv names of variables that steps get from the server's environment
 * @param steps how steps are run
 * @param cache what the command line says about results of earlier steps
 */
public record ServerConfig(
        String host,
        int port,
        Path data,
        int slots,
        @Nullable String token,
        boolean insecure,
        List<String> allowedHosts,
        List<String> passEnv,
        StepOptions steps,
        CacheOptions cache) {

    /**
     * Results of earlier steps.
     *
     * @param off none is taken, whatever runs and the settings say
     * @param maxAge how old one may be; null for what the settings say
     */
    public record CacheOptions(boolean off, @Nullable Duration maxAge) {
        /** What the settings say. */
        public static final CacheOptions DEFAULT = new CacheOptions(false, null);
    }

    /**
     * How steps are run.
     *
     * @param privateView each step gets a view of the file system of its own, where that works
     * @param warmPython recognised Python steps start from a warm interpreter
     * @param gpus accelerators for steps, numbered from 0; null for those of the settings file,
     *     else those that are found
     * @param strictResources refuses steps that ask for more than the machine has
     */
    public record StepOptions(
            boolean privateView,
            boolean warmPython,
            @Nullable Integer gpus,
            boolean strictResources) {
        /** Both, and whatever the machine has. */
        public static final StepOptions DEFAULT = new StepOptions(true, true, null, false);
    }

    public ServerConfig {
        allowedHosts = List.copyOf(allowedHosts);
        passEnv = List.copyOf(passEnv);
        data = data.toAbsolutePath();
    }

    /** A server on a free loopback port for one command. */
    public static ServerConfig local(Path data) {
        return new ServerConfig(
                "127.0.0.1",
                0,
                data,
                0,
                null,
                false,
                List.of(),
                List.of(),
                StepOptions.DEFAULT,
                CacheOptions.DEFAULT);
    }

    /** True when only this machine can reach it. */
    boolean isLoopback() {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
    }
}
