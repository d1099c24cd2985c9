package penstock.artifact;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static penstock.artifact.StoreFixture.URI;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedLinksTest {

    @TempDir private Path folder;
    private StoreFixture at;
    private Path data;

    @BeforeEach
    void open() throws IOException {
        at = new StoreFixture(folder);
        data = at.staging.resolve("data");
        at.file("data/blobs/one", "content");
    }

    @Test
    void copiesALinkToAFileOfTheSameArtifact() throws IOException {
        Files.createSymbolicLink(data.resolve("latest"), Path.of("blobs/one"));
        Files.createSymbolicLink(data.resolve("absolute"), data.resolve("latest"));

        at.store.publish(URI, data);

        assertThat(at.text(URI, "latest")).isEqualTo("content");
        assertThat(at.text(URI, "absolute")).isEqualTo("content");
        assertThat(Files.isRegularFile(at.target().resolve("latest"), NOFOLLOW_LINKS)).isTrue();
        assertThat(data).doesNotExist();
        assertThat(at.staging).isEmptyDirectory();
        assertThat(at.root.resolve(".incoming")).isEmptyDirectory();
    }

    @Test
    void leavesTheOtherNamesOfAFileAlone() throws IOException {
        Path original = at.file("cache", "shared");
        Files.createLink(data.resolve("hard"), original);

        at.store.publish(URI, data);
        Files.writeString(original, "changed");

        assertThat(at.text(URI, "hard")).isEqualTo("shared");
    }

    @Test
    void refusesALinkThatLeadsOut() throws IOException {
        Path secret = at.file("secret", "secret");
        Files.createSymbolicLink(data.resolve("leak"), secret);

        assertRefused("leak", "leads out");
    }

    @Test
    void refusesALinkToAFolderEvenInside() throws IOException {
        Files.createSymbolicLink(data.resolve("again"), Path.of("blobs"));

        assertRefused("again", "other than a file");
    }

    @Test
    void refusesALinkToNowhereAndALoop() throws IOException {
        Files.createSymbolicLink(data.resolve("loop"), Path.of("loop"));

        assertRefused("loop", "leads nowhere");

        Files.delete(data.resolve("loop"));
        Files.createSymbolicLink(data.resolve("lost"), Path.of("absent"));

        assertRefused("lost", "leads nowhere");
    }

    @Test
    void refusesAnArtifactThatIsALink() throws IOException {
        Path link = Files.createSymbolicLink(at.staging.resolve("link"), data);

        assertThatThrownBy(() -> at.store.publish(URI, link))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the artifact itself is a link");
    }

    @Test
    void refusesASpecialFileWithoutOpeningIt() throws Exception {
        Path pipe = data.resolve("pipe");
        boolean made;
        try {
            made = new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0;
        } catch (IOException noSuchProgram) {
            made = false;
        }
        Assumptions.assumeTrue(made, "mkfifo is not on this machine");

        assertRefused("pipe", "special file");
    }

    private void assertRefused(String path, String fault) {
        assertThatThrownBy(() -> at.store.publish(URI, data))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("'" + path + "'")
                .hasMessageContaining(fault)
                .hasMessageContaining("; write ");
        assertThat(at.target()).doesNotExist();
        assertThat(data.resolve("blobs/one")).hasContent("content");
    }
}
