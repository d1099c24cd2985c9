package penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.server.Server;
import penstock.server.ServerConfig;
import penstock.server.StartRefused;

/** Backup and restore with whole servers and steps that run. */
class BackupCommandTest {

    @TempDir(factory = OutsideTmp.class)
    private Path folder;

    private Recorder recorder = new Recorder();

    @BeforeEach
    void quiet() {
        assumeTrue(Files.isWritable(Path.of("/var/tmp")), "needs a folder that steps can see");
        Logging.warningsOnly();
    }

    private int penstock(Object... words) {
        recorder = new Recorder();
        return Main.run(
                recorder.terminal(),
                Arrays.stream(words).map(Object::toString).toArray(String[]::new));
    }

    private String ended(Path data) {
        assertThat(
                        penstock(
                                "run",
                                SnapshotTest.DOCUMENTS.resolve("hello.yaml"),
                                "--data",
                                data,
                                "--json"))
                .as(recorder.err())
                .isZero();
        return recorder.json().path("run_id").asText();
    }

    private JsonNode get(Path data, String run) {
        assertThat(penstock("runs", "get", run, "--data", data, "--json"))
                .as(recorder.err())
                .isZero();
        return recorder.json();
    }

    @Test
    void aRestoredFolderHasAllThatTheBackupWasMadeOf() throws StartRefused, IOException {
        Path data = folder.resolve("data");
        Path restored = folder.resolve("restored");
        Path file = folder.resolve("backup.tar.gz");
        String run;
        JsonNode before;
        try (Server _ = Server.start(ServerConfig.local(data))) {
            run = ended(data);
            before = get(data, run);
            Files.createDirectories(data.resolve("volumes/v/data"));
            Files.writeString(data.resolve("volumes/v/data/file"), "in a volume");
            Files.createSymbolicLink(data.resolve("volumes/v/data/link"), Path.of("/etc/passwd"));
            Files.createDirectories(data.resolve("artifacts/minio/b/unreferenced"));
            Files.writeString(data.resolve("artifacts/minio/b/unreferenced/x"), "x");
            assertThat(penstock("backup", file, "--data", data)).as(recorder.err()).isZero();
        }

        assertThat(penstock("restore", file, "--data", restored)).as(recorder.err()).isZero();

        assertThat(recorder.err()).contains("1 runs restored");
        assertThat(restored.resolve("volumes/v/data/file")).hasContent("in a volume");
        assertThat(Files.readSymbolicLink(restored.resolve("volumes/v/data/link")))
                .isEqualTo(Path.of("/etc/passwd"));
        assertThat(restored.resolve("secrets.key"))
                .hasSameBinaryContentAs(data.resolve("secrets.key"));
        assertThat(restored.resolve("artifacts/minio/b/unreferenced")).doesNotExist();
        assertThat(get(restored, run)).isEqualTo(before);
        assertThat(penstock("logs", run, "--data", restored)).isZero();
        assertThat(recorder.out()).isNotBlank();
        assertThat(names(folder))
                .doesNotContain(".backup.tar.gz.part")
                .noneMatch(name -> name.startsWith(".restoring"));
    }

    private static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void aRunThatWasRunningGoesOnInTheRestoredFolder() throws IOException, StartRefused {
        Path data = folder.resolve("data");
        Path restored = folder.resolve("restored");
        Path file = folder.resolve("backup.tar");
        Path gate = folder.resolve("gate");
        String run;
        try (Server server = Server.start(ServerConfig.local(data))) {
            ObjectNode request = Api.JSON.createObjectNode();
            request.put("document", waiting(gate));
            Api api = new Api(server.url(), null);
            run = api.post("/apis/penstock/v1/runs", request).path("run_id").asText();
            while (server.runningSteps().isEmpty()) {
                Thread.onSpinWait();
            }
            assertThat(penstock("backup", file, "--data", data)).as(recorder.err()).isZero();
            Files.createFile(gate);
            assertThat(penstock("runs", "watch", run, "--data", data)).as(recorder.err()).isZero();
        }

        assertThat(penstock("restore", file, "--data", restored)).isZero();
        assertThat(recorder.err()).contains("1 runs had not ended");
        try (Server _ = Server.start(ServerConfig.local(restored))) {
            assertThat(penstock("runs", "watch", run, "--data", restored))
                    .as(recorder.err())
                    .isZero();
        }
    }

    /** A pipeline whose first step waits for a file. */
    private static String waiting(Path gate) throws IOException {
        String hello = Files.readString(SnapshotTest.DOCUMENTS.resolve("hello.yaml"));
        String wait = "while [ ! -e " + gate + " ]; do sleep 0.05; done; ";
        return hello.replace("echo \"greeting $1\"; ", wait);
    }

    @Test
    void damagedCutAndForeignFilesRestoreNothing() throws IOException {
        Path data = folder.resolve("data");
        Path file = folder.resolve("backup.tar");
        ended(data);
        assertThat(penstock("backup", file, "--data", data)).as(recorder.err()).isZero();
        byte[] whole = Files.readAllBytes(file);
        Path cut = Files.write(folder.resolve("cut.tar"), Arrays.copyOf(whole, whole.length / 2));
        byte[] changed = whole.clone();
        changed[whole.length / 3] ^= 1;
        Path damaged = Files.write(folder.resolve("damaged.tar"), changed);
        Path foreign = Files.writeString(folder.resolve("foreign.tar"), "no archive");
        Path restored = folder.resolve("restored");

        for (Path bad : List.of(cut, damaged, foreign, folder.resolve("absent.tar"))) {
            assertThat(penstock("restore", bad, "--data", restored)).as("%s", bad).isNotZero();
            assertThat(recorder.err()).as("%s", bad).contains("error: ");
            assertThat(restored).doesNotExist();
        }
        assertThat(penstock("restore", file, "--data", data)).isNotZero();
        assertThat(recorder.err()).contains("is not empty");
        assertThat(penstock("backup", file, "--data", data)).isNotZero();
        assertThat(recorder.err()).contains("is there already");
    }
}
