package penstock.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static penstock.artifact.StoreFixture.URI;
import static penstock.artifact.StoreFixture.sha256;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.control.port.ArtifactStore.Stored;

/** Each test prepares what a crash between two steps would leave, then publishes again. */
class CrashTest {

    @TempDir private Path folder;
    private StoreFixture at;

    @BeforeEach
    void open() throws IOException {
        at = new StoreFixture(folder);
    }

    @Test
    void afterTheRenameFindsWhatIsThere() throws IOException {
        Path staged = at.file("model", "weights");
        Stored first = at.store.publish(URI, staged);

        LocalArtifactStore restarted = new LocalArtifactStore(at.root);

        assertThat(restarted.publish(URI, staged)).isEqualTo(first);
        assertThat(at.text(URI, "")).isEqualTo("weights");
    }

    @Test
    void beforeTheRenameStartsAgain() throws IOException {
        Files.createDirectories(at.target().getParent());

        assertThat(at.store.publish(URI, at.file("model", "weights")))
                .isEqualTo(StoreFixture.file("weights"));
    }

    @Test
    void duringTheCopyReplacesItsHalf() throws IOException {
        at.file("data/file", "whole");
        Files.createSymbolicLink(at.staging.resolve("data/link"), Path.of("file"));
        Path half = at.root.resolve(".incoming").resolve(sha256(URI));
        Files.createDirectories(half.resolve("stale"));
        Files.writeString(half.resolve("file"), "ha");

        at.store.publish(URI, at.staging.resolve("data"));

        assertThat(at.text(URI, "file")).isEqualTo("whole");
        assertThat(at.text(URI, "link")).isEqualTo("whole");
        assertThat(at.target().resolve("stale")).doesNotExist();
        assertThat(half).doesNotExist();
    }

    @Test
    void afterTheCopyDropsWhatIsStaged() throws IOException {
        at.file("data/file", "whole");
        Stored first = at.store.publish(URI, at.staging.resolve("data"));
        at.file("data/file", "whole");

        assertThat(at.store.publish(URI, at.staging.resolve("data"))).isEqualTo(first);
        assertThat(at.staging).isEmptyDirectory();
    }

    @Test
    void whileDroppingWhatWasStagedIsDone() throws IOException {
        at.file("data/one", "1");
        Stored first = at.store.publish(URI, at.staging.resolve("data"));
        at.file(".published-" + sha256(URI) + "/one", "1");

        assertThat(at.store.publish(URI, at.staging.resolve("data"))).isEqualTo(first);
    }

    @Test
    void concurrentPublishesOfTheSameContentAllSucceed() throws Exception {
        List<@Nullable Stored> stored = publishAtOnce(List.of("same", "same", "same", "same"));

        assertThat(stored).containsOnly(StoreFixture.file("same"));
    }

    @Test
    void ofConcurrentPublishesOfOtherContentOneWins() throws Exception {
        List<@Nullable Stored> stored = publishAtOnce(List.of("one", "two", "six", "ten"));

        assertThat(stored)
                .filteredOn(one -> one != null)
                .hasSize(1)
                .containsOnly(at.store.stat(URI));
    }

    @Test
    void publishesBelowTheSameNewFoldersAtOnce() throws Exception {
        List<Path> staged = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            staged.add(at.file("file" + i, "text" + i));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 16; i++) {
                int number = i;
                var _ =
                        threads.submit(() ->
                                at.store.publish("s3://b/deep/new/" + number, staged.get(number)));
            }
        }

        assertThat(at.store.list("s3://b/deep", 100)).hasSize(16);
    }

    /** Null stands for a refusal. */
    private List<@Nullable Stored> publishAtOnce(List<String> texts) throws Exception {
        CyclicBarrier start = new CyclicBarrier(texts.size());
        List<Future<@Nullable Stored>> pending = new ArrayList<>();
        List<@Nullable Stored> stored = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < texts.size(); i++) {
                Path staged = at.file("staged" + i, texts.get(i));
                pending.add(
                        threads.submit(() -> {
                            start.await(10, TimeUnit.SECONDS);
                            return at.store.publish(URI, staged);
                        }));
            }
            for (Future<@Nullable Stored> one : pending) {
                try {
                    stored.add(one.get());
                } catch (ExecutionException refused) {
                    assertThatThrownBy(one::get).hasMessageContaining("written once");
                    stored.add(null);
                }
            }
        }
        return stored;
    }
}
