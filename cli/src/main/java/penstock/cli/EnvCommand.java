package penstock.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Python environments that steps share. */
@Command(
        name = "env",
        description =
                "Python environments that steps share: list, build ahead, resolve anew, remove.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  penstock env list",
            "  penstock env warm pipeline.yaml      build what its steps need",
            "  penstock env refresh KEY             resolve its requirements anew",
            "  penstock env prune --max-size 10     keep at most 10 GB, newest use first"
        })
final class EnvCommand {

    private static final String ENVIRONMENTS = "/apis/penstock/v1/environments";

    private final Terminal terminal;

    EnvCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(name = "list", description = "List environments.", mixinStandardHelpOptions = true)
    int list(
            @Mixin ServerOptions server,
            @Option(names = "--json", description = "Print JSON.") boolean json) {
        try (Connection connection = Connection.open(server, terminal)) {
            show(connection.api().get(ENVIRONMENTS), json);
        }
        return ExitCode.OK;
    }

    @Command(
            name = "warm",
            description = "Build the environments that a pipeline's steps need.",
            mixinStandardHelpOptions = true)
    int warm(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "FILE", description = "A compiled pipeline.") Path file,
            @Option(names = "--json", description = "Print JSON.") boolean json) {
        Documents.Checked document = check(file);
        if (document == null) {
            return ExitCode.UNUSABLE;
        }
        try (Connection connection = Connection.open(server, terminal)) {
            ObjectNode request = Api.JSON.createObjectNode().put("document", document.text());
            show(connection.api().post(ENVIRONMENTS + ":warm", request), json);
        }
        return ExitCode.OK;
    }

    @Command(
            name = "refresh",
            description = "Resolve an environment's requirements anew.",
            mixinStandardHelpOptions = true)
    int refresh(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "KEY", description = "An environment's key.") String key,
            @Option(names = "--json", description = "Print JSON.") boolean json) {
        try (Connection connection = Connection.open(server, terminal)) {
            String path = ENVIRONMENTS + "/" + Api.encode(key) + ":refresh";
            show(connection.api().post(path, Api.JSON.createObjectNode()), json);
        }
        return ExitCode.OK;
    }

    @Command(
            name = "prune",
            description = "Remove environments, those unused longest first.",
            mixinStandardHelpOptions = true)
    int prune(
            @Mixin ServerOptions server,
            @Option(
                            names = "--max-size",
                            paramLabel = "GB",
                            defaultValue = "0",
                            description = "Keep this many gigabytes (default: none).")
                    double gigabytes,
            @Option(names = "--json", description = "Print JSON.") boolean json) {
        if (!(gigabytes >= 0 && gigabytes < 1_000_000)) {
            throw new CliFailure("--max-size " + gigabytes + " (expected: 0 or more)", "");
        }
        try (Connection connection = Connection.open(server, terminal)) {
            long bytes = (long) (gigabytes * 1_000_000_000L);
            ObjectNode request = Api.JSON.createObjectNode().put("max_bytes", bytes);
            show(connection.api().post(ENVIRONMENTS + ":prune", request), json);
        }
        return ExitCode.OK;
    }

    private Documents.@Nullable Checked check(Path file) {
        try {
            return Documents.check(file);
        } catch (Documents.Refused refused) {
            Documents.show(terminal, file, refused.text(), refused.diagnostics());
            return null;
        }
    }

    private void show(JsonNode answer, boolean json) {
        if (json) {
            terminal.result(answer.toPrettyString());
            return;
        }
        for (JsonNode environment : answer.path("environments")) {
            terminal.result(
                    "%s  Python %-8s %8s MB  %s"
                            .formatted(
                                    environment.path("key").asText(),
                                    environment.path("python").asText(),
                                    environment.path("size_bytes").asLong() / 1_000_000,
                                    Plain.line(environment.path("requirements").asText())));
        }
        String remark = answer.path("remark").asText("");
        if (!remark.isEmpty()) {
            terminal.note(Plain.line(remark));
        }
    }
}
