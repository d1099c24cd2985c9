package penstock.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.control.port.ArtifactStore;
import penstock.control.port.ArtifactStore.Stored;
import penstock.testkit.contract.ArtifactStoreContract;

class LocalArtifactStoreTest extends ArtifactStoreContract {

    @TempDir private @Nullable Path folder;
    private @Nullable LocalArtifactStore opened;

    @BeforeEach
    void open() throws IOException {
        opened = LocalArtifactStore.open(root());
    }

    private Path root() {
        if (folder == null) {
            throw new IllegalStateException("no folder");
        }
        return folder.resolve("artifacts");
    }

    @Override
    protected ArtifactStore store() {
        if (opened == null) {
            throw new UncheckedIOException(new IOException("not open"));
        }
        return opened;
    }

    @Test
    void anAddressIsAPathOfThisMachine() throws IOException {
        store().publish("s3://bucket/a/b", file("x", "hello"));

        assertThat(store().local("s3://bucket/a/b"))
                .isEqualTo(root().toRealPath().resolve("s3/bucket/a/b"));
        assertThat(store().local("s3://bucket/a")).isNotNull();
    }

    @Test
    void whatWasMovedIsGoneFromWhereItWas() throws IOException {
        store().publish(URI, file("model", "hello"));

        assertThat(staged("model")).doesNotExist();
    }

    @Test
    void aCrashBetweenMoveAndReportLosesNothing() throws IOException {
        Stored stored = store().publish(URI, file("model", "hello"));
        opened = LocalArtifactStore.open(root());

        assertThat(store().publish(URI, staged("model"))).isEqualTo(stored);
    }

    @Test
    void whatACrashLeftHalfCopiedIsRemovedAtTheNextStart() throws IOException {
        Path half = root().resolve(".incoming/half/deep");
        Files.createDirectories(half);
        Files.writeString(half.resolve("part"), "hel");
        opened = LocalArtifactStore.open(root());

        try (Stream<Path> left = Files.list(root().resolve(".incoming"))) {
            assertThat(left).isEmpty();
        }
        assertThat(store().publish(URI, file("model", "hello"))).isNotNull();
    }

    @Test
    void aFileWhereAFolderIsNeededIsSaid() throws IOException {
        store().publish("minio://b/a", file("x", "hello"));

        assertThatThrownBy(() -> store().publish("minio://b/a/c", file("y", "hello")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("in the way");
    }

    @Test
    void aLinkInsideTheStoreIsNotFollowed() throws IOException {
        Path secret = Files.createDirectories(root().resolveSibling("secret"));
        Files.writeString(secret.resolve("key"), "secret");
        store().publish("minio://b/a", file("x", "hello"));
        Files.createSymbolicLink(root().resolve("minio/b/out"), secret);
        Files.createSymbolicLink(root().resolve("minio/b/key"), secret.resolve("key"));

        for (String uri : new String[] {"minio://b/out/key", "minio://b/key", "minio://b/out"}) {
            assertThat(store().open(uri, "")).isNull();
            assertThat(store().open(uri, "key")).isNull();
            assertThat(store().stat(uri)).isNull();
            assertThat(store().local(uri)).isNull();
            assertThat(store().list(uri, 10)).isEmpty();
        }
        assertThatThrownBy(() -> store().publish("minio://b/out/new", file("y", "hello")))
                .isInstanceOf(IOException.class);
        assertThat(secret.resolve("new")).doesNotExist();
    }

    @Test
    void contentOfAnotherFileSystemIsCopied() throws IOException {
        Path memory = Path.of("/dev/shm");
        assumeThat(Files.isWritable(memory)).as("a second file system").isTrue();
        FileStore other = Files.getFileStore(memory);
        assumeThat(other).isNotEqualTo(Files.getFileStore(root()));
        Path staged = Files.createTempDirectory(memory, "penstock-test-");
        Files.writeString(staged.resolve("a"), "hello");
        try {
            store().publish(URI, staged);
        } finally {
            Staged.delete(staged);
        }

        assertThat(text(store().open(URI, "a"))).isEqualTo("hello");
    }

    @Test
    void aChangedFileIsDigestedAnew() throws IOException {
        store().publish(URI, file("model", "hello"));
        Path path = store().local(URI);
        assertThat(path).isNotNull();
        Stored before = store().stat(URI);
        Files.writeString(path, "jello!");

        assertThat(store().stat(URI)).isNotEqualTo(before);
    }

    @Test
    void aLinkToAFolderAndALinkToNothingAreRefused() throws IOException {
        file("data/sub/a", "a");
        Files.createSymbolicLink(staged("data/loop"), Path.of("."));
        assertThatThrownBy(() -> store().publish(URI, staged("data")))
                .hasMessageContaining("loop")
                .hasMessageContaining("not a file");
        Files.delete(staged("data/loop"));
        Files.createSymbolicLink(staged("data/lost"), Path.of("nowhere"));

        assertThatThrownBy(() -> store().publish(URI, staged("data")))
                .hasMessageContaining("lost")
                .hasMessageContaining("link to nothing");
        assertThat(Files.exists(root().resolve("minio"), LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    @Test
    void aPipeIsRefused() throws IOException, InterruptedException {
        Files.createDirectories(staged("data"));
        Process mkfifo =
                new ProcessBuilder("mkfifo", staged("data/pipe").toString()).inheritIO().start();
        assumeThat(mkfifo.waitFor()).as("mkfifo").isZero();

        assertThatThrownBy(() -> store().publish(URI, staged("data")))
                .hasMessageContaining("pipe")
                .hasMessageContaining("neither a file nor a folder");
    }
}
