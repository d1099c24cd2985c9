package penstock.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import penstock.control.port.Retention.Condemned;
import penstock.control.port.Retention.Doomed;
import penstock.control.port.Retention.Size;
import penstock.control.port.Retention.Waiting;

/** Artifacts that runs have let go of, until their bytes are deleted. */
final class DroppedArtifacts {

    private static final String HELD =
            "EXISTS (SELECT 1 FROM cache_artifacts c WHERE c.artifact_no = %1$s.artifact_no)";

    private static final String UNUSED =
            " AND NOT EXISTS (SELECT 1 FROM artifact_uses u JOIN runs r ON r.run_no = u.run_no"
                    + " WHERE u.artifact_no = a.artifact_no AND r.artifacts_gone_at IS NULL)";

    private static final String FREE =
            "a.dropped = 1 AND a.owned = 1 AND NOT " + HELD.formatted("a") + UNUSED;

    private DroppedArtifacts() {}

    /** Candidates, to be looked at again by {@link #mark}; read without keeping writers waiting. */
    static List<Doomed> candidates(Session session, long after, int limit) throws SQLException {
        return session.all(
                DroppedArtifacts::doomed,
                "SELECT a.artifact_no, a.uri, a.size_bytes FROM artifacts a"
                        + " WHERE a.artifact_no > ? AND "
                        + FREE
                        + " ORDER BY a.artifact_no LIMIT ?",
                after,
                limit);
    }

    /** Marks those to which still nothing refers. */
    static List<Doomed> mark(Session session, List<Doomed> candidates) throws SQLException {
        List<Doomed> marked = new ArrayList<>();
        for (Doomed candidate : candidates) {
            if (!isShared(session, candidate) && mark(session, candidate.number())) {
                marked.add(candidate);
            }
        }
        return marked;
    }

    private static boolean mark(Session session, long number) throws SQLException {
        return session.update(
                        "UPDATE artifacts SET dropped = 2 WHERE artifact_no = ?"
                                + " AND EXISTS (SELECT 1 FROM artifacts a WHERE a.artifact_no = ?"
                                + " AND "
                                + FREE
                                + ")",
                        number,
                        number)
                > 0;
    }

    /** Whether another record that somebody needs names some of the same bytes. */
    private static boolean isShared(Session session, Doomed candidate) throws SQLException {
        Where sharing = Addresses.sharing(candidate.uri(), candidate.number());
        Long other =
                session.first(
                        row -> row.number(1),
                        "SELECT b.artifact_no FROM artifacts b WHERE "
                                + sharing.sql()
                                + " AND (b.dropped = 0 OR "
                                + HELD.formatted("b")
                                + ") LIMIT 1",
                        sharing.parameters().toArray());
        return other != null;
    }

    static Condemned condemned(List<Doomed> candidates, List<Doomed> marked, int limit) {
        boolean more = candidates.size() == limit;
        return new Condemned(marked, more ? candidates.getLast().number() : null);
    }

    static List<Doomed> marked(Session session, int limit) throws SQLException {
        return session.all(
                DroppedArtifacts::doomed,
                "SELECT artifact_no, uri, size_bytes FROM artifacts WHERE dropped = 2"
                        + " ORDER BY artifact_no LIMIT ?",
                limit);
    }

    /** Whoever took an artifact meanwhile has taken its mark away, and it stays. */
    static void gone(Session session, long number) throws SQLException {
        session.update(
                "UPDATE artifacts SET dropped = 3 WHERE artifact_no = ? AND dropped = 2"
                        + " AND EXISTS (SELECT 1 FROM runs r WHERE r.run_no = artifacts.run_no)",
                number);
        session.update("DELETE FROM artifacts WHERE artifact_no = ? AND dropped = 2", number);
    }

    static void spare(Session session, long number) throws SQLException {
        session.update(
                "UPDATE artifacts SET dropped = 1 WHERE artifact_no = ? AND dropped = 2", number);
    }

    static Waiting waiting(Session session) throws SQLException {
        String held =
                "SELECT COUNT(*), COALESCE(SUM(a.size_bytes), 0) FROM artifacts a WHERE "
                        + "a.dropped = 1 AND a.owned = 1 AND ";
        return new Waiting(
                size(
                        session,
                        "SELECT COUNT(*), COALESCE(SUM(a.size_bytes), 0) FROM artifacts a"
                                + " WHERE "
                                + FREE),
                size(session, held + HELD.formatted("a")));
    }

    private static Size size(Session session, String sql) throws SQLException {
        Size size = session.first(row -> new Size(row.number(1), row.number(2)), sql);
        return size == null ? new Size(0, 0) : size;
    }

    private static Doomed doomed(Row row) throws SQLException {
        return new Doomed(row.number(1), row.text(2), row.number(3));
    }
}
