package penstock.store;

import java.sql.SQLException;

/** Numbers of runs by what lists filter on most. */
final class RunTotals {

    private RunTotals() {}

    /** Runs that count together. */
    record Kind(String namespace, String experimentId, boolean archived, String phase) {}

    static void add(Session session, Kind kind, long difference) throws SQLException {
        session.update(
                "INSERT INTO run_totals (namespace, experiment_id, archived, phase, total)"
                        + " VALUES (?1, ?2, ?3, ?4, ?5)"
                        + " ON CONFLICT (namespace, experiment_id, archived, phase)"
                        + " DO UPDATE SET total = total + ?5",
                kind.namespace(),
                kind.experimentId(),
                kind.archived(),
                kind.phase(),
                difference);
    }
}
