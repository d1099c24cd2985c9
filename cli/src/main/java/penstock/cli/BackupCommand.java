package penstock.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Copies everything that a data folder cannot make again into one file. */
@Command(
        name = "backup",
        description =
                "Copy database, artifacts, logs and volumes into one file, while all goes on.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  penstock backup monday.tar.gz", "  penstock restore monday.tar.gz --data DIR"})
final class BackupCommand implements Callable<Integer> {

    private static final int BUFFER = 1 << 18;
    private static final long SHOWN_EVERY = 16L << 20;

    private final Terminal terminal;

    @Mixin private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "FILE", description = "A new file: .tar.gz, or .tar to be quicker.")
    private Path file = Path.of("");

    BackupCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        String name = String.valueOf(file.getFileName());
        if (!Archives.isKnown(name)) {
            throw new CliFailure(
                    "'" + Plain.line(name) + "' (expected: a name with .tar.gz, .tgz or .tar)", "");
        }
        if (Files.exists(file)) {
            throw new CliFailure(
                    "'" + Plain.line(file.toString()) + "' is there already", "Give another name.");
        }
        Path part = file.resolveSibling("." + name + ".part");
        try (Connection connection = Connection.open(server, terminal)) {
            long bytes = write(connection.api(), part);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            terminal.note(
                    "%s: %s of data in %s"
                            .formatted(
                                    Plain.line(file.toString()),
                                    Plain.bytes(bytes),
                                    Plain.bytes(Files.size(file))));
            return ExitCode.OK;
        } catch (IOException e) {
            throw new CliFailure(
                    "the backup was not finished: " + e.getMessage(),
                    "See that the disk has space and the server runs, and repeat.");
        } finally {
            remove(part);
        }
    }

    private long write(Api api, Path part) throws IOException {
        Files.deleteIfExists(part);
        try (FileChannel channel =
                        FileChannel.open(
                                part,
                                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                                Archives.ownersOnly(part));
                InputStream in = api.streamOfPost("/apis/penstock/v1/backup").body()) {
            OutputStream file = Channels.newOutputStream(channel);
            OutputStream out = Archives.isCompressed(part) ? new Quick(file) : file;
            long bytes = copy(in, out);
            if (out instanceof GZIPOutputStream zipped) {
                zipped.finish();
            }
            channel.force(true);
            return bytes;
        }
    }

    private long copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long total = 0;
        long shown = 0;
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            out.write(buffer, 0, length);
            total += length;
            if (terminal.isInteractive() && total - shown >= SHOWN_EVERY) {
                terminal.erase(shown == 0 ? 0 : 1);
                terminal.note(Plain.bytes(total));
                shown = total;
            }
        }
        return total;
    }

    private static void remove(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // It is named as what it is, and the next backup of that name replaces it.
        }
    }

    /** Compresses quickly: artifacts often are compressed already. */
    private static final class Quick extends GZIPOutputStream {
        Quick(OutputStream out) throws IOException {
            super(out, BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
