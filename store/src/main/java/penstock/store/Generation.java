package penstock.store;

import java.sql.SQLException;
import java.util.List;
import penstock.engine.Phase;
import penstock.store.BatchRows.Reset;

/**
 * What a retry of a run does to the rows of its task runs: what succeeded stays, and so does what
 * was skipped by its own condition; the rest is as before its start.
 */
final class Generation {

    private static final String UNDONE =
            " finished_at = NULL, problem = NULL, skip_kind = NULL, skip_text = NULL,"
                    + " outputs = NULL, version = ?, generation = ?";

    private final Session session;
    private final long runNo;
    private final PhaseCounts counts;

    Generation(Session session, long runNo, PhaseCounts counts) {
        this.session = session;
        this.runNo = runNo;
        this.counts = counts;
    }

    void open(Reset reset) throws SQLException {
        int gone =
                session.update(
                        "DELETE FROM tasks WHERE run_no = ? AND phase = 'SKIPPED' AND skip_kind = ?",
                        runNo,
                        Skips.UPSTREAM);
        counts.add(Phase.SKIPPED, -gone);
        for (Phase ended : List.of(Phase.FAILED, Phase.CANCELED)) {
            moved(ended, Phase.RUNNING, reopenScopes(ended, reset));
            moved(ended, Phase.PENDING, forgetLeaves(ended, reset));
        }
    }

    /** Scopes that had been opened go on. */
    private int reopenScopes(Phase ended, Reset reset) throws SQLException {
        return session.update(
                "UPDATE tasks SET phase = 'RUNNING', priority = ?,"
                        + UNDONE
                        + " WHERE run_no = ? AND phase = ? AND started_at IS NOT NULL"
                        + " AND kind NOT IN ('CONTAINER', 'IMPORTER', 'ITERATION')",
                TaskRows.priority(Phase.RUNNING),
                reset.version(),
                reset.generation(),
                runNo,
                ended.name());
    }

    private int forgetLeaves(Phase ended, Reset reset) throws SQLException {
        return session.update(
                "UPDATE tasks SET phase = 'PENDING', priority = ?, attempt = 0, started_at = NULL,"
                        + " inputs = '{}',"
                        + UNDONE
                        + " WHERE run_no = ? AND phase = ?",
                TaskRows.priority(Phase.PENDING),
                reset.version(),
                reset.generation(),
                runNo,
                ended.name());
    }

    /** What was reset and then never begun before the run ended again was cancelled with it. */
    void close(BatchRows rows) throws SQLException {
        for (Phase idle : List.of(Phase.PENDING, Phase.RUNNING)) {
            int ended =
                    session.update(
                            "UPDATE tasks SET phase = 'CANCELED', priority = ?, finished_at = ?,"
                                    + " version = ? WHERE run_no = ? AND phase = ?",
                            TaskRows.priority(Phase.CANCELED),
                            rows.change().finishedAt(),
                            rows.expectedSequence() + rows.events().size(),
                            runNo,
                            idle.name());
            moved(idle, Phase.CANCELED, ended);
        }
    }

    private void moved(Phase from, Phase to, int rows) {
        counts.add(from, -rows);
        counts.add(to, rows);
    }
}
