package penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import penstock.server.Server;
import penstock.server.ServerConfig;
import penstock.server.StartRefused;
import penstock.testkit.Sdk;

/** What the pages for users tell them to run does run, against one real server. */
@Tag("sdk")
class SnippetsTest {
    private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();
    private static final String DOCUMENTED = "http://localhost:8888";

    @TempDir(factory = OutsideTmp.class)
    private static Path folder;

    private static ServerProcess server;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(Files.isWritable(Path.of("/var/tmp")), "needs a folder that steps can see");
        Files.createSymbolicLink(folder.resolve("examples"), Shared.root().resolve("examples"));
        Path command = folder.resolve("penstock");
        Files.writeString(command, "#!/bin/sh\n" + java() + " penstock.cli.Main \"$@\"\n");
        assertThat(command.toFile().setExecutable(true)).isTrue();
        server = ServerProcess.start(folder.resolve("data"));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        THREADS.close();
        if (server != null) {
            server.stop();
        }
    }

    /** Side by side, as the SDK looks every five seconds only whether a run has ended. */
    @TestFactory
    Stream<DynamicTest> programsRun() throws IOException {
        Sdk sdk = Sdk.find(Sdk.MODERN);
        assumeTrue(sdk != null, "kfp cannot be installed here: no python3 or no network");
        List<DynamicTest> tests = new ArrayList<>();
        for (Snippet snippet : snippets("python", "test")) {
            String program = snippet.code().replace(DOCUMENTED, server.url());
            Path script = folder.resolve("snippet-" + tests.size() + ".py");
            Files.writeString(script, program);
            Future<Sdk.Ended> ended = THREADS.submit(() -> sdk.pythonIn(folder, script.toString()));
            tests.add(DynamicTest.dynamicTest(snippet.place(), () -> check(ended.get())));
        }
        return tests.stream();
    }

    private static void check(Sdk.Ended program) {
        assertThat(program.code()).as(program.output()).isZero();
        assertThat(program.output()).doesNotContain("FAILED");
        everyRunSucceeds();
    }

    @TestFactory
    Stream<DynamicTest> commandsRun() {
        return tests(
                snippets("sh", "test"),
                snippet -> {
                    ProcessBuilder shell =
                            new ProcessBuilder("bash", "-euc", snippet.code())
                                    .directory(folder.toFile())
                                    .redirectErrorStream(true);
                    shell.environment().put("PENSTOCK_DATA", folder.resolve("data").toString());
                    Process process = shell.start();
                    process.getOutputStream().close();
                    String output =
                            new String(
                                    process.getInputStream().readAllBytes(),
                                    StandardCharsets.UTF_8);
                    assertThat(process.waitFor()).as(output).isZero();
                });
    }

    /** On a free port, as the documented one may be taken on this machine. */
    @TestFactory
    Stream<DynamicTest> serversServe() {
        return tests(
                snippets("sh", "serve"),
                snippet -> {
                    String options = snippet.code().strip().replaceFirst("^\\./penstock up", "");
                    assertThat(options)
                            .as("what follows ./penstock up")
                            .isNotEqualTo(snippet.code());
                    String[] words =
                            Arrays.stream(options.replace("\"", "").split("\\s+"))
                                    .filter(word -> !word.isEmpty())
                                    .toArray(String[]::new);
                    Path data = Files.createTempDirectory(folder, "served");
                    try (ServerProcess process = ServerProcess.start(data, words)) {
                        assertThat(process.url()).startsWith("http://");
                    }
                });
    }

    @TestFactory
    Stream<DynamicTest> settingsAreUnderstood() {
        return tests(
                snippets("yaml", "test"),
                snippet -> {
                    Path data = Files.createTempDirectory(folder, "settings");
                    Files.writeString(data.resolve("penstock.yaml"), snippet.code());
                    try (Server configured = Server.start(ServerConfig.local(data))) {
                        assertThat(configured.url()).isNotEmpty();
                    } catch (StartRefused refused) {
                        throw new AssertionError(refused.problem().message(), refused);
                    }
                });
    }

    private static List<Snippet> snippets(String language, String tag) {
        List<Snippet> found =
                Snippet.all().stream()
                        .filter(one -> one.language().equals(language) && one.tag().equals(tag))
                        .toList();
        assertThat(found).as("%s snippets tagged '%s'", language, tag).isNotEmpty();
        return found;
    }

    private interface Check {
        void of(Snippet snippet) throws Exception;
    }

    private static Stream<DynamicTest> tests(List<Snippet> snippets, Check check) {
        return snippets.stream()
                .map(one -> DynamicTest.dynamicTest(one.place(), () -> check.of(one)));
    }

    private static void everyRunSucceeds() {
        JsonNode runs = server.api().get("/apis/v2beta1/runs?page_size=200").path("runs");
        for (JsonNode run : runs) {
            String id = run.path("run_id").asText();
            assertThat(Main.run(Silence.terminal(), "runs", "watch", id, "--server", server.url()))
                    .as(run.path("display_name").asText())
                    .isEqualTo(ExitCode.OK);
        }
    }

    private static String java() {
        return String.join(" ", ServerProcess.java());
    }
}
