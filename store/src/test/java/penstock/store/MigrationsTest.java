package penstock.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import penstock.engine.RunId;
import penstock.plan.Problem;
import penstock.testkit.contract.ContractPlans;
import penstock.testkit.contract.RunScript;

/** Released steps stay as they are, and a database is copied before it is changed. */
class MigrationsTest {

    /** Somebody's database was made with these: a change belongs in a new step. */
    @ParameterizedTest
    @CsvSource({
        "1-first.sql, be09b6b0b9551ecda33f6b81ddfb261649d477809683891f2469e8476f0aa55e",
        "2-keepers.sql, 6d917955b348b40e5b362a0efda5fa4e7ab780b2551cbe1d84fba8e7c9ede259",
        "3-loops.sql, d6bad76f36c83e62f88e6d2ff55820662dcf92afd02fcd208f3ce1ddb0ee917e",
        "4-metrics.sql, 5fdb6e628b451f21343b3e9edfecfdf6cf629e1ae080f4f44d33bcc0557b4224",
        "5-cache.sql, 02ea9dbf21107cfb50b6ccb37ee7705ef901fed48e97a2e762c76f872c8b2ead"
    })
    void aReleasedStepNeverChanges(String step, String digest) throws IOException {
        try (InputStream in = Migrations.class.getResourceAsStream(step)) {
            assertThat(in).isNotNull();
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(
                            HexFormat.of()
                                    .formatHex(
                                            Digests.sha256(text.getBytes(StandardCharsets.UTF_8))))
                    .isEqualTo(digest);
        }
    }

    private static final int RETENTION = 7;

    /** Undoes a step. */
    private static void withoutRetention(Path path) throws SQLException {
        try (Session session = Sqlite.openWriter(path.resolve("penstock.db"))) {
            session.update("DELETE FROM schema_steps WHERE step = ?", RETENTION);
            for (String statement :
                    new String[] {
                        "DROP TABLE cache_artifacts",
                        "DROP TABLE removed_runs",
                        "DROP INDEX artifacts_dropped",
                        "DROP INDEX runs_by_end",
                        "DROP INDEX runs_with_logs",
                        "DROP INDEX runs_with_artifacts",
                        "DROP INDEX runs_with_file_limits",
                        "ALTER TABLE artifacts DROP COLUMN owned",
                        "ALTER TABLE purges DROP COLUMN run_id",
                        "ALTER TABLE runs DROP COLUMN kept",
                        "ALTER TABLE runs DROP COLUMN logs_gone_at",
                        "ALTER TABLE runs DROP COLUMN artifacts_gone_at",
                        "ALTER TABLE runs DROP COLUMN files_succeeded",
                        "ALTER TABLE runs DROP COLUMN files_failed"
                    }) {
                session.update(statement);
            }
        }
    }

    @Test
    void theDatabaseIsCopiedBeforeItGetsAnotherSchema(@TempDir Path path)
            throws IOException, SQLException {
        try (TestStore opened = TestStore.open(path)) {
            RunScript.of(
                            opened.store().journal(),
                            opened.store().epoch(),
                            ContractPlans.chain(1),
                            "r")
                    .start();
        }
        withoutRetention(path);
        Files.writeString(path.resolve("penstock.db.before-2"), "older");
        Files.writeString(path.resolve("penstock.db.before-1"), "oldest");

        try (TestStore opened = TestStore.open(path)) {
            assertThat(opened.store().runReads().run(new RunId("r"))).isNotNull();
        }

        Path copy = path.resolve("penstock.db.before-" + RETENTION);
        try (Snapshot snapshot = Snapshot.open(copy);
                Session session = Sqlite.openReader(copy)) {
            assertThat(snapshot.runs()).isEqualTo(1);
            assertThat(Migrations.missing(session)).containsExactly(RETENTION);
        }
        assertThat(path.resolve("penstock.db.before-2")).exists();
        assertThat(path.resolve("penstock.db.before-1")).doesNotExist();
    }

    @Test
    void aNewDatabaseAndOneOfThisReleaseAreNotCopied(@TempDir Path path) throws IOException {
        TestStore.open(path).close();
        TestStore.open(path).close();

        try (var files = Files.list(path)) {
            assertThat(files.map(Path::getFileName).map(Path::toString))
                    .noneMatch(name -> name.contains("before"));
        }
    }

    @Test
    void withoutSpaceForACopyNothingIsChanged(@TempDir Path path) throws IOException {
        TestStore.open(path).close();

        Problem problem = BeforeMigration.copy(path.resolve("penstock.db"), 6, 1_000);

        assertThat(problem).isNotNull();
        assertThat(problem.message()).contains("is copied before").contains("1000");
        assertThat(path.resolve("penstock.db.before-6")).doesNotExist();
    }
}
