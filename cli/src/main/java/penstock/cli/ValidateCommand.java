package penstock.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import penstock.spec.Diagnostic;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks a document without running it. */
@Command(
        name = "validate",
        description = "Check a compiled pipeline and say everything that is wrong with it.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  penstock validate pipeline.yaml",
            "  penstock validate pipeline.yaml --json | jq '.diagnostics[].message'"
        })
final class ValidateCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The pipeline as the kfp compiler wrote it.")
    private Path file = Path.of("");

    @Option(names = "--json", description = "Print the result as JSON on standard output.")
    private boolean json;

    private final Terminal terminal;

    ValidateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try {
            Documents.Checked checked = Documents.check(file);
            show(checked.text(), checked.warnings(), true);
            if (!json) {
                terminal.result(
                        file
                                + " is valid: pipeline '"
                                + Plain.line(checked.plan().pipelineName())
                                + "', "
                                + checked.plan().root().tasks().size()
                                + " tasks at the top");
            }
            return ExitCode.OK;
        } catch (Documents.Refused refused) {
            show(refused.text(), refused.diagnostics(), false);
            return ExitCode.UNUSABLE;
        }
    }

    private void show(String text, List<Diagnostic> diagnostics, boolean valid) {
        if (!json) {
            Documents.show(terminal, file, text, diagnostics);
            return;
        }
        ObjectNode result = Api.JSON.createObjectNode();
        result.put("file", file.toString());
        result.put("valid", valid);
        ArrayNode list = result.putArray("diagnostics");
        for (Diagnostic diagnostic : diagnostics) {
            list.addObject()
                    .put("code", diagnostic.code().id())
                    .put("severity", diagnostic.severity().word())
                    .put("message", diagnostic.message())
                    .put("hint", diagnostic.hint())
                    .put("line", diagnostic.span().line())
                    .put("column", diagnostic.span().column());
        }
        terminal.result(result.toPrettyString());
    }
}
