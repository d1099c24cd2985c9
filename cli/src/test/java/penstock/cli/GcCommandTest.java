package penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.server.Server;
import penstock.server.ServerConfig;
import penstock.server.StartRefused;

/** Deleting by rules, and looking at what takes space, with a whole server. */
class GcCommandTest {

    @TempDir(factory = OutsideTmp.class)
    private Path folder;

    private Recorder recorder = new Recorder();

    private int penstock(Object... words) {
        recorder = new Recorder();
        return Main.run(
                recorder.terminal(),
                Arrays.stream(words).map(Object::toString).toArray(String[]::new));
    }

    private String ended(Path data) {
        Path hello = SnapshotTest.DOCUMENTS.resolve("hello.yaml");
        assertThat(penstock("run", hello, "--no-cache", "--data", data, "--json"))
                .as(recorder.err())
                .isZero();
        return recorder.json().path("run_id").asText();
    }

    @Test
    void rulesDeleteRunsButThoseThatAreKept() throws IOException, StartRefused {
        assumeTrue(Files.isWritable(Path.of("/var/tmp")), "needs a folder that steps can see");
        Logging.warningsOnly();
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.writeString(
                data.resolve("penstock.yaml"),
                "retention: {runs: {max_count: {succeeded: 1}}, cache: {unused: PT0S}}");
        try (Server _ = Server.start(ServerConfig.local(data))) {
            String kept = ended(data);
            String old = ended(data);
            String young = ended(data);
            assertThat(penstock("runs", "keep", kept, "--data", data)).isZero();
            assertThat(data.resolve("logs").resolve(old)).exists();

            assertThat(penstock("gc", "--dry-run", "--data", data)).isZero();
            assertThat(recorder.out())
                    .contains("1 succeeded run in 'Default', beyond the newest 1: up to");
            assertThat(penstock("runs", "get", old, "--data", data)).isZero();

            assertThat(penstock("gc", "--data", data)).isZero();
            assertThat(recorder.out()).startsWith("1 runs, ");
            assertThat(penstock("runs", "get", old, "--data", data)).isNotZero();
            assertThat(data.resolve("logs").resolve(old)).doesNotExist();
            assertThat(penstock("runs", "get", kept, "--data", data)).isZero();
            assertThat(penstock("runs", "get", young, "--data", data)).isZero();

            assertThat(penstock("du", "--data", data)).isZero();
            assertThat(recorder.out()).contains("artifacts", "database", "logs");
        }
    }
}
