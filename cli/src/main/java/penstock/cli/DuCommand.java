package penstock.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What takes space in the data folder. */
@Command(
        name = "du",
        description = "Say what takes space, by kind, pipeline and experiment.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  penstock du", "  penstock du --top 50 --json"})
final class DuCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin private ServerOptions server = new ServerOptions();

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "10",
            description = "Pipelines and experiments to show, 0 to 1000 (default: 10).")
    private int top;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    DuCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (top < 0 || top > 1_000) {
            throw new CliFailure("--top " + top + " (expected: 0 to 1000)", "");
        }
        try (Connection connection = Connection.open(server, terminal)) {
            JsonNode answer = connection.api().get("/apis/penstock/v1/storage?top=" + top);
            if (json) {
                terminal.result(answer.toPrettyString());
            } else {
                print(answer);
            }
        }
        return ExitCode.OK;
    }

    private void print(JsonNode answer) {
        for (JsonNode kind : answer.path("kinds")) {
            line(kind.path("bytes").asLong(), kind.path("kind").asText());
        }
        line(answer.path("bytes").asLong(), "in " + Plain.line(answer.path("data_dir").asText()));
        terminal.note(Plain.bytes(answer.path("free_bytes").asLong()) + " free on its disk");
        shares("Artifacts by pipeline", answer.path("pipelines"));
        shares("Artifacts by experiment", answer.path("experiments"));
    }

    private void shares(String title, JsonNode shares) {
        if (!shares.isEmpty()) {
            terminal.result("");
            terminal.result(terminal.paint(Terminal.Style.STRONG, title));
        }
        for (JsonNode share : shares) {
            String name = share.path("name").asText();
            line(share.path("bytes").asLong(), name.isEmpty() ? "(deleted)" : Plain.line(name));
        }
    }

    private void line(long bytes, String what) {
        terminal.result("%9s  %s".formatted(Plain.bytes(bytes), what));
    }
}
