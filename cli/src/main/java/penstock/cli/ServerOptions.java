package penstock.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
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

    /** The server that is named; null when none is. */
    @Nullable String url() {
        if (server == null || isUrl(server)) {
            return server;
        }
        throw new CliFailure(
                "--server '" + Plain.line(server) + "' is no URL of a server",
                "For instance --server http://localhost:8888");
    }

    private static boolean isUrl(String text) {
        try {
            URI uri = new URI(text);
            return uri.getHost() != null && List.of("http", "https").contains(uri.getScheme());
        } catch (URISyntaxException e) {
            return false;
        }
    }

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
