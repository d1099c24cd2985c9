package penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import penstock.server.Server;
import penstock.server.ServerConfig;
import penstock.server.StartRefused;
import picocli.CommandLine;

/**
 * What each command prints. A snapshot's first line is the command; the rest is its exit status and
 * what it prints, which {@code ./dev golden --update} writes anew.
 *
 * <p>In a command, {@code DATA} is the folder of a server with two ended runs, {@code RUN} and
 * {@code FAILED}, {@code NEW} a folder that nobody has used, {@code TAKEN} a port that is in use,
 * and files are those of {@code documents}.
 */
@Tag("golden")
class SnapshotTest {
    private static final Path FOLDER =
            Shared.root().resolve("cli/src/test/resources/snapshots").toAbsolutePath();
    static final Path DOCUMENTS = FOLDER.resolve("documents");
    private static final String PROMPT = "$ penstock";

    @TempDir(factory = OutsideTmp.class)
    private static Path folder;

    private static Server server;
    private static ServerSocket taken;
    private static Mask mask;

    @BeforeAll
    static void run() throws IOException, StartRefused {
        assumeTrue(Files.isWritable(Path.of("/var/tmp")), "needs a folder that steps can see");
        assumeTrue(System.getenv("PENSTOCK_TOKEN") == null, "PENSTOCK_TOKEN is set");
        Logging.warningsOnly();
        Path data = folder.resolve("data");
        server = Server.start(ServerConfig.local(data));
        taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        String failed = ended("failing.yaml");
        mask =
                new Mask(
                        List.of(
                                Mask.Word.of("DATA", data),
                                Mask.Word.of("RUN", ended("hello.yaml")),
                                Mask.Word.of("FAILED", failed),
                                Mask.Word.of("TAKEN", taken.getLocalPort())));
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            server.close();
            taken.close();
        }
    }

    /** Runs a document to its end; answers with the run's id. */
    private static String ended(String document) {
        Recorder recorder = new Recorder();
        String file = DOCUMENTS.resolve(document).toString();
        Main.run(recorder.terminal(), "run", file, "--server", server.url(), "--json");
        return recorder.json().path("run_id").asText();
    }

    @TestFactory
    Stream<DynamicTest> printsAsBefore() throws IOException {
        List<Path> snapshots = snapshots();
        assertThat(snapshots).hasSizeGreaterThan(60);
        return snapshots.stream()
                .map(file ->
                        DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
    }

    @Test
    void theHelpOfEveryCommandHasASnapshot() throws IOException {
        CommandLine program = new CommandLine(new Main(), new Commands(Silence.terminal()));
        List<String> commands =
                snapshots().stream().map(file -> commandOf(Snippet.read(file))).toList();
        assertThat(helps("", program)).hasSizeGreaterThan(10).isSubsetOf(commands);
    }

    private static Stream<String> helps(String name, CommandLine command) {
        return Stream.concat(
                Stream.of(name + " --help"),
                command.getSubcommands().entrySet().stream()
                        .filter(one -> !one.getValue().getCommandSpec().usageMessage().hidden())
                        .flatMap(one -> helps(name + " " + one.getKey(), one.getValue())));
    }

    private static List<Path> snapshots() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
        }
    }

    /** What follows the program's name in the first line. */
    private static String commandOf(String snapshot) {
        String first = snapshot.lines().findFirst().orElse("");
        assertThat(first).startsWith(PROMPT);
        return first.substring(PROMPT.length());
    }

    private static void check(Path file) throws IOException {
        String before = Snippet.read(file);
        String command = commandOf(before);
        Mask own = mask.with("NEW", Files.createTempDirectory(folder, "new").resolve("data"));
        Recorder recorder = new Recorder();
        int status = Main.run(recorder.terminal(), words(own.fill(command)));
        String now =
                "%s%s\nexit status %d\n--- standard output\n%s--- standard error\n%s"
                        .formatted(
                                PROMPT,
                                command,
                                status,
                                own.hide(recorder.out()),
                                own.hide(recorder.err()));
        if (Boolean.getBoolean("penstock.update")) {
            Files.writeString(file, now);
        } else {
            assertThat(now).isEqualTo(before);
        }
    }

    private static String[] words(String command) {
        return Arrays.stream(command.strip().split(" +"))
                .filter(word -> !word.isEmpty())
                .map(word ->
                        word.matches("\\.|\\w+\\.(yaml|json)")
                                ? DOCUMENTS.resolve(word).normalize().toString()
                                : word)
                .toArray(String[]::new);
    }
}
