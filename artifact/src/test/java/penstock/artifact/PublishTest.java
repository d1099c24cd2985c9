package penstock.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static penstock.artifact.StoreFixture.URI;
import static penstock.artifact.StoreFixture.sha256;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import penstock.control.port.ArtifactStore.Entry;
import penstock.control.port.ArtifactStore.Stored;

class PublishTest {

    @TempDir private Path folder;
    private StoreFixture at;

    @BeforeEach
    void open() throws IOException {
        at = new StoreFixture(folder);
    }

    @Test
    void movesAFileToItsAddress() throws IOException {
        Path staged = at.file("model", "weights");

        Stored stored = at.store.publish(URI, staged);

        assertThat(stored).isEqualTo(StoreFixture.file("weights"));
        assertThat(at.store.stat(URI)).isEqualTo(stored);
        assertThat(at.text(URI, "")).isEqualTo("weights");
        assertThat(at.store.local(URI)).isEqualTo(at.target());
        assertThat(at.store.list(URI, 10)).isEmpty();
        assertThat(staged).doesNotExist();
    }

    @Test
    void movesANestedFolderWithItsEmptyFolders() throws IOException {
        at.file("data/b/deep.txt", "deep");
        at.file("data/a.txt", "a");
        Files.createDirectories(at.staging.resolve("data/empty"));

        Stored stored = at.store.publish(URI, at.staging.resolve("data"));

        String lines =
                "a.txt\0%s\nb/\0\nb/deep.txt\0%s\nempty/\0\n"
                        .formatted(sha256("a"), sha256("deep"));
        assertThat(stored).isEqualTo(new Stored("sha256:" + sha256(lines), 5, true));
        assertThat(at.store.stat(URI)).isEqualTo(stored);
        assertThat(at.store.list(URI, 10))
                .containsExactly(new Entry("a.txt", 1), new Entry("b/deep.txt", 4));
        assertThat(at.text(URI, "b/deep.txt")).isEqualTo("deep");
        assertThat(at.target().resolve("empty")).isEmptyDirectory();
    }

    @Test
    void keepsAnEmptyFileAndAnEmptyFolder() throws IOException {
        Path empty = Files.createDirectory(at.staging.resolve("empty"));

        assertThat(at.store.publish("s3://b/file", at.file("nothing", "")))
                .isEqualTo(StoreFixture.file(""));
        assertThat(at.store.publish("gs://b/folder", empty))
                .isEqualTo(new Stored("sha256:" + sha256(""), 0, true));
        assertThat(at.store.list("gs://b/folder", 10)).isEmpty();
    }

    @Test
    void digestsManyAndLargeFilesAsFewAndSmallOnes() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 100; i < 150; i++) {
            String text = Integer.toString(i).repeat(i * 100);
            at.file("many/" + i, text);
            lines.append(i).append('\0').append(sha256(text)).append('\n');
        }
        String large = "0123456789abcdef".repeat(100_000);

        Stored many = at.store.publish("s3://b/many", at.staging.resolve("many"));

        assertThat(many).extracting(Stored::digest).isEqualTo("sha256:" + sha256(lines.toString()));
        assertThat(at.store.publish(URI, at.file("large", large)))
                .isEqualTo(StoreFixture.file(large));
    }

    @Test
    void tellsFoldersApartByNamesContentAndEmptyFolders() throws IOException {
        at.file("one/ab", "c");
        at.file("two/a", "bc");
        at.file("three/ab", "c");
        Files.createDirectories(at.staging.resolve("three/x"));

        assertThat(
                        Stream.of("one", "two", "three")
                                .map(name -> publishQuietly("s3://b/" + name, name).digest()))
                .doesNotHaveDuplicates();
    }

    @Test
    void keepsContentPrivateButExecutable() throws IOException {
        Files.setPosixFilePermissions(
                at.file("data/run.sh", "#!"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(
                at.file("data/open.txt", "x"), PosixFilePermissions.fromString("rw-rw-rw-"));

        at.store.publish(URI, at.staging.resolve("data"));

        assertThat(permissions(at.target().resolve("run.sh"))).isEqualTo("rwx------");
        assertThat(permissions(at.target().resolve("open.txt"))).isEqualTo("rw-------");
        Path path = at.root;
        for (Path segment : at.root.relativize(at.target())) {
            path = path.resolve(segment);
            assertThat(permissions(path)).as(path.toString()).isEqualTo("rwx------");
        }
    }

    @Test
    void findsNothingStagedAndNothingStored() throws IOException {
        assertThat(at.store.publish(URI, at.staging.resolve("absent"))).isNull();
        assertThat(at.root).doesNotExist();
    }

    @Test
    void neverReplacesOtherContent() throws IOException {
        at.store.publish(URI, at.file("first", "first"));
        Path second = at.file("second", "second");

        assertThatThrownBy(() -> at.store.publish(URI, second))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(URI)
                .hasMessageContaining("written once");
        assertThat(at.text(URI, "")).isEqualTo("first");
        assertThat(second).hasContent("second");
    }

    @Test
    void refusesToStoreBelowAFile() throws IOException {
        at.store.publish(URI, at.file("first", "first"));
        Path second = at.file("second", "second");

        assertThatThrownBy(() -> at.store.publish(URI + "/below", second))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nothing can be stored below a file");
        assertThat(second).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"oci://registry/model", "minio://b/../../x", "file:///etc/passwd"})
    void refusesAddressesThatAreNotItsOwn(String uri) throws IOException {
        Path staged = at.file("model", "weights");

        assertThatThrownBy(() -> at.store.publish(uri, staged))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(uri);
        assertThat(staged).exists();
        assertThat(at.root).doesNotExist();
    }

    private Stored publishQuietly(String uri, String name) {
        try {
            return Objects.requireNonNull(at.store.publish(uri, at.staging.resolve(name)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
