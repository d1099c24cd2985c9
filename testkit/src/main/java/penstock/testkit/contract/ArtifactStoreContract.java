package penstock.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static penstock.testkit.contract.RunReadsContract.present;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import penstock.control.port.ArtifactStore;
import penstock.control.port.ArtifactStore.Entry;
import penstock.control.port.ArtifactStore.Stored;

/** What every {@link ArtifactStore} does. */
public abstract class ArtifactStoreContract {

    /** An address that nothing is stored at. */
    protected static final String URI = "minio://mlpipeline/v2/artifacts/p/run/task/model";

    /** SHA-256 of {@code hello}. */
    private static final String HELLO =
            "sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    @TempDir private @Nullable Path staging;

    /** The store under test, empty before each test. */
    protected abstract ArtifactStore store();

    /** Writes a file to be stored. */
    protected final Path file(String name, String content) throws IOException {
        Path file = staged(name);
        Files.createDirectories(present(file.getParent()));
        return Files.writeString(file, content);
    }

    /** A path among what is to be stored. */
    protected final Path staged(String name) {
        return present(staging).resolve(name);
    }

    /** What {@code in} holds, or null. */
    protected static @Nullable String text(@Nullable InputStream in) throws IOException {
        if (in == null) {
            return null;
        }
        try (in) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aFileIsStoredWithDigestAndSize() throws IOException {
        Stored stored = new Stored(HELLO, 5, false);

        assertThat(store().publish(URI, file("model", "hello"))).isEqualTo(stored);
        assertThat(store().stat(URI)).isEqualTo(stored);
        assertThat(text(store().open(URI, ""))).isEqualTo("hello");
        assertThat(store().list(URI, 10)).isEmpty();
    }

    @Test
    void everySchemeOfKfpIsStored() throws IOException {
        for (String uri : new String[] {"minio://b/k", "s3://b/k/l", "gs://b/k/l/m"}) {
            store().publish(uri, file("x", uri));

            assertThat(text(store().open(uri, ""))).isEqualTo(uri);
        }
    }

    @Test
    void aFolderIsStoredWithAllThatIsInIt() throws IOException {
        file("data/b.txt", "bb");
        file("data/a/z.txt", "z");
        file("data/a.txt", "a");
        Files.createDirectories(staged("data/empty"));
        Stored stored = present(store().publish(URI, staged("data")));

        assertThat(stored.folder()).isTrue();
        assertThat(stored.sizeBytes()).isEqualTo(4);
        assertThat(store().stat(URI)).isEqualTo(stored);
        assertThat(store().list(URI, 10))
                .containsExactly(
                        new Entry("a.txt", 1), new Entry("a/z.txt", 1), new Entry("b.txt", 2));
        assertThat(store().list(URI, 2)).hasSize(2);
        assertThat(text(store().open(URI, "a/z.txt"))).isEqualTo("z");
        assertThat(store().open(URI, "")).isNull();
        assertThat(store().open(URI, "a")).isNull();
        assertThat(store().open(URI, "nothing")).isNull();
        assertThat(store().open(URI, "a.txt/nothing")).isNull();
    }

    @Test
    void theDigestOfAFolderTellsNamesContentAndEmptyFoldersApart() throws IOException {
        file("one/a", "1");
        file("renamed/b", "1");
        file("changed/a", "2");
        file("more/a", "1");
        Files.createDirectories(staged("more/empty"));
        file("same/a", "1");

        assertThat(digest("one")).isEqualTo(digest("same"));
        assertThat(digest("one")).isNotEqualTo(digest("renamed"));
        assertThat(digest("one")).isNotEqualTo(digest("changed"));
        assertThat(digest("one")).isNotEqualTo(digest("more"));
    }

    private String digest(String name) throws IOException {
        return store().stat("minio://b/" + name) == null
                ? present(store().publish("minio://b/" + name, staged(name))).digest()
                : present(store().stat("minio://b/" + name)).digest();
    }

    @Test
    void whatIsNeitherStagedNorStoredIsNull() throws IOException {
        assertThat(store().publish(URI, staged("nothing"))).isNull();
        assertThat(store().stat(URI)).isNull();
        assertThat(store().open(URI, "")).isNull();
        assertThat(store().list(URI, 10)).isEmpty();
        assertThat(store().local(URI)).isNull();
    }

    @Test
    void publishingAgainFindsWhatIsThere() throws IOException {
        Stored stored = store().publish(URI, file("model", "hello"));
        Files.deleteIfExists(staged("model"));

        assertThat(store().publish(URI, staged("model"))).isEqualTo(stored);
        assertThat(store().publish(URI, file("model", "hello"))).isEqualTo(stored);
    }

    @Test
    void nothingIsReplaced() throws IOException {
        store().publish(URI, file("model", "hello"));

        assertThatThrownBy(() -> store().publish(URI, file("model", "other")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(URI);
        assertThat(text(store().open(URI, ""))).isEqualTo("hello");
    }

    @Test
    void partsOfALargeFileAreReadFromTheirPlace() throws IOException {
        Path large = staged("large");
        try (var channel =
                FileChannel.open(large, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap("end".getBytes(StandardCharsets.UTF_8)), 20_000_000);
        }
        store().publish(URI, large);

        try (InputStream in = present(store().open(URI, ""))) {
            in.skipNBytes(20_000_000);
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("end");
        }
    }

    @Test
    void aLinkToAFileInsideIsStoredAsThatFile() throws IOException {
        file("data/real.txt", "real");
        Files.createSymbolicLink(staged("data/link.txt"), Path.of("real.txt"));
        store().publish(URI, staged("data"));

        assertThat(text(store().open(URI, "link.txt"))).isEqualTo("real");
        assertThat(store().list(URI, 10))
                .containsExactly(new Entry("link.txt", 4), new Entry("real.txt", 4));
    }

    @Test
    void aLinkThatLeadsOutIsRefusedByName() throws IOException {
        Path secret = file("secret", "secret");
        file("data/a", "a");
        Files.createSymbolicLink(staged("data/out"), secret);

        assertThatThrownBy(() -> store().publish(URI, staged("data")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("out");
        assertThat(store().stat(URI)).isNull();
    }

    @Test
    void aLinkInPlaceOfTheOutputIsRefused() throws IOException {
        Files.createSymbolicLink(staged("model"), file("secret", "secret"));

        assertThatThrownBy(() -> store().publish(URI, staged("model")))
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "model",
                "/etc/passwd",
                "file:///etc/passwd",
                "http://example.org/x",
                "minio://",
                "minio://bucket",
                "minio://bucket/",
                "minio://../../etc/passwd",
                "minio://bucket/../../../etc/passwd",
                "minio://bucket/a/./b",
                "minio://bucket/a//b",
                "minio://bucket/a\u0000b",
                "MINIO://bucket/a",
                "minio:/bucket/a"
            })
    void addressesThatAreNotOursAreRefused(String uri) throws IOException {
        Path staged = file("model", "hello");

        assertThatThrownBy(() -> store().publish(uri, staged)).isInstanceOf(IOException.class);
        assertThat(store().stat(uri)).isNull();
        assertThat(store().open(uri, "")).isNull();
        assertThat(store().list(uri, 10)).isEmpty();
        assertThat(store().local(uri)).isNull();
    }

    @Test
    void addressesHaveALengthLimit() throws IOException {
        Path staged = file("model", "hello");

        assertThatThrownBy(() -> store().publish("minio://b/" + "x".repeat(300), staged))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> store().publish("minio://b/" + "x/".repeat(9_000), staged))
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../other", "a/../../x", "/etc/passwd", "a//b", "a\u0000", "."})
    void pathsInsideAFolderDoNotLeaveIt(String relative) throws IOException {
        file("data/a/b", "b");
        store().publish(URI, staged("data"));
        store().publish("minio://mlpipeline/v2/artifacts/p/run/task/other", file("o", "other"));

        assertThat(store().open(URI, relative)).isNull();
    }

    @Test
    void namesOfFilesCanBeOdd() throws IOException {
        file("data/späße 日本 %2e%2e ?#&.txt", "odd");
        store().publish(URI, staged("data"));

        assertThat(text(store().open(URI, "späße 日本 %2e%2e ?#&.txt"))).isEqualTo("odd");
    }
}
