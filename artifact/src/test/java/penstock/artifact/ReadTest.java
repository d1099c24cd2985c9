package penstock.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static penstock.artifact.StoreFixture.URI;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import penstock.control.port.ArtifactStore.Entry;

class ReadTest {

    @TempDir private Path folder;
    private StoreFixture at;

    @BeforeEach
    void open() throws IOException {
        at = new StoreFixture(folder);
        at.file("data/sub/file", "inside");
        at.file("data/b", "b");
        at.file("data/a", "a");
        at.store.publish(URI, at.staging.resolve("data"));
        Files.writeString(at.root.resolve("minio/secret"), "secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../model/a",
                "sub/../a",
                "./a",
                "/a",
                "a/",
                "sub//file",
                "../../../../../secret",
                "/etc/passwd",
                "a\0",
                "\ud800",
                "sub",
                "",
                "absent",
                "a/below",
            })
    void opensOnlyFilesByTheirPlainPath(String relative) throws IOException {
        assertThat(at.store.open(URI, relative)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "minio://mlpipeline/absent",
                "minio://mlpipeline/../secret",
                "minio://b?/../../secret",
                "minio://.incoming/x",
                "oci://mlpipeline/v2",
                "file:///etc/passwd",
                "nonsense",
            })
    void findsNothingElsewhere(String uri) throws IOException {
        assertThat(at.store.stat(uri)).isNull();
        assertThat(at.store.open(uri, "")).isNull();
        assertThat(at.store.local(uri)).isNull();
        assertThat(at.store.list(uri, 10)).isEmpty();
    }

    @Test
    void followsNoLinkPlacedInTheStore() throws IOException {
        Files.createSymbolicLink(at.target().resolve("leak"), Path.of("/etc"));
        Files.createSymbolicLink(at.target().resolve("file"), at.root.resolve("minio/secret"));
        Files.createSymbolicLink(at.root.resolve("minio/other"), at.root.resolve("minio"));

        assertThat(at.store.open(URI, "leak/passwd")).isNull();
        assertThat(at.store.open(URI, "file")).isNull();
        assertThat(at.store.local("minio://other/secret")).isNull();
        assertThat(at.store.list(URI, 10)).extracting(Entry::path).doesNotContain("file", "leak");
        assertThatThrownBy(() -> at.store.stat(URI)).hasMessageContaining("is a link");
    }

    @Test
    void listsTheFirstFilesByPath() throws IOException {
        assertThat(at.store.list(URI, 2)).extracting(Entry::path).containsExactly("a", "b");
        assertThat(at.store.list(URI, 3))
                .extracting(Entry::path)
                .containsExactly("a", "b", "sub/file");
        assertThat(at.store.list(URI, 0)).isEmpty();
        assertThatThrownBy(() -> at.store.list(URI, -1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void remembersADigestUntilTheFileChanges() throws IOException {
        Path stored = at.target().resolve("a");
        FileTime time = Files.getLastModifiedTime(stored);
        var before = at.store.stat(URI);

        Files.writeString(stored, "X");
        Files.setLastModifiedTime(stored, time);
        assertThat(at.store.stat(URI)).as("not read again").isEqualTo(before);

        Files.setLastModifiedTime(stored, FileTime.fromMillis(time.toMillis() + 1000));
        assertThat(at.store.stat(URI)).isNotEqualTo(before);
        assertThat(new LocalArtifactStore(at.root).stat(URI)).isNotEqualTo(before);
    }

    @Test
    void acceptsARootThatIsALink() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), at.root);
        LocalArtifactStore linked = new LocalArtifactStore(link);

        assertThat(linked.stat(URI)).isEqualTo(at.store.stat(URI));
        assertThat(linked.publish("s3://b/k", at.file("k", "k"))).isNotNull();
    }
}
