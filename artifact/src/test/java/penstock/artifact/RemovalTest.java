package penstock.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.control.port.ArtifactRemoval.Removal;

/** Bytes go at once and as a whole, and not while somebody may be about to refer to them. */
class RemovalTest {

    private static final String MODEL = "minio://b/p/run/task/model";

    @TempDir private Path folder;

    private Instant now = Instant.parse("2026-03-01T10:00:00Z");
    private LocalArtifactStore store = new LocalArtifactStore(Path.of("none"));

    @BeforeEach
    void open() {
        InstantSource clock = () -> now;
        store = new LocalArtifactStore(folder.resolve("artifacts"), clock);
    }

    private void publish(String uri, String text) throws IOException {
        Path staged = Files.writeString(Files.createTempFile(folder, "staged", ""), text);
        assertThat(store.publish(uri, staged)).isNotNull();
    }

    private void publishFolder(String uri) throws IOException {
        Path staged = Files.createTempDirectory(folder, "staged");
        Files.writeString(staged.resolve("part"), "1");
        Files.writeString(Files.createDirectory(staged.resolve("in")).resolve("part"), "2");
        assertThat(store.publish(uri, staged)).isNotNull();
    }

    private void letAnHourPass() {
        now = now.plus(Duration.ofHours(1));
    }

    @Test
    void filesAndFoldersGoWithTheFoldersThatTheyLeaveEmpty() throws IOException {
        publish(MODEL, "model");
        publishFolder("minio://b/p/run/task/data");
        publish("minio://b/p/other/x", "x");
        letAnHourPass();

        assertThat(store.remove(MODEL)).isEqualTo(Removal.GONE);
        assertThat(store.remove("minio://b/p/run/task/data")).isEqualTo(Removal.GONE);

        assertThat(store.stat(MODEL)).isNull();
        assertThat(folder.resolve("artifacts/minio/b/p/run")).doesNotExist();
        assertThat(store.stat("minio://b/p/other/x")).isNotNull();
    }

    @Test
    void whatIsNotThereOrNotOursIsGone() throws IOException {
        assertThat(store.remove(MODEL)).isEqualTo(Removal.GONE);
        assertThat(store.remove("https://example.org/x")).isEqualTo(Removal.GONE);
        assertThat(store.remove("not an address")).isEqualTo(Removal.GONE);
    }

    @Test
    void whatSomebodyLookedAtLatelyStays() throws IOException {
        publish(MODEL, "model");
        assertThat(store.remove(MODEL)).as("just published").isEqualTo(Removal.IN_USE);
        letAnHourPass();
        assertThat(store.stat(MODEL)).isNotNull();
        assertThat(store.remove(MODEL)).isEqualTo(Removal.IN_USE);
        letAnHourPass();
        assertThat(store.remove(MODEL)).isEqualTo(Removal.GONE);
    }

    @Test
    void aLookAtSomethingInsideOrAroundCountsToo() throws IOException {
        publishFolder(MODEL);
        letAnHourPass();
        assertThat(store.stat(MODEL + "/in/part")).isNotNull();
        assertThat(store.remove(MODEL)).isEqualTo(Removal.IN_USE);
        letAnHourPass();
        assertThat(store.stat("minio://b/p")).isNotNull();
        assertThat(store.remove(MODEL)).isEqualTo(Removal.IN_USE);
        assertThat(store.stat("minio://b/p/run/other")).isNull();
        letAnHourPass();
        assertThat(store.stat("minio://b/p/run/task/neighbour")).isNull();
        assertThat(store.remove(MODEL)).isEqualTo(Removal.GONE);
    }

    @Test
    void anAddressCanBePublishedToAfterwards() throws IOException {
        publish(MODEL, "model");
        letAnHourPass();
        assertThat(store.remove(MODEL)).isEqualTo(Removal.GONE);
        publish(MODEL, "another");
        assertThat(store.stat(MODEL)).isNotNull().matches(stored -> stored.sizeBytes() == 7);
    }

    @Test
    void whatACrashLeftIsCleared() throws IOException {
        Path left = folder.resolve("artifacts/.removed/7");
        Files.createDirectories(left.getParent());
        Files.writeString(left, "x");
        store.clearRemoved();
        assertThat(left).doesNotExist();
    }
}
