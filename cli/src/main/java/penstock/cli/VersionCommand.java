package penstock.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Which release this is. */
@Command(
        name = "version",
        description = "Print the version.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = "  penstock version --json")
final class VersionCommand implements Callable<Integer> {

    static final String VERSION = "0.1.0";

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    private final Terminal terminal;

    VersionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        String java = Runtime.version().toString();
        terminal.result(
                json
                        ? Api.JSON
                                .createObjectNode()
                                .put("version", VERSION)
                                .put("java", java)
                                .toPrettyString()
                        : "penstock " + VERSION + " (Java " + java + ")");
        return ExitCode.OK;
    }
}
