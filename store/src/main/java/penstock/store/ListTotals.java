package penstock.store;

import java.sql.SQLException;

/** Lengths of whole lists, so that nothing is counted where nothing is filtered. */
final class ListTotals {

    private ListTotals() {}

    /**
     * A list.
     *
     * @param name what it lists
     * @param scope the namespace of experiments and pipelines, the pipeline of versions
     */
    record Whole(String name, String scope) {
        static Whole experiments(String namespace) {
            return new Whole("experiments", namespace);
        }

        static Whole pipelines(String namespace) {
            return new Whole("pipelines", namespace);
        }

        static Whole versions(String pipelineId) {
            return new Whole("versions", pipelineId);
        }
    }

    static void add(Session session, String namespace, Whole list, int difference)
            throws SQLException {
        session.update(
                "INSERT INTO list_totals (list, scope, namespace, total) VALUES (?1, ?2, ?3, ?4)"
                        + " ON CONFLICT (list, scope) DO UPDATE SET total = list_totals.total + ?4",
                list.name(),
                list.scope(),
                namespace,
                difference);
    }

    static long of(Session session, Whole list) throws SQLException {
        return session.number(
                "SELECT total FROM list_totals WHERE list = ? AND scope = ?",
                list.name(),
                list.scope());
    }

    /** Forgets a list that is no more. */
    static void remove(Session session, Whole list) throws SQLException {
        session.update(
                "DELETE FROM list_totals WHERE list = ? AND scope = ?", list.name(), list.scope());
    }
}
