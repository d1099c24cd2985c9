package penstock.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Secrets for steps. */
@Command(
        name = "secret",
        description = "Secrets that steps take variables and files from.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  penstock secret create db --from-literal user=ann --from-file password=-",
            "  penstock secret set db --from-env-file .env"
        })
final class SecretCommand {

    private final KeeperClient client;

    SecretCommand(Terminal terminal) {
        this.client = new KeeperClient(terminal, "secrets", "secret");
    }

    @Command(
            name = "create",
            description = "Make a secret of a new name.",
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
        return client.list(server, "secrets", json);
    }

    @Command(
            name = "get",
            description = "Show the keys of one; values never leave the server.",
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
