package penstock.store;

import java.sql.SQLException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import penstock.engine.RunId;
import penstock.store.BatchRows.MadeResult;
import penstock.store.BatchRows.TakenResult;

/** Writes what a batch means for results that later runs may take. */
final class ResultRows {

    private final Session session;
    private final long runNo;
    private final RunId run;
    private final String namespace;

    ResultRows(Session session, long runNo, RunId run, String namespace) {
        this.session = session;
        this.runNo = runNo;
        this.run = run;
        this.namespace = namespace;
    }

    /** A fingerprint as the database has it. */
    static byte @Nullable [] key(@Nullable String fingerprint) {
        return fingerprint == null ? null : HexFormat.of().parseHex(fingerprint);
    }

    void write(BatchRows rows, TaskRows tasks) throws SQLException {
        for (MadeResult made : rows.cache().made()) {
            make(made);
        }
        for (TakenResult taken : rows.cache().taken()) {
            hit(taken);
            for (long artifact : taken.artifacts()) {
                long executionNo = tasks.execution(taken.path());
                use(session, artifact, new User(runNo, executionNo, namespace));
            }
        }
    }

    private void make(MadeResult made) throws SQLException {
        session.update(
                "INSERT INTO cache_entries (namespace, pipeline_name, fingerprint, component,"
                        + " run_id, path, created_at, parts, outputs, hits)"
                        + " SELECT ?, pipeline_name, ?, ?, ?, ?, ?, ?, ?, 0 FROM runs"
                        + " WHERE run_no = ?",
                namespace,
                key(made.fingerprint()),
                made.component(),
                run.value(),
                made.path(),
                made.at(),
                made.parts(),
                made.outputs(),
                runNo);
    }

    /** Counts the use of an entry; what a rerun takes over may have none. */
    private void hit(TakenResult taken) throws SQLException {
        session.update(
                "UPDATE cache_entries SET hits = hits + 1, last_hit_at = ? WHERE namespace = ?"
                        + " AND pipeline_name = (SELECT pipeline_name FROM runs WHERE run_no = ?)"
                        + " AND fingerprint = ? AND run_id = ? AND path = ?",
                taken.at(),
                namespace,
                runNo,
                key(taken.fingerprint()),
                taken.originRun(),
                taken.originPath());
    }

    /** A task run that takes an artifact which another one made. */
    record User(long runNo, long executionNo, String namespace) {}

    /** An artifact whose run was deleted belongs to whoever takes it. */
    static void use(Session session, long artifact, User user) throws SQLException {
        session.update(
                "INSERT INTO artifact_uses (artifact_no, run_no, execution_no, namespace)"
                        + " VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                artifact,
                user.runNo(),
                user.executionNo(),
                user.namespace());
        session.update(
                "UPDATE artifacts SET dropped = 0 WHERE artifact_no = ? AND dropped <> 0",
                artifact);
        session.update(
                "UPDATE artifacts SET run_no = ?, execution_no = ? WHERE artifact_no = ?"
                        + " AND NOT EXISTS (SELECT 1 FROM runs r WHERE r.run_no = artifacts.run_no)",
                user.runNo(),
                user.executionNo(),
                artifact);
    }

    /** Artifacts of a run that is about to go belong to another run that took them, if any. */
    static void inherit(Session session, long runNo) throws SQLException {
        session.update("DELETE FROM artifact_uses WHERE run_no = ?", runNo);
        session.update(
                "UPDATE artifacts SET (run_no, execution_no) = (SELECT u.run_no, u.execution_no"
                        + " FROM artifact_uses u WHERE u.artifact_no = artifacts.artifact_no"
                        + " LIMIT 1) WHERE run_no = ? AND EXISTS (SELECT 1 FROM artifact_uses u"
                        + " WHERE u.artifact_no = artifacts.artifact_no)",
                runNo);
    }
}
