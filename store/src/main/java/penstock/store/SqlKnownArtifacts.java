package penstock.store;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import penstock.control.port.KnownArtifacts;
import penstock.plan.Artifact;
import penstock.plan.ArtifactType;
import penstock.plan.Value;
import penstock.store.codec.DataCodec;

/** Looks for artifacts by their address. */
final class SqlKnownArtifacts implements KnownArtifacts {

    /** As many of the newest with the address are looked at; those before them are forgotten. */
    private static final int LOOKED_AT = 100;

    private final Readers readers;

    SqlKnownArtifacts(Readers readers) {
        this.readers = readers;
    }

    @Override
    public @Nullable Artifact find(Query query) {
        List<Artifact> candidates = readers.call(session -> candidates(session, query));
        return candidates.stream()
                .filter(artifact -> hasAll(artifact.metadata(), query.metadata()))
                .findFirst()
                .orElse(null);
    }

    private static List<Artifact> candidates(Session session, Query query) throws SQLException {
        return session.all(
                row ->
                        new Artifact(
                                row.number(1),
                                row.text(2),
                                new ArtifactType(row.text(3), row.text(4)),
                                row.text(5),
                                row.textOrNull(6),
                                row.number(7),
                                DataCodec.metadata(row.text(8))),
                "SELECT a.artifact_no, a.name, a.schema_title, a.schema_version, a.uri, a.digest,"
                        + " a.size_bytes, a.metadata FROM artifacts a"
                        + " JOIN runs r ON r.run_no = a.run_no"
                        + " WHERE a.uri = ? AND a.schema_title = ? AND a.schema_version = ?"
                        + " AND a.dropped = 0 AND r.pipeline_name = ?"
                        + " ORDER BY a.artifact_no DESC LIMIT "
                        + LOOKED_AT,
                query.uri(),
                query.type().schemaTitle(),
                query.type().schemaVersion(),
                query.pipelineName());
    }

    private static boolean hasAll(Value.Struct known, Value.Struct wanted) {
        for (Map.Entry<String, Value> field : wanted.fields().entrySet()) {
            if (!field.getValue().equals(known.fields().get(field.getKey()))) {
                return false;
            }
        }
        return true;
    }
}
