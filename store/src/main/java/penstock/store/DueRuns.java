package penstock.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import penstock.control.port.Retention.Amount;
import penstock.control.port.Retention.Due;
import penstock.control.port.Retention.What;
import penstock.engine.RunId;

/** Ended runs that something is due of, as one range of an index. */
record DueRuns(Where where, String order, long skipped) {

    /** Those that are too old, and those that are too many. */
    static List<DueRuns> of(Due due) {
        Where group =
                Where.of(
                                "namespace = ? AND experiment_id = ? AND phase = ?",
                                due.group().namespace(),
                                due.group().experimentId(),
                                due.group().outcome().name())
                        .and(Where.of("kept = 0 AND finished_at IS NOT NULL" + left(due.what())));
        List<DueRuns> ranges = new ArrayList<>();
        if (due.endedBefore() != null) {
            long before = Times.nanos(due.endedBefore());
            Where old = group.and(Where.of("finished_at < ?", before));
            ranges.add(new DueRuns(old, "finished_at", 0));
        }
        if (due.newest() != null) {
            ranges.add(new DueRuns(group, "finished_at DESC, run_no DESC", due.newest()));
        }
        return ranges;
    }

    private static String left(What what) {
        return switch (what) {
            case RUN -> "";
            case ARTIFACTS -> " AND artifacts_gone_at IS NULL";
            case LOGS -> " AND logs_gone_at IS NULL";
        };
    }

    List<RunId> read(Session session, int limit) throws SQLException {
        return session.all(row -> new RunId(row.text(1)), select("run_id"), all(limit));
    }

    static Amount amount(Session session, Due due) throws SQLException {
        List<Object> parameters = new ArrayList<>();
        List<String> ranges = new ArrayList<>();
        for (DueRuns some : of(due)) {
            ranges.add(
                    "SELECT run_no FROM (" + some.select("run_no") + ") AS range" + ranges.size());
            parameters.addAll(List.of(some.all(Integer.MAX_VALUE)));
        }
        if (ranges.isEmpty()) {
            return new Amount(0, 0);
        }
        String runs = String.join(" UNION ", ranges);
        Amount amount =
                session.first(
                        row -> new Amount(row.number(1), row.number(2)),
                        "SELECT COUNT(*), COALESCE(SUM((SELECT SUM(a.size_bytes) FROM artifacts a"
                                + " WHERE a.run_no = due.run_no AND a.owned = 1"
                                + " AND a.dropped <> 3)), 0) FROM ("
                                + runs
                                + ") AS due",
                        parameters.toArray());
        return amount == null ? new Amount(0, 0) : amount;
    }

    private String select(String column) {
        return "SELECT "
                + column
                + " FROM runs WHERE "
                + where.sql()
                + " ORDER BY "
                + order
                + " LIMIT ? OFFSET ?";
    }

    private Object[] all(int limit) {
        List<Object> parameters = new ArrayList<>(where.parameters());
        parameters.add(limit);
        parameters.add(skipped);
        return parameters.toArray();
    }
}
