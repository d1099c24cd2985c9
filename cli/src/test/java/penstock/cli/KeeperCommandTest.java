package penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.server.Server;
import penstock.server.ServerConfig;

/** The commands for secrets, config maps and volumes against a server. */
class KeeperCommandTest {

    private static final String SECRET = "correct-horse-battery-staple";

    @TempDir Path folder;

    private Server server;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @BeforeEach
    void start() throws Exception {
        server = Server.start(ServerConfig.local(folder.resolve("data")));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void makesChangesAndForgetsSecrets() throws Exception {
        Path file = Files.writeString(folder.resolve("password"), SECRET);
        Path env = Files.writeString(folder.resolve(".env"), "# who\nuser=ann\n\nhost=h=1\n");

        assertThat(run("secret", "create", "db", "--from-file", file.toString())).isZero();
        assertThat(run("secret", "create", "db", "--from-literal", "a=b")).isNotZero();
        assertThat(run("secret", "set", "db", "--from-env-file", env.toString())).isZero();
        assertThat(run("secret", "list")).isZero();
        assertThat(run("secret", "get", "db")).isZero();
        assertThat(run("secret", "get", "db", "--json")).isZero();
        assertThat(run("secret", "delete", "db")).isZero();
        assertThat(run("secret", "get", "db")).isNotZero();

        assertThat(text())
                .contains("host, password, user", "'db' exists already", "does not exist")
                .doesNotContain(SECRET, "ann");
    }

    @Test
    void showsConfigMaps() {
        assertThat(run("config", "create", "training", "--from-literal", "mode=fast")).isZero();
        assertThat(run("config", "get", "training")).isZero();

        assertThat(text()).contains("mode=fast");
    }

    @Test
    void tellsWhatIsWrongWithValuesWithoutShowingThem() {
        assertThat(run("secret", "create", "db")).isNotZero();
        assertThat(run("secret", "create", "db", "--from-literal", SECRET)).isNotZero();
        assertThat(run("secret", "create", "db", "--from-file", "-")).isNotZero();
        assertThat(run("secret", "create", "db", "--from-literal=a=1", "--from-literal=a=2"))
                .isNotZero();
        assertThat(run("secret", "create", "Not_OK", "--from-literal", "a=b")).isNotZero();

        assertThat(text())
                .contains("no values", "KEY=VALUE", "needs a key", "given twice", "Kubernetes")
                .doesNotContain(SECRET);
    }

    @Test
    void listsAndRemovesVolumes() throws Exception {
        Files.createDirectories(folder.resolve("data/volumes/claim/data"));
        Files.writeString(folder.resolve("data/volumes/claim/claim.json"), "{}");

        assertThat(run("volume", "list")).isZero();
        assertThat(run("volume", "rm", "claim")).isZero();
        assertThat(run("volume", "rm", "claim")).isNotZero();

        assertThat(text()).contains("claim").contains("is removed");
    }

    private int run(String... words) {
        List<String> command = new ArrayList<>(List.of(words));
        command.add("--server");
        command.add(server.url());
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return Main.run(new Terminal(stream, stream, false, false), command.toArray(String[]::new));
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
