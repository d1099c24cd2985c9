package penstock.runner.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipSettingsTest {
    @TempDir Path home;

    @Test
    void readsFilesThenVariablesAndPrefersTheInstallSection() throws IOException {
        write(
                home.resolve(".config/pip/pip.conf"),
                """
                # of the user
                [global]
                index-url = https://one.example/simple
                extra_index_url =
                    https://two.example/simple
                    https://three.example/simple
                timeout: 9
                [install]
                Find-Links = /wheels
                [list]
                format = columns
                """);
        write(home.resolve("chosen.conf"), "[global]\nindex-url = https://four.example/simple\n");
        write(home.resolve("prefix/pip.conf"), "[install]\nno-index = true\n");

        PipSettings settings =
                PipSettings.read(
                        Map.of(
                                "HOME",
                                home.toString(),
                                "XDG_CONFIG_DIRS",
                                home + "/none",
                                "PIP_CONFIG_FILE",
                                home.resolve("chosen.conf").toString(),
                                "PIP_FIND_LINKS",
                                "/a /b",
                                "PIP_RETRIES",
                                " "),
                        home.resolve("prefix"));

        assertThat(settings.options())
                .containsEntry("index-url", "https://four.example/simple")
                .containsEntry("timeout", "9")
                .containsEntry("no-index", "true")
                .doesNotContainKeys("format", "retries");
        assertThat(settings.list("find-links")).containsExactly("/a", "/b");
        assertThat(settings.list("extra-index-url"))
                .containsExactly("https://two.example/simple", "https://three.example/simple");
        assertThat(settings.list("trusted-host")).isEmpty();
    }

    @Test
    void agreesWithPipItself() throws Exception {
        write(
                home.resolve(".config/pip/pip.conf"),
                """
                [global]
                index-url=https://one.example/simple
                ; nothing
                trusted-host = a.example
                               b.example
                [install]
                pre = true
                """);
        Map<String, String> variables =
                Map.of(
                        "HOME", home.toString(),
                        "PATH", "/usr/bin:/bin",
                        "PIP_NO_INDEX", "1",
                        "PIP_EXTRA_INDEX_URL", "https://two.example/simple");
        Path python = TestPython.any();
        PipSettings settings = PipSettings.read(variables, TestPython.facts(python).prefix());

        String listed = TestPython.run(python, variables, "-m", "pip", "config", "list");

        settings.options()
                .forEach((name, value) ->
                        assertThat(listed)
                                .contains(name + "='" + value.replace("\n", "\\n") + "'"));
        assertThat(settings.options()).hasSize((int) listed.lines().count());
    }

    @Test
    void seesNoFilesWhenTheyAreSwitchedOff() throws IOException {
        write(home.resolve(".pip/pip.conf"), "[global]\nindex-url = https://one.example/simple\n");

        assertThat(
                        PipSettings.read(
                                        Map.of(
                                                "HOME",
                                                home.toString(),
                                                "PIP_CONFIG_FILE",
                                                "/dev/null"),
                                        home)
                                .options())
                .containsOnlyKeys("config-file");
    }

    @Test
    void isTheSameWhenOnlyTheWayToTheIndexDiffers() throws IOException {
        Path constraints = home.resolve("constraints.txt");
        Files.writeString(constraints, "numpy<2\n");
        PipSettings one = settings("PIP_TIMEOUT", "5", "PIP_CONSTRAINT", constraints.toString());
        PipSettings two = settings("PIP_CERT", "/a.pem", "PIP_CONSTRAINT", constraints.toString());

        assertThat(one.identity()).isEqualTo(two.identity());
        Files.writeString(constraints, "numpy<3\n");
        assertThat(one.identity()).isNotEqualTo(settingsIdentity("numpy<2\n"));
        assertThat(settings("PIP_INDEX_URL", "https://a.example", "PIP_CERT", "b").identity())
                .containsExactly("index-url=https://a.example");
    }

    private List<String> settingsIdentity(String content) throws IOException {
        Path constraints = home.resolve("constraints.txt");
        String before = Files.readString(constraints);
        Files.writeString(constraints, content);
        try {
            return settings("PIP_CONSTRAINT", constraints.toString(), "PIP_CERT", "x").identity();
        } finally {
            Files.writeString(constraints, before);
        }
    }

    private PipSettings settings(String name, String value, String other, String otherValue) {
        return PipSettings.read(
                Map.of(
                        "HOME",
                        home.toString(),
                        name,
                        value,
                        other,
                        otherValue,
                        "PIP_CONFIG_FILE",
                        "/dev/null"),
                home);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
