package penstock.store;

import java.sql.SQLException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.control.port.Catalogue.Change;
import penstock.control.port.Catalogue.Pipeline;
import penstock.control.port.Catalogue.Removal;
import penstock.control.port.Catalogue.Version;
import penstock.control.port.Paging;

/** Rows of pipelines. */
final class PipelineRows {

    private static final String COLUMNS =
            "pipeline_id, namespace, name, display_name, description, created_at";

    private static final TextField NAME = new TextField("name", true);

    private static final SortedMap<String, Field> FIELDS = fields();

    private PipelineRows() {}

    /** False when the name is taken. */
    static boolean add(Session session, Pipeline pipeline, @Nullable Version first)
            throws SQLException {
        if (byName(session, pipeline.namespace(), pipeline.name()) != null) {
            return false;
        }
        int added =
                session.update(
                        "INSERT INTO pipelines ("
                                + COLUMNS
                                + ") VALUES (?, ?, ?, ?, ?, ?)"
                                + " ON CONFLICT (namespace, name) DO NOTHING",
                        pipeline.id(),
                        pipeline.namespace(),
                        pipeline.name(),
                        pipeline.displayName(),
                        pipeline.description(),
                        Times.nanos(pipeline.createdAt()));
        if (added == 0) {
            return false;
        }
        count(session, pipeline.namespace(), 1);
        Tags.add(session, pipeline.namespace(), pipeline.id(), pipeline.tags());
        return first == null || VersionRows.add(session, first);
    }

    static @Nullable Pipeline byId(Session session, String id) throws SQLException {
        return session.first(
                row -> read(session, row, 0),
                "SELECT " + COLUMNS + " FROM pipelines WHERE pipeline_id = ?",
                id);
    }

    /** Names are compared without regard to case; one that is written alike comes first. */
    static @Nullable Pipeline byName(Session session, String namespace, String name)
            throws SQLException {
        return session.first(
                row -> read(session, row, 0),
                "SELECT "
                        + COLUMNS
                        + " FROM pipelines WHERE namespace = ? AND "
                        + NAME.is(name).sql()
                        + " ORDER BY CASE WHEN name = ? THEN 0 ELSE 1 END",
                namespace,
                TextField.folded(name),
                name,
                name);
    }

    static Paging.Page<Pipeline> page(Session session, String namespace, Paging.Request request)
            throws SQLException {
        Lists.Source<Pipeline> source =
                new Lists.Source<>(
                        COLUMNS,
                        "pipelines",
                        "pipeline_id",
                        FIELDS,
                        row -> {
                            Pipeline pipeline = read(session, row, 1);
                            return new Lists.Keyed<>(pipeline.id(), pipeline);
                        });
        long all = ListTotals.of(session, ListTotals.Whole.pipelines(namespace));
        return Lists.of(session, source, Where.of("namespace = ?", namespace), request, all);
    }

    /** False when there is no such pipeline. */
    static boolean change(Session session, String id, Change change) throws SQLException {
        String namespace =
                session.first(
                        row -> row.text(1),
                        "SELECT namespace FROM pipelines WHERE pipeline_id = ?",
                        id);
        if (namespace == null) {
            return false;
        }
        session.update(
                "UPDATE pipelines SET display_name = COALESCE(?, display_name) WHERE pipeline_id = ?",
                change.displayName(),
                id);
        Tags.replace(session, namespace, id, change.tags());
        return true;
    }

    static Removal remove(Session session, String id, boolean cascade) throws SQLException {
        Pipeline pipeline = byId(session, id);
        if (pipeline == null) {
            return Removal.UNKNOWN;
        }
        for (String version : VersionRows.idsOf(session, id)) {
            if (!cascade) {
                return Removal.HAS_VERSIONS;
            }
            VersionRows.remove(session, version);
        }
        Tags.remove(session, id);
        session.update("DELETE FROM pipelines WHERE pipeline_id = ?", id);
        ListTotals.remove(session, ListTotals.Whole.versions(id));
        count(session, pipeline.namespace(), -1);
        return Removal.REMOVED;
    }

    private static void count(Session session, String namespace, int difference)
            throws SQLException {
        ListTotals.add(session, namespace, ListTotals.Whole.pipelines(namespace), difference);
    }

    private static Pipeline read(Session session, Row row, int skip) throws SQLException {
        String id = row.text(skip + 1);
        return new Pipeline(
                id,
                row.text(skip + 2),
                row.text(skip + 3),
                row.text(skip + 4),
                row.text(skip + 5),
                row.time(skip + 6),
                Tags.of(session, id));
    }

    private static SortedMap<String, Field> fields() {
        SortedMap<String, Field> fields = new TreeMap<>();
        fields.put("id", WordField.id("pipeline_id"));
        fields.put("pipeline_id", WordField.id("pipeline_id"));
        fields.put("name", NAME);
        fields.put("display_name", new TextField("display_name", true));
        fields.put("description", new TextField("description", false));
        fields.put("namespace", WordField.id("namespace"));
        fields.put("created_at", new Field.Time("created_at", true));
        fields.put(Field.TAG_PREFIX, new Field.Tags("pipeline_id"));
        return Collections.unmodifiableSortedMap(fields);
    }
}
