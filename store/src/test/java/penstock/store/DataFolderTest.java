package penstock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.plan.Problem;
import penstock.store.DataFolder.Holder;
import penstock.store.DataFolder.Opening;

class DataFolderTest {

    private static Problem refusal(Path path) {
        Opening opening = DataFolder.open(path, TestStore.NOW, true);
        assertThat(opening).isInstanceOf(Opening.Refused.class);
        return ((Opening.Refused) opening).problem();
    }

    @Test
    void aNewFolderIsMadeForItsUserAlone(@TempDir Path parent) throws IOException {
        Path path = parent.resolve("some/data");
        try (TestStore opened = TestStore.open(path)) {
            assertThat(opened.folder().path()).isEqualTo(path.toRealPath());
            assertThat(permissions(path)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
            assertThat(permissions(path.resolve("penstock.db")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(permissions(path.resolve("penstock.db-wal")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    private static Set<PosixFilePermission> permissions(Path path) throws IOException {
        return Files.getPosixFilePermissions(path);
    }

    @Test
    void aFolderIsHeldByOneServer(@TempDir Path path) throws IOException {
        try (DataFolder folder = TestStore.folder(path)) {
            folder.publishUrl("http://localhost:8888");

            assertThat(refusal(path).message())
                    .contains("in use by the server with process " + ProcessHandle.current().pid())
                    .contains("http://localhost:8888");
            assertThat(DataFolder.holder(path))
                    .isEqualTo(
                            new Holder(
                                    ProcessHandle.current().pid(),
                                    TestStore.NOW,
                                    "http://localhost:8888"));
        }
        assertThat(DataFolder.holder(path)).isNull();
        TestStore.folder(path).close();
    }

    @Test
    void aFolderIsHeldUnderAllItsNames(@TempDir Path parent) throws IOException {
        Path path = parent.resolve("data");
        Path link = parent.resolve("link");
        try (DataFolder folder = TestStore.folder(path)) {
            Files.createSymbolicLink(link, folder.path());

            assertThat(refusal(link).message()).contains("in use");
            assertThat(refusal(parent.resolve("data/../data")).message()).contains("in use");
            assertThat(DataFolder.holder(link)).isNotNull();
        }
    }

    @Test
    void aServerWithoutUrlIsFoundToo(@TempDir Path path) {
        try (DataFolder folder = TestStore.folder(path)) {
            Holder holder = DataFolder.holder(folder.path());

            assertThat(holder).isNotNull();
            assertThat(holder.url()).isNull();
        }
    }

    @Test
    void nobodyHoldsAFolderThatIsNotThere(@TempDir Path path) {
        assertThat(DataFolder.holder(path)).isNull();
        assertThat(DataFolder.holder(path.resolve("nothing"))).isNull();
    }

    @Test
    void whatAKilledServerLeftIsNoHolder(@TempDir Path path) throws IOException {
        Files.writeString(path.resolve("lock"), "pid=1\nstarted_at=2026-03-01T10:00:00Z\n");
        Files.createFile(path.resolve(".lock"));

        assertThat(DataFolder.holder(path)).isNull();
        TestStore.folder(path).close();
    }

    @Test
    void anotherProcessIsKeptOutUntilItIsGone(@TempDir Path path) throws Exception {
        Process holder = Child.start(HoldFolder.class, path.toString());
        try {
            assertThat(holder.inputReader().readLine()).isEqualTo("held");

            assertThat(refusal(path).message())
                    .contains("in use by the server with process " + holder.pid());
            Holder found = DataFolder.holder(path);
            assertThat(found).isNotNull();
            assertThat(found.pid()).isEqualTo(holder.pid());
        } finally {
            holder.destroyForcibly();
            assertThat(holder.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(DataFolder.holder(path)).isNull();
        TestStore.folder(path).close();
    }

    /** Holds the folder given until it is killed. */
    static final class HoldFolder {

        private HoldFolder() {}

        public static void main(String[] args) throws IOException {
            try (DataFolder folder = TestStore.folder(Path.of(args[0]))) {
                folder.publishUrl("http://localhost:1");
                System.out.println("held");
                int end = System.in.read();
                assertThat(end).isNegative();
            }
        }
    }

    @Test
    void aFileInPlaceOfTheFolderIsRefused(@TempDir Path parent) throws IOException {
        Path file = Files.createFile(parent.resolve("file"));

        assertThat(refusal(file).message()).contains(file.toString()).contains("cannot be written");
        assertThat(refusal(file.resolve("below")).message()).contains("cannot be written");
    }

    @Test
    void aFolderThatCannotBeWrittenIsRefused() {
        Path path = Path.of("/proc/self");
        assumeThat(path).as("a folder that not even root can write").exists();

        assertThat(refusal(path).message()).contains("/proc/self").contains("cannot be written");
    }

    @Test
    void aFolderOfAnotherUserIsRefused(@TempDir Path parent) throws IOException {
        Path path = Files.createDirectory(parent.resolve("data"));
        assumeThat(giveAway(path)).as("only root can give a folder away").isTrue();

        assertThat(refusal(path).message()).contains("belongs to user").contains("runs as");
        assertThat(path).isEmptyDirectory();
    }

    @Test
    void aDatabaseOfAnotherUserIsRefused(@TempDir Path path) throws IOException {
        TestStore.open(path).close();
        assumeThat(giveAway(path.resolve("penstock.db"))).as("only root can").isTrue();

        assertThat(refusal(path).message()).contains("penstock.db").contains("belongs to user");
    }

    private static boolean giveAway(Path path) {
        try {
            Files.setAttribute(path, "unix:uid", 65_534);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aNetworkFileSystemIsKnownByItsType() {
        assertThat(DataFolder.isNetwork("nfs4")).isTrue();
        assertThat(DataFolder.isNetwork("CIFS")).isTrue();
        assertThat(DataFolder.isNetwork("fuse.sshfs")).isTrue();
        assertThat(DataFolder.isNetwork("ext4")).isFalse();
        assertThat(DataFolder.isNetwork("overlay")).isFalse();
        assertThat(DataFolder.isNetwork("tmpfs")).isFalse();
    }
}
