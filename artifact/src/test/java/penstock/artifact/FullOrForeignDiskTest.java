package penstock.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static penstock.artifact.StoreFixture.URI;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store on a small file system of its own: other than that of the staged content, and full. */
class FullOrForeignDiskTest {

    @TempDir private Path folder;
    private Path mount;
    private Path staging;
    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        mount = Files.createDirectory(folder.resolve("disk"));
        staging = Files.createDirectory(folder.resolve("staging"));
        mounted = run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", mount.toString());
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(run("umount", mount.toString())).isTrue();
        }
    }

    @Test
    void copiesFromAnotherFileSystem() throws IOException {
        assumeMounted();
        StoreFixture at = new StoreFixture(mount.resolve("store"), staging);
        Path script = at.file("data/bin/run", "#!");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectories(staging.resolve("data/empty"));

        var stored = at.store.publish(URI, staging.resolve("data"));

        assertThat(at.store.stat(URI)).isEqualTo(stored);
        assertThat(at.text(URI, "bin/run")).isEqualTo("#!");
        assertThat(at.target().resolve("empty")).isEmptyDirectory();
        assertThat(Files.getPosixFilePermissions(at.target().resolve("bin/run")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(staging).isEmptyDirectory();
    }

    @Test
    void aFullDiskLeavesWhatIsStagedAndNoHalves() throws IOException {
        assumeMounted();
        StoreFixture at = new StoreFixture(mount.resolve("store"), staging);
        Path large = at.file("large", "x".repeat(2 << 20));

        assertThatThrownBy(() -> at.store.publish(URI, large))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(URI)
                .hasMessageContaining("No space left");
        assertThat(large).hasSize(2 << 20);
        assertThat(at.target()).doesNotExist();
        assertThat(at.root.resolve(".incoming")).isEmptyDirectory();
        assertThat(at.store.publish(URI, at.file("small", "small"))).isNotNull();
    }

    @Test
    void aReadOnlyDiskIsAnError() throws Exception {
        assumeMounted();
        Assumptions.assumeTrue(
                run("mount", "-o", "remount,ro", mount.toString()), "cannot remount read-only");
        StoreFixture at = new StoreFixture(mount.resolve("store"), staging);
        Path staged = at.file("model", "weights");

        assertThatThrownBy(() -> at.store.publish(URI, staged))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(URI)
                .hasMessageContaining("see to the file system");
        assertThat(staged).hasContent("weights");
    }

    @Test
    void aRootWithoutRightsIsAnError() throws IOException {
        Path root = Files.createDirectory(folder.resolve("closed"));
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("r-x------"));
        Assumptions.assumeFalse(Files.isWritable(root), "this user may write everywhere");
        StoreFixture at = new StoreFixture(root, staging);
        Path staged = at.file("model", "weights");

        assertThatThrownBy(() -> at.store.publish(URI, staged))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("access denied");
        assertThat(staged).hasContent("weights");
    }

    private void assumeMounted() {
        Assumptions.assumeTrue(mounted, "only root can mount a small disk");
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }
}
