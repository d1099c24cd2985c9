package penstock.store;

import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.control.port.Catalogue.Experiment;
import penstock.control.port.Paging;

/** Rows of experiments. */
final class ExperimentRows {

    private static final String COLUMNS =
            "experiment_id, namespace, name, description, created_at, last_run_at, archived";

    private static final TextField NAME = new TextField("name", true);

    private static final SortedMap<String, Field> FIELDS = fields();

    private ExperimentRows() {}

    /** False when the name is taken. */
    static boolean add(Session session, Experiment experiment) throws SQLException {
        if (byName(session, experiment.namespace(), experiment.name()) != null) {
            return false;
        }
        int added =
                session.update(
                        "INSERT INTO experiments ("
                                + COLUMNS
                                + ") VALUES (?, ?, ?, ?, ?, ?, ?)"
                                + " ON CONFLICT (namespace, name) DO NOTHING",
                        experiment.id(),
                        experiment.namespace(),
                        experiment.name(),
                        experiment.description(),
                        Times.nanos(experiment.createdAt()),
                        Times.nanosOrNull(experiment.lastRunAt()),
                        experiment.archived());
        if (added == 1) {
            count(session, experiment.namespace(), 1);
        }
        return added == 1;
    }

    static @Nullable Experiment byId(Session session, String id) throws SQLException {
        return session.first(
                row -> read(row, 0),
                "SELECT " + COLUMNS + " FROM experiments WHERE experiment_id = ?",
                id);
    }

    /** Names are compared without regard to case; one that is written alike comes first. */
    static @Nullable Experiment byName(Session session, String namespace, String name)
            throws SQLException {
        return session.first(
                row -> read(row, 0),
                "SELECT "
                        + COLUMNS
                        + " FROM experiments WHERE namespace = ? AND "
                        + NAME.is(name).sql()
                        + " ORDER BY CASE WHEN name = ? THEN 0 ELSE 1 END",
                namespace,
                TextField.folded(name),
                name,
                name);
    }

    static Paging.Page<Experiment> page(Session session, String namespace, Paging.Request request)
            throws SQLException {
        Lists.Source<Experiment> source =
                new Lists.Source<>(
                        COLUMNS,
                        "experiments",
                        "experiment_id",
                        FIELDS,
                        row -> {
                            Experiment experiment = read(row, 1);
                            return new Lists.Keyed<>(experiment.id(), experiment);
                        });
        long all = ListTotals.of(session, ListTotals.Whole.experiments(namespace));
        return Lists.of(session, source, Where.of("namespace = ?", namespace), request, all);
    }

    /** Restoring an experiment leaves its runs archived, as KFP does. */
    static boolean archive(Session session, String id, boolean archived) throws SQLException {
        int known =
                session.update(
                        "UPDATE experiments SET archived = ? WHERE experiment_id = ?",
                        archived,
                        id);
        if (known == 0) {
            return false;
        }
        if (archived) {
            archiveRuns(session, id);
            RecurringRunRows.disable(session, id);
        }
        return true;
    }

    private static void archiveRuns(Session session, String id) throws SQLException {
        session.update("UPDATE runs SET archived = 1 WHERE experiment_id = ?", id);
        List<Moved> moved =
                session.all(
                        row ->
                                new Moved(
                                        new RunTotals.Kind(row.text(1), id, false, row.text(2)),
                                        row.number(3)),
                        "SELECT namespace, phase, total FROM run_totals"
                                + " WHERE experiment_id = ? AND archived = 0 AND total <> 0",
                        id);
        for (Moved runs : moved) {
            RunTotals.Kind from = runs.kind();
            RunTotals.add(session, from, -runs.total());
            RunTotals.add(
                    session,
                    new RunTotals.Kind(from.namespace(), id, true, from.phase()),
                    runs.total());
        }
    }

    private record Moved(RunTotals.Kind kind, long total) {}

    static boolean remove(Session session, String id) throws SQLException {
        Experiment experiment = byId(session, id);
        if (experiment == null) {
            return false;
        }
        session.update("DELETE FROM experiments WHERE experiment_id = ?", id);
        count(session, experiment.namespace(), -1);
        return true;
    }

    private static void count(Session session, String namespace, int difference)
            throws SQLException {
        ListTotals.add(session, namespace, ListTotals.Whole.experiments(namespace), difference);
    }

    private static Experiment read(Row row, int skip) throws SQLException {
        return new Experiment(
                row.text(skip + 1),
                row.text(skip + 2),
                row.text(skip + 3),
                row.text(skip + 4),
                row.time(skip + 5),
                row.timeOrNull(skip + 6),
                row.flag(skip + 7));
    }

    private static SortedMap<String, Field> fields() {
        SortedMap<String, Field> fields = new TreeMap<>();
        fields.put("id", WordField.id("experiment_id"));
        fields.put("experiment_id", WordField.id("experiment_id"));
        fields.put("name", NAME);
        fields.put("display_name", NAME);
        fields.put("description", new TextField("description", false));
        fields.put("namespace", WordField.id("namespace"));
        fields.put("created_at", new Field.Time("created_at", true));
        fields.put("last_run_created_at", new Field.Time("COALESCE(last_run_at, 0)", false));
        fields.put("storage_state", new Field.Flag("archived", "AVAILABLE", "ARCHIVED"));
        return Collections.unmodifiableSortedMap(fields);
    }
}
