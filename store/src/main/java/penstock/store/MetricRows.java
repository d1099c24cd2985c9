package penstock.store;

import java.sql.SQLException;
import java.util.List;
import penstock.control.port.RunReads.Added;
import penstock.control.port.RunReads.Metric;
import penstock.engine.RunId;

/** Rows of numbers that clients report about runs. */
final class MetricRows {

    private MetricRows() {}

    private record Owner(long runNo, String namespace) {}

    static Added add(Session session, RunId id, Metric metric) throws SQLException {
        Owner owner =
                session.first(
                        row -> new Owner(row.number(1), row.text(2)),
                        "SELECT run_no, namespace FROM runs WHERE run_id = ?",
                        id.value());
        if (owner == null) {
            return Added.UNKNOWN_RUN;
        }
        int added =
                session.update(
                        "INSERT INTO run_metrics (run_no, name, node_id, namespace, value, format)"
                                + " VALUES (?, ?, ?, ?, ?, ?)"
                                + " ON CONFLICT (run_no, name, node_id) DO NOTHING",
                        owner.runNo(),
                        metric.name(),
                        metric.nodeId(),
                        owner.namespace(),
                        metric.value(),
                        metric.format());
        return added == 1 ? Added.ADDED : Added.KNOWN;
    }

    static List<Metric> of(Session session, RunId id) throws SQLException {
        return session.all(
                row -> new Metric(row.text(1), row.text(2), row.real(3), row.text(4)),
                "SELECT name, node_id, value, format FROM run_metrics"
                        + " WHERE run_no = (SELECT run_no FROM runs WHERE run_id = ?)"
                        + " ORDER BY name, node_id",
                id.value());
    }

    static void remove(Session session, long runNo) throws SQLException {
        session.update("DELETE FROM run_metrics WHERE run_no = ?", runNo);
    }
}
