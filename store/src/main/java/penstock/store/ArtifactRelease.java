package penstock.store;

import java.sql.SQLException;
import java.util.List;
import penstock.engine.Outputs;
import penstock.plan.Artifact;
import penstock.store.codec.DataCodec;

/**
 * How runs let go of artifacts. First the results that the run made are written down as referring
 * to them; only then artifacts are dropped.
 */
final class ArtifactRelease {

    private final Session session;
    private final long runNo;
    private final String runId;

    ArtifactRelease(Session session, long runNo, String runId) {
        this.session = session;
        this.runNo = runNo;
        this.runId = runId;
    }

    private record Entry(long number, String namespace, Outputs outputs) {}

    /** Writes down what some results of the run refer to; gives how many, 0 when all are done. */
    int results(int limit) throws SQLException {
        List<Entry> entries =
                session.all(
                        row ->
                                new Entry(
                                        row.number(1),
                                        row.text(2),
                                        DataCodec.reading(digest -> digest).outputs(row.text(3))),
                        "SELECT entry_no, namespace, outputs FROM cache_entries WHERE run_id = ?"
                                + " AND NOT EXISTS (SELECT 1 FROM cache_artifacts c"
                                + " WHERE c.entry_no = cache_entries.entry_no) LIMIT ?",
                        runId,
                        limit);
        for (Entry entry : entries) {
            refer(entry, 0);
            for (List<Artifact> artifacts : entry.outputs().artifacts().values()) {
                for (Artifact artifact : artifacts) {
                    refer(entry, artifact.id());
                }
            }
        }
        return entries.size();
    }

    private void refer(Entry entry, long artifact) throws SQLException {
        session.update(
                "INSERT INTO cache_artifacts (entry_no, artifact_no, namespace) VALUES (?, ?, ?)"
                        + " ON CONFLICT DO NOTHING",
                entry.number(),
                artifact,
                entry.namespace());
    }

    /**
     * Drops some artifacts of a run that is gone. Records without bytes of ours go at once.
     *
     * @return how many; 0 when none is left
     */
    int ofRemoved(int limit) throws SQLException {
        String some =
                " WHERE artifact_no IN (SELECT artifact_no FROM artifacts WHERE run_no = ? AND ";
        int forgotten =
                session.update(
                        "DELETE FROM artifacts" + some + "(owned = 0 OR dropped = 3) LIMIT ?)",
                        runNo,
                        limit);
        return forgotten
                + session.update(
                        "UPDATE artifacts SET dropped = 1" + some + "dropped = 0 LIMIT ?)",
                        runNo,
                        limit);
    }

    /**
     * Drops artifacts of a run whose time is over, and those that it took from others, as far as no
     * run within its time has them.
     */
    void ofExpired() throws SQLException {
        String unused =
                " AND dropped = 0 AND owned = 1 AND NOT EXISTS (SELECT 1 FROM artifact_uses u"
                        + " JOIN runs r ON r.run_no = u.run_no"
                        + " WHERE u.artifact_no = artifacts.artifact_no"
                        + " AND r.artifacts_gone_at IS NULL)";
        session.update("UPDATE artifacts SET dropped = 1 WHERE run_no = ?" + unused, runNo);
        session.update(
                "UPDATE artifacts SET dropped = 1 WHERE artifact_no IN"
                        + " (SELECT artifact_no FROM artifact_uses WHERE run_no = ?)"
                        + " AND EXISTS (SELECT 1 FROM runs r WHERE r.run_no = artifacts.run_no"
                        + " AND r.artifacts_gone_at IS NOT NULL)"
                        + unused,
                runNo);
    }
}
