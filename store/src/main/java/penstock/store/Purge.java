package penstock.store;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import penstock.plan.Problem;

/**
 * Clears the rows of removed runs away, some at a time, so that a large run delays nobody. What is
 * left is taken up again after a restart.
 */
final class Purge implements Write {

    private static final int SLICE = 2_000;

    private final Writer writer;
    private boolean more;

    Purge(Writer writer) {
        this.writer = writer;
    }

    private record Due(long runNo, String namespace, String runId) {}

    @Override
    public int weight() {
        return SLICE;
    }

    @Override
    public void run(Transaction transaction) throws SQLException {
        more = slice(transaction.session());
    }

    /** Clears some rows; true when more are left. */
    static boolean slice(Session session) throws SQLException {
        Due due = next(session);
        for (int left = SLICE; due != null && left > 0; due = next(session)) {
            int cleared = clear(session, due);
            if (cleared == 0) {
                session.update("DELETE FROM purges WHERE run_no = ?", due.runNo());
            }
            left -= cleared + 1;
        }
        return due != null;
    }

    private static @Nullable Due next(Session session) throws SQLException {
        return session.first(
                row -> new Due(row.number(1), row.text(2), row.text(3)),
                "SELECT run_no, namespace, run_id FROM purges ORDER BY run_no LIMIT 1");
    }

    /** Clears something of the run; 0 when nothing is left. */
    private static int clear(Session session, Due due) throws SQLException {
        int released = release(session, due);
        int rows = released > 0 ? released : clearRows(session, due.runNo());
        return rows > 0 ? rows : clearBlobs(session, due);
    }

    /** References are written down before the rows that they are made from go. */
    private static int release(Session session, Due due) throws SQLException {
        ArtifactRelease release = new ArtifactRelease(session, due.runNo(), due.runId());
        int results = release.results(SLICE);
        return results > 0 ? results : release.ofRemoved(SLICE);
    }

    /** Attempts go before the task runs that lead to them. */
    private static int clearRows(Session session, long runNo) throws SQLException {
        int cleared =
                session.update(
                        "DELETE FROM run_events WHERE run_no = ?1 AND sequence IN (SELECT sequence"
                                + " FROM run_events WHERE run_no = ?1 LIMIT ?2)",
                        runNo,
                        SLICE);
        if (cleared > 0) {
            return cleared;
        }
        session.update("DELETE FROM sealed_events WHERE run_no = ?", runNo);
        MetricRows.remove(session, runNo);
        session.update(
                "DELETE FROM attempts WHERE execution_no IN (SELECT execution_no FROM tasks"
                        + " WHERE run_no = ? ORDER BY execution_no LIMIT ?)",
                runNo,
                SLICE);
        return session.update(
                "DELETE FROM tasks WHERE execution_no IN (SELECT execution_no FROM tasks"
                        + " WHERE run_no = ? ORDER BY execution_no LIMIT ?)",
                runNo,
                SLICE);
    }

    private static int clearBlobs(Session session, Due due) throws SQLException {
        List<byte[]> used =
                session.all(
                        row -> row.bytes(1),
                        "SELECT digest FROM blob_uses WHERE run_no = ? LIMIT ?",
                        due.runNo(),
                        SLICE);
        for (byte[] digest : used) {
            session.update(
                    "DELETE FROM blob_uses WHERE run_no = ? AND digest = ?", due.runNo(), digest);
            BlobRows.removeUnused(session, due.namespace(), digest);
        }
        return used.size();
    }

    @Override
    public void committed() {
        if (more) {
            writer.submit(new Purge(writer));
        }
    }

    /** The next removal or the next start goes on. */
    @Override
    public void failed(Problem problem) {}
}
