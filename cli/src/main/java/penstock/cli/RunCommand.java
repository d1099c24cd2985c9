package penstock.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a document and watches it to its end. */
@Command(
        name = "run",
        description = "Run a compiled pipeline and watch it to its end.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  penstock run pipeline.yaml",
            "  penstock run pipeline.yaml -p epochs=3 -p 'sizes=[10, 20]'",
            "  penstock run pipeline.yaml --params-file params.json --json > result.json",
            "",
            "Exit status: 0 the run succeeded, 1 it failed, 2 the command or the document is"
                    + " wrong, 130 interrupted (the run is cancelled)."
        })
final class RunCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The pipeline as the kfp compiler wrote it.")
    private Path file = Path.of("");

    @Option(
            names = {"-p", "--param"},
            paramLabel = "NAME=VALUE",
            description = "A parameter; numbers, booleans, lists and structs as JSON.")
    private List<String> assignments = new ArrayList<>();

    @Option(
            names = "--params-file",
            paramLabel = "F",
            description = "A JSON file with parameters; -p wins over it.")
    private @Nullable Path paramsFile;

    @Option(names = "--name", paramLabel = "NAME", description = "What to call the run.")
    private @Nullable String name;

    @Option(names = "--json", description = "Print the ended run as JSON on standard output.")
    private boolean json;

    @Option(names = "--no-cache", description = "Run every step, even if its result is known.")
    private boolean noCache;

    @Mixin private ServerOptions server = new ServerOptions();

    private final Terminal terminal;

    RunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Documents.Checked document;
        try {
            document = Documents.check(file);
        } catch (Documents.Refused refused) {
            Documents.show(terminal, file, refused.text(), refused.diagnostics());
            return ExitCode.UNUSABLE;
        }
        Documents.show(terminal, file, document.text(), document.warnings());
        ObjectNode parameters =
                penstock.cli.Parameters.read(
                        document.plan().root().io().parameters(), paramsFile, assignments);
        try (Connection connection = Connection.open(server, terminal)) {
            return run(connection.api(), document, parameters);
        }
    }

    private int run(Api api, Documents.Checked document, ObjectNode parameters) {
        ObjectNode request = Api.JSON.createObjectNode();
        request.put("display_name", name == null ? document.plan().pipelineName() : name);
        request.put("document", document.text());
        request.set("parameters", parameters);
        request.put("no_cache", noCache);
        String run = api.post("/apis/penstock/v1/runs", request).path("run_id").asText();
        terminal.note(
                "Run "
                        + terminal.paint(Terminal.Style.STRONG, run)
                        + " of "
                        + Plain.line(document.plan().pipelineName())
                        + "  "
                        + api.base()
                        + "/#/runs/details/"
                        + run);
        return Following.untilEnd(api, run, terminal, json);
    }
}
