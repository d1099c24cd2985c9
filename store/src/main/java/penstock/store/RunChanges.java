package penstock.store;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import penstock.engine.Phase;
import penstock.engine.RunId;

/** What people change about runs that have been created. */
final class RunChanges {

    private RunChanges() {}

    private record Known(long runNo, RunTotals.Kind kind) {}

    /** False when there is no such run. */
    static boolean archive(Session session, RunId id, boolean archived) throws SQLException {
        Known run = known(session, id);
        if (run == null) {
            return false;
        }
        if (run.kind().archived() != archived) {
            session.update("UPDATE runs SET archived = ? WHERE run_no = ?", archived, run.runNo());
            RunTotals.Kind kind = run.kind();
            RunTotals.add(session, kind, -1);
            RunTotals.add(
                    session,
                    new RunTotals.Kind(
                            kind.namespace(), kind.experimentId(), archived, kind.phase()),
                    1);
        }
        return true;
    }

    /**
     * Removes a run from sight; {@link Purge} clears its rows away.
     *
     * @return false when there is no such run or it has not ended
     */
    static boolean remove(Session session, RunId id) throws SQLException {
        Known run = known(session, id);
        if (run == null || !Phase.valueOf(run.kind().phase()).isTerminal()) {
            return false;
        }
        session.update("DELETE FROM runs WHERE run_no = ?", run.runNo());
        ResultRows.inherit(session, run.runNo());
        session.update(
                "INSERT INTO purges (run_no, namespace, run_id) VALUES (?, ?, ?)",
                run.runNo(),
                run.kind().namespace(),
                id.value());
        session.update(
                "INSERT INTO removed_runs (run_no, namespace, run_id) VALUES (?, ?, ?)",
                run.runNo(),
                run.kind().namespace(),
                id.value());
        RunTotals.add(session, run.kind(), -1);
        return true;
    }

    private static @Nullable Known known(Session session, RunId id) throws SQLException {
        return session.first(
                row ->
                        new Known(
                                row.number(1),
                                new RunTotals.Kind(
                                        row.text(2), row.text(3), row.flag(4), row.text(5))),
                "SELECT run_no, namespace, experiment_id, archived, phase FROM runs"
                        + " WHERE run_id = ?",
                id.value());
    }
}
