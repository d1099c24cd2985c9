package penstock.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import penstock.plan.ErrorCode;

/** Chooses among pretended interpreters 3.9 (by pyenv), 3.11 and 3.12 (in PATH). */
final class ImagesTest {

    @TempDir Path folder;

    private Images images;

    @BeforeEach
    void pretendInterpreters() throws IOException {
        pretend("bin/python3.11", "3.11.7");
        pretend("bin/python3.12", "3.12.1");
        pretend("bin/python3", "3.11.7");
        pretend(".pyenv/versions/3.9.2/bin/python3.9", "3.9.2");
        pretend(".pyenv/versions/3.9.18/bin/python3.9", "3.9.18");
        pretend("bin/bash", "5.2");
        images = images(new LinkedHashMap<>());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alpine",
                "alpine:3.20",
                "docker.io/library/busybox:latest",
                "registry.example:5000/mirror/ubuntu",
                "registry.access.redhat.com/ubi9/ubi-minimal@sha256:0123",
                "bash:5",
                ""
            })
    void replacesBaseImagesByTheMachine(String image) {
        Images.Choice.Stand stand = stand(images.choose(image));

        assertThat(stand.interpreter()).isNull();
        assertThat(stand.note()).contains("'" + image + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "python:3.11, 3.11.7",
        "python:3.9-slim, 3.9.18",
        "python:3.9.1-slim-bookworm, 3.9.18",
        "python:3.12, 3.12.1",
        "python, 3.11.7",
        "python:latest, 3.11.7",
        "python:3-slim, 3.11.7",
        "public.ecr.aws/docker/library/python:3.12, 3.12.1",
        "registry.access.redhat.com/ubi9/python-311:latest, 3.11.7",
        "registry.access.redhat.com/ubi8/python-39, 3.9.18",
        "python@sha256:0123, 3.11.7",
    })
    void replacesPythonImagesByAnInterpreterOfThatVersion(String image, String version) {
        Images.Choice.Stand stand = stand(images.choose(image));

        assertThat(stand.interpreter()).isNotNull();
        assertThat(stand.interpreter().version()).hasToString(version);
        assertThat(stand.note()).doesNotContain("not installed");
    }

    @ParameterizedTest
    @CsvSource({"python:3.7, 3.9.18", "python:3.10, 3.11.7", "python:3.99, 3.12.1"})
    void saysSoWhenItTakesTheNearestVersion(String image, String version) {
        Images.Choice.Stand stand = stand(images.choose(image));

        assertThat(stand.interpreter()).isNotNull();
        assertThat(stand.interpreter().version()).hasToString(version);
        assertThat(stand.note()).contains(image.substring(7) + " is not installed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tensorflow/tensorflow:2.16",
                "team/python-tools:1",
                "mypython:3.11",
                "gcr.io/project/train@sha256:0123"
            })
    void refusesOtherImagesWithTheWaysOut(String image) {
        Images.Choice.None none = (Images.Choice.None) images.choose(image);

        assertThat(none.problem().code()).isEqualTo(ErrorCode.IMAGE_UNKNOWN);
        assertThat(none.problem().message()).contains("'" + image + "'");
        assertThat(none.problem().hint()).contains("python:", "folder:", "host");
    }

    @Test
    void lettersOfAMappingCountBeforeTheTable() {
        SequencedMap<String, ImageMapping> mappings = new LinkedHashMap<>();
        mappings.put("team/train", new ImageMapping.Python("3.12", List.of("numpy")));
        mappings.put("team/*:v1", new ImageMapping.Host());
        mappings.put("python:3.12", new ImageMapping.Folder(Path.of("/images/python")));
        Images mapped = images(mappings);

        assertThat(stand(mapped.choose("team/train:v7")).packages()).containsExactly("numpy");
        assertThat(stand(mapped.choose("team/train")).interpreter()).isNotNull();
        assertThat(stand(mapped.choose("team/other:v1")).interpreter()).isNull();
        assertThat(stand(mapped.choose("python:3.12")).root()).isEqualTo(Path.of("/images/python"));
        assertThat(stand(mapped.choose("python:3.11")).root()).isNull();
        assertThat(mapped.choose("team/other:v2")).isInstanceOf(Images.Choice.None.class);
        assertThat(mapped.choose("myteam/train")).isInstanceOf(Images.Choice.None.class);
    }

    @Test
    void givesImagesThatHaveABetterShellABetterShell() {
        assertThat(stand(images.choose("alpine:3")).shell()).isEqualTo(folder.resolve("bin/bash"));
        assertThat(stand(images.choose("fedora")).shell()).isEqualTo(folder.resolve("bin/bash"));
        assertThat(stand(images.choose("python:3.11-alpine")).shell()).isNotNull();
        assertThat(stand(images.choose("debian:12")).shell()).isNull();
        assertThat(stand(images.choose("python:3.11")).shell()).isNull();
    }

    private static Images.Choice.Stand stand(Images.Choice choice) {
        assertThat(choice).isInstanceOf(Images.Choice.Stand.class);
        return (Images.Choice.Stand) choice;
    }

    private Images images(SequencedMap<String, ImageMapping> mappings) {
        return new Images(
                mappings,
                Map.of("PATH", folder.resolve("bin").toString(), "HOME", folder.toString()));
    }

    /** A script that answers as an interpreter answers the probe. */
    private void pretend(String name, String version) throws IOException {
        Path program = folder.resolve(name);
        Files.createDirectories(program.resolveSibling("."));
        Files.writeString(
                program,
                """
                #!/bin/sh
                echo '{"executable": "%s", "version": "%s", "pip": true}'
                """
                        .formatted(program, version));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
