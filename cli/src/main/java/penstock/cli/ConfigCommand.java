package penstock.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Config maps for steps. */
@Command(
        name = "config",
        description = "Config maps that steps take variables and files from.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  penstock config create training --from-literal mode=fast",
            "  penstock config get training"
        })
final class ConfigCommand {

    private final KeeperClient client;

    ConfigCommand(Terminal terminal) {
        this.client = new KeeperClient(terminal, "configmaps", "config map");
    }

    @Command(
            name = "create",
            description = "Make a config map of a new name.",
            mixinStandardHelpOptions = true)
    int create(
            @Mixin ServerOptions server,
            @Mixin KeeperSources sources,
            @Parameters(paramLabel = "NAME", description = "Its name.") String name) {
        return client.write(server, name, "create", sources);
    }

    @Command(
            name = "set",
            description = "Add or change keys; others stay. Makes it when it is missing.",
            mixinStandardHelpOptions = true)
    int set(
            @Mixin ServerOptions server,
            @Mixin KeeperSources sources,
            @Parameters(paramLabel = "NAME", description = "Its name.") String name) {
        return client.write(server, name, "merge", sources);
    }

    @Command(name = "list", description = "List names and keys.", mixinStandardHelpOptions = true)
    int list(
            @Mixin ServerOptions server,
            @Option(names = "--json", description = "Print JSON.") boolean json) {
        return client.list(server, "configmaps", json);
    }

    @Command(
            name = "get",
            description = "Show keys and values of one.",
            mixinStandardHelpOptions = true)
    int get(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "NAME", description = "Its name.") String name,
            @Option(names = "--json", description = "Print JSON.") boolean json) {
        return client.get(server, name, json);
    }

    @Command(name = "delete", description = "Forget one.", mixinStandardHelpOptions = true)
    int delete(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "NAME", description = "Its name.") String name) {
        return client.delete(server, name);
    }
}
