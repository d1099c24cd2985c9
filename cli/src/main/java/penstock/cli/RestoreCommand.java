package penstock.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.zip.GZIPInputStream;
import penstock.plan.Problem;
import penstock.server.backup.Restoration;
import penstock.server.backup.Restoration.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a data folder from a backup. */
@Command(
        name = "restore",
        description = "Make a data folder from a backup.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  penstock restore monday.tar.gz --data /srv/penstock",
            "  penstock up --data /srv/penstock"
        })
final class RestoreCommand implements Callable<Integer> {

    private static final int BUFFER = 1 << 18;

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "A file that 'penstock backup' made.")
    private Path file = Path.of("");

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "The folder to make; it must be empty or not there.")
    private Path data = Path.of("");

    RestoreCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (InputStream in = open()) {
            switch (Restoration.restore(in, data)) {
                case Outcome.Restored restored -> report(restored);
                case Outcome.Refused(Problem problem) ->
                        throw new CliFailure(problem.message(), problem.hint());
            }
            return ExitCode.OK;
        } catch (NoSuchFileException e) {
            throw new CliFailure("'" + Plain.line(file.toString()) + "' is not there", "");
        } catch (IOException e) {
            throw new CliFailure(
                    "nothing was restored: " + Plain.line(String.valueOf(e.getMessage())),
                    "See that the file is whole and the disk has space.");
        }
    }

    private InputStream open() throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        return Archives.isCompressed(file) ? new GZIPInputStream(raw, BUFFER) : raw;
    }

    private void report(Outcome.Restored restored) {
        terminal.note(
                "%d files, %s, %d runs restored to %s"
                        .formatted(
                                restored.files(),
                                Plain.bytes(restored.bytes()),
                                restored.runs(),
                                Plain.line(data.toString())));
        if (restored.unfinished() > 0) {
            terminal.note(
                    restored.unfinished()
                            + " runs had not ended: they go on when a server opens the folder, and"
                            + " steps that ran then start again.");
        }
    }
}
