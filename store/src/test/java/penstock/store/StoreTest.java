package penstock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import penstock.control.port.Journal.AppendOutcome;
import penstock.control.port.Journal.LoadOutcome;
import penstock.control.port.StoreUnavailableException;
import penstock.engine.RunId;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;
import penstock.testkit.contract.ContractPlans;
import penstock.testkit.contract.RunScript;

class StoreTest {

    private static Problem refusal(Path path) {
        try (DataFolder folder = TestStore.folder(path)) {
            Store.Opening opening = Store.open(folder, TestStore.NOW);
            assertThat(opening).isInstanceOf(Store.Opening.Refused.class);
            return ((Store.Opening.Refused) opening).problem();
        }
    }

    private static void change(TestStore opened, String sql) {
        opened.store().writer().<Integer>call(session -> session.update(sql));
    }

    private static RunScript script(TestStore opened, String id) {
        return RunScript.of(
                opened.store().journal(), opened.store().epoch(), ContractPlans.chain(2), id);
    }

    @Test
    void whatWasCommittedIsThereAfterReopening(@TempDir Path path) {
        RunScript script;
        try (TestStore opened = TestStore.open(path)) {
            script = script(opened, "r");
            script.start();
        }
        try (TestStore opened = TestStore.open(path)) {
            RunScript again = script(opened, "r");

            assertThat(again.load()).isInstanceOf(LoadOutcome.Loaded.class);
            assertThat(opened.store().runReads().run(new RunId("r"))).isNotNull();
        }
    }

    @Test
    void everyOpeningBeginsAnEpochAndFencesTheWritersBefore(@TempDir Path path) {
        try (TestStore opened = TestStore.open(path)) {
            assertThat(opened.store().epoch()).isEqualTo(1);
        }
        try (TestStore opened = TestStore.open(path)) {
            assertThat(opened.store().epoch()).isEqualTo(2);
            RunScript old =
                    RunScript.of(opened.store().journal(), 1, ContractPlans.chain(1), "old");

            assertThat(old.start())
                    .isEqualTo(
                            new AppendOutcome.Fenced(
                                    "the data folder is at epoch 2, the writer at 1"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"with space", "question?mark=1&x", "hash#tag", "100%25", "späße 日本"})
    void aFolderMayHaveAnyName(String name, @TempDir Path parent) {
        Path path = parent.resolve(name);
        try (TestStore opened = TestStore.open(path)) {
            script(opened, "r").start();

            assertThat(opened.store().runReads().run(new RunId("r"))).isNotNull();
        }
        assertThat(path.resolve("penstock.db")).isNotEmptyFile();
    }

    @Test
    void aCleanEndLeavesOneFile(@TempDir Path path) {
        TestStore.open(path).close();

        assertThat(path.resolve("penstock.db")).exists();
        assertThat(path.resolve("penstock.db-wal")).doesNotExist();
        assertThat(path.resolve("lock")).doesNotExist();
    }

    @Test
    void aFolderOfANewerReleaseIsRefusedAndLeftAsItIs(@TempDir Path path) throws IOException {
        try (TestStore opened = TestStore.open(path)) {
            change(opened, "INSERT INTO schema_steps VALUES (99, '', 0)");
        }
        byte[] before = Files.readAllBytes(path.resolve("penstock.db"));

        assertThat(refusal(path).message())
                .contains("newer release")
                .contains("schema 99")
                .contains("knows up to " + Migrations.CURRENT);
        assertThat(refusal(path).code()).isEqualTo(ErrorCode.FAILED_PRECONDITION);
        assertThat(Files.readAllBytes(path.resolve("penstock.db"))).isEqualTo(before);
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedAndLeftAsItIs(@TempDir Path path) throws IOException {
        Path file = path.resolve("penstock.db");
        Files.writeString(file, "this is somebody's letter, not a database, and long enough");

        assertThat(refusal(path).message()).contains("damaged");
        assertThat(file).hasContent("this is somebody's letter, not a database, and long enough");
    }

    @Test
    void theReleaseInMessagesIsThatOfTheBuild() throws IOException {
        Path pom = Path.of(System.getProperty("penstock.root"), "store/pom.xml");

        assertThat(Files.readString(pom)).contains("<version>" + Release.VERSION + "</version>");
    }

    @Test
    void aJournalOfALaterReleaseIsSetAsideByName(@TempDir Path path) {
        try (TestStore opened = TestStore.open(path)) {
            RunScript strange = script(opened, "strange");
            strange.start();
            RunScript fine = script(opened, "fine");
            fine.start();
            change(
                    opened,
                    "UPDATE run_events SET type = 'TaskTeleported' WHERE sequence = 2 AND run_no ="
                            + " (SELECT run_no FROM runs WHERE run_id = 'strange')");

            assertThat(strange.load())
                    .isInstanceOfSatisfying(
                            LoadOutcome.Unreadable.class,
                            unreadable ->
                                    assertThat(unreadable.problem().message())
                                            .contains("run strange")
                                            .contains("Penstock " + Release.VERSION)
                                            .contains("unknown event type 'TaskTeleported'"));
            assertThat(fine.load()).isInstanceOf(LoadOutcome.Loaded.class);
        }
    }

    @Test
    void aPlanThatIsGoneIsUnreadableNotMissing(@TempDir Path path) {
        try (TestStore opened = TestStore.open(path)) {
            RunScript script = script(opened, "r");
            script.start();
            change(opened, "DELETE FROM blobs");

            assertThat(script.load()).isInstanceOf(LoadOutcome.Unreadable.class);
        }
    }

    @Test
    void aClosedStoreSaysSo(@TempDir Path path) {
        TestStore opened = TestStore.open(path);
        RunScript script = script(opened, "r");
        opened.close();

        assertThat(script.start())
                .isEqualTo(
                        new AppendOutcome.Unavailable(
                                Problem.of(ErrorCode.STORE_UNAVAILABLE, "the store is closed")));
        assertThat(script.load()).isInstanceOf(LoadOutcome.Unavailable.class);
        assertThatThrownBy(() -> opened.store().runReads().run(new RunId("r")))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessage("the store is closed");
        assertThatThrownBy(() -> opened.store().artifactNumbers().next())
                .isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void numbersOfArtifactsAreNeverGivenTwice(@TempDir Path path) {
        long last = 0;
        for (int i = 0; i < 3; i++) {
            try (TestStore opened = TestStore.open(path)) {
                for (int n = 0; n < Numbers.BLOCK + 10; n++) {
                    long next = opened.store().artifactNumbers().next();
                    assertThat(next).isGreaterThan(last);
                    last = next;
                }
            }
        }
    }
}
