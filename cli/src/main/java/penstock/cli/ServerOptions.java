package penstock.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which server a command talks to. */
final class ServerOptions {

    @Option(
            names = "--server",
            paramLabel = "URL",
            description =
                    "The server to use. Without it: the one that holds the data folder, else one"
                            + " inside this process.")
    @Nullable String server;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data folder (default: $PENSTOCK_DATA, else ~/.penstock).")
    @Nullable Path data;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "Bearer token (default: $PENSTOCK_TOKEN).")
    @Nullable String token;

    Path dataFolder() {
        if (data != null) {
            return data.toAbsolutePath();
        }
        String fromEnvironment = System.getenv("PENSTOCK_DATA");
        return fromEnvironment == null || fromEnvironment.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".penstock")
                : Path.of(fromEnvironment).toAbsolutePath();
    }

    @Nullable String bearer() {
        return token == null ? System.getenv("PENSTOCK_TOKEN") : token;
    }
}
