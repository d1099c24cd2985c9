package penstock.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Volumes that steps share. */
@Command(
        name = "volume",
        description = "Volumes: folders that stand for claims and outlive runs.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  penstock volume list", "  penstock volume rm training-data"})
final class VolumeCommand {

    private static final String VOLUMES = "/apis/penstock/v1/volumes";

    private final Terminal terminal;

    VolumeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(name = "list", description = "List volumes.", mixinStandardHelpOptions = true)
    int list(
            @Mixin ServerOptions server,
            @Option(names = "--json", description = "Print JSON.") boolean json) {
        try (Connection connection = Connection.open(server, terminal)) {
            JsonNode answer = connection.api().get(VOLUMES);
            if (json) {
                terminal.result(answer.toPrettyString());
            } else {
                answer.path("volumes").forEach(this::print);
            }
        }
        return ExitCode.OK;
    }

    @Command(
            name = "rm",
            description = "Remove a volume and all in it.",
            mixinStandardHelpOptions = true)
    int remove(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "NAME", description = "The volume's name.") String name) {
        try (Connection connection = Connection.open(server, terminal)) {
            connection.api().delete(VOLUMES + "/" + Api.encode(name));
            terminal.note("volume " + Plain.line(name) + " is removed.");
        }
        return ExitCode.OK;
    }

    private void print(JsonNode volume) {
        terminal.result(
                "%-40s  %10s bytes  %s  %s"
                        .formatted(
                                volume.path("name").asText(),
                                volume.path("size_bytes").asText(),
                                volume.path("created_at").asText(),
                                Plain.line(volume.path("run_id").asText()))
                        .stripTrailing());
    }
}
