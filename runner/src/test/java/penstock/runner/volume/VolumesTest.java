package penstock.runner.volume;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.engine.RunId;

class VolumesTest {

    @TempDir Path folder;

    private Volumes volumes;

    @BeforeEach
    void open() {
        volumes = new Volumes(folder.resolve("volumes"));
    }

    @Test
    void makesAVolumeOnceForEachMaker() throws IOException {
        assertThat(make("data", "one")).isTrue();
        assertThat(make("data", "one")).as("again after a crash").isTrue();
        assertThat(make("data", "two")).isFalse();
        assertThat(make("data", "")).as("a first use that came second").isTrue();
        assertThat(volumes.list())
                .singleElement()
                .satisfies(volume -> assertThat(volume.maker()).isEqualTo("one"));
    }

    @Test
    void removesAVolumeOnceForEachRemover() throws IOException {
        make("data", "one");
        Files.writeString(folder.resolve("volumes/data/data/file"), "x");

        assertThat(volumes.remove("data", "r1")).isTrue();
        assertThat(volumes.remove("data", "r1")).as("again after a crash").isTrue();
        assertThat(volumes.remove("data", "r2")).isFalse();
        volumes.forget("r1");
        assertThat(volumes.remove("data", "r1")).isFalse();
        assertThat(volumes.find("data")).isNull();
        assertThat(volumes.list()).isEmpty();
    }

    @Test
    void countsWhatIsInAVolume() throws IOException {
        make("data", "");
        Files.writeString(folder.resolve("volumes/data/data/file"), "12345");

        assertThat(volumes.list()).singleElement().matches(volume -> volume.bytes() == 5);
    }

    @Test
    void removesTheWorkspaceOfOneRunAlone() throws IOException {
        Workspaces workspaces = new Workspaces(folder.resolve("workspaces"));
        Path kept = workspaces.of(new RunId("kept"));
        Path gone = workspaces.of(new RunId("gone"));
        Files.writeString(gone.resolve("file"), "x");

        workspaces.remove(new RunId("gone"));
        workspaces.remove(new RunId("unknown"));
        workspaces.remove(new RunId("../workspaces/kept"));

        assertThat(kept).exists();
        assertThat(gone).doesNotExist();
    }

    @Test
    void findsPlacesInAWorkspaceAsSdksDo() {
        assertThat(Workspaces.inside("minio://b/k/x")).isEqualTo(".artifacts/minio/b/k/x");
        assertThat(Workspaces.inside("gs://b/k")).isEqualTo(".artifacts/gcs/b/k");
        assertThat(Workspaces.inside("https://h/x")).isEqualTo(".artifacts/https:/h/x");
        assertThat(Workspaces.inside("/home/a.csv")).isEqualTo(".artifacts/home/a.csv");
        assertThat(Workspaces.inside("minio://b/../../x")).isNull();
    }

    @Test
    void readsQuantities() {
        assertThat(Quantity.bytes("512Mi")).isEqualTo(OptionalLong.of(512L << 20));
        assertThat(Quantity.bytes("1.5k")).isEqualTo(OptionalLong.of(1_500));
        assertThat(Quantity.bytes("1e3")).isEqualTo(OptionalLong.of(1_000));
        assertThat(Quantity.bytes("2E")).isEqualTo(OptionalLong.of(2_000_000_000_000_000_000L));
        for (String text : List.of("", "5 Gi", "-1", "Gi", "1Zi", "1e", "NaN")) {
            assertThat(Quantity.bytes(text)).as(text).isEmpty();
        }
    }

    private boolean make(String name, String maker) throws IOException {
        return volumes.make(new Volumes.Making(name, maker, "run", "1Gi"), Instant.EPOCH);
    }
}
