package penstock.store;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.control.port.Catalogue;
import penstock.control.port.Catalogue.Change;
import penstock.control.port.Catalogue.Version;
import penstock.control.port.Paging;

/** Rows of pipeline versions. Documents are kept once, whoever uses them. */
final class VersionRows {

    private static final String COLUMNS =
            "version_id, pipeline_id, name, display_name, description, created_at,"
                    + " code_source_url, namespace, document_digest, package_url";

    private static final TextField NAME = new TextField("name", true);

    private static final SortedMap<String, Field> FIELDS = fields();

    private VersionRows() {}

    /** False when the name is taken in its pipeline. */
    static boolean add(Session session, Version version) throws SQLException {
        String namespace =
                session.first(
                        row -> row.text(1),
                        "SELECT namespace FROM pipelines WHERE pipeline_id = ?",
                        version.pipelineId());
        if (namespace == null) {
            throw new IllegalArgumentException("no pipeline '" + version.pipelineId() + "'");
        }
        if (isTaken(session, version)) {
            return false;
        }
        byte[] document = Digests.utf8(version.document());
        byte[] digest = Digests.sha256(document);
        int added =
                session.update(
                        "INSERT INTO pipeline_versions ("
                                + COLUMNS
                                + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                                + " ON CONFLICT (pipeline_id, name) DO NOTHING",
                        version.id(),
                        version.pipelineId(),
                        version.name(),
                        version.displayName(),
                        version.description(),
                        Times.nanos(version.createdAt()),
                        version.links().codeSource(),
                        namespace,
                        digest,
                        version.links().packageUrl());
        if (added == 0) {
            return false;
        }
        ListTotals.add(session, namespace, ListTotals.Whole.versions(version.pipelineId()), 1);
        BlobRows.keep(session, namespace, HexFormat.of().formatHex(digest), document);
        Tags.add(session, namespace, version.id(), version.tags());
        return true;
    }

    private static boolean isTaken(Session session, Version version) throws SQLException {
        Where named = NAME.is(version.name());
        return session.number(
                        "SELECT COUNT(*) FROM pipeline_versions WHERE pipeline_id = ? AND "
                                + named.sql(),
                        Where.of("1", version.pipelineId()).and(named).parameters().toArray())
                > 0;
    }

    static @Nullable Version byId(Session session, String id) throws SQLException {
        return session.first(
                row -> read(session, row, 0, true),
                "SELECT " + COLUMNS + " FROM pipeline_versions WHERE version_id = ?",
                id);
    }

    static @Nullable Version latest(Session session, String pipelineId) throws SQLException {
        return session.first(
                row -> read(session, row, 0, true),
                "SELECT "
                        + COLUMNS
                        + " FROM pipeline_versions WHERE pipeline_id = ?"
                        + " ORDER BY created_at DESC, version_no DESC LIMIT 1",
                pipelineId);
    }

    static Paging.Page<Version> page(Session session, String pipelineId, Paging.Request request)
            throws SQLException {
        Lists.Source<Version> source =
                new Lists.Source<>(
                        COLUMNS,
                        "pipeline_versions",
                        "version_id",
                        FIELDS,
                        row -> {
                            Version version = read(session, row, 1, false);
                            return new Lists.Keyed<>(version.id(), version);
                        });
        long all = ListTotals.of(session, ListTotals.Whole.versions(pipelineId));
        return Lists.of(session, source, Where.of("pipeline_id = ?", pipelineId), request, all);
    }

    /** False when there is no such version. */
    static boolean change(Session session, String id, Change change) throws SQLException {
        String namespace =
                session.first(
                        row -> row.text(1),
                        "SELECT namespace FROM pipeline_versions WHERE version_id = ?",
                        id);
        if (namespace == null) {
            return false;
        }
        session.update(
                "UPDATE pipeline_versions SET display_name = COALESCE(?, display_name) WHERE version_id = ?",
                change.displayName(),
                id);
        Tags.replace(session, namespace, id, change.tags());
        return true;
    }

    static List<String> idsOf(Session session, String pipelineId) throws SQLException {
        return session.all(
                row -> row.text(1),
                "SELECT version_id FROM pipeline_versions WHERE pipeline_id = ?",
                pipelineId);
    }

    private record Document(String namespace, String pipelineId, ByteBuffer digest) {}

    static boolean remove(Session session, String id) throws SQLException {
        Document document =
                session.first(
                        row ->
                                new Document(
                                        row.text(1), row.text(2), ByteBuffer.wrap(row.bytes(3))),
                        "SELECT namespace, pipeline_id, document_digest FROM pipeline_versions"
                                + " WHERE version_id = ?",
                        id);
        if (document == null) {
            return false;
        }
        Tags.remove(session, id);
        session.update("DELETE FROM pipeline_versions WHERE version_id = ?", id);
        ListTotals.add(
                session,
                document.namespace(),
                ListTotals.Whole.versions(document.pipelineId()),
                -1);
        BlobRows.removeUnused(session, document.namespace(), document.digest().array());
        return true;
    }

    private static Version read(Session session, Row row, int skip, boolean withDocument)
            throws SQLException {
        String id = row.text(skip + 1);
        return new Version(
                id,
                row.text(skip + 2),
                row.text(skip + 3),
                row.text(skip + 4),
                row.text(skip + 5),
                row.time(skip + 6),
                new Catalogue.Links(row.text(skip + 7), row.text(skip + 10)),
                Tags.of(session, id),
                withDocument
                        ? BlobRows.text(session, row.text(skip + 8), row.bytes(skip + 9))
                        : "");
    }

    private static SortedMap<String, Field> fields() {
        SortedMap<String, Field> fields = new TreeMap<>();
        fields.put("id", WordField.id("version_id"));
        fields.put("pipeline_version_id", WordField.id("version_id"));
        fields.put("name", NAME);
        fields.put("display_name", new TextField("display_name", true));
        fields.put("description", new TextField("description", false));
        fields.put("created_at", new Field.Time("created_at", true));
        fields.put("namespace", WordField.id("namespace"));
        // Whatever is listed is ready; documents are told apart, not searched.
        fields.put("status", new TextField("'READY'", false));
        fields.put("pipeline_spec", new TextField("''", false));
        fields.put(Field.TAG_PREFIX, new Field.Tags("version_id"));
        return Collections.unmodifiableSortedMap(fields);
    }
}
