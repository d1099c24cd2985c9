package penstock.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import penstock.server.Server;
import penstock.server.ServerConfig;
import penstock.server.StartRefused;
import picocli.CommandLine.Command;

/**
 * Does once what every start does, for the JVM to remember (JEP 483): starts a server on a folder
 * of its own, asks it something, and ends.
 */
@Command(name = "train-aot", hidden = true)
final class TrainAotCommand implements Callable<Integer> {

    private static final List<String> ASKED =
            List.of(
                    "/apis/v2beta1/healthz",
                    "/apis/v2beta1/runs?page_size=10&sort_by=created_at%20desc",
                    "/apis/v2beta1/pipelines?page_size=10",
                    "/apis/v2beta1/experiments?page_size=10");

    private final Terminal terminal;

    TrainAotCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, StartRefused {
        Path data = Files.createTempDirectory("penstock-train");
        try (Server server = Server.start(ServerConfig.local(data))) {
            Api api = new Api(server.url(), null);
            for (int round = 0; round < 20; round++) {
                ASKED.forEach(api::get);
            }
        } finally {
            remove(data);
        }
        Main.run(terminal, "version");
        return ExitCode.OK;
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder()).forEach(TrainAotCommand::delete);
        }
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
