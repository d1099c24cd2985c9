package penstock.store;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HexFormat;
import penstock.store.codec.Blobs;
import penstock.store.codec.UnreadableException;

/** Large content by digest, and who uses it. Digests are lower-case hex outside of the database. */
final class BlobRows {

    private BlobRows() {}

    static void keep(Session session, String namespace, String digest, byte[] content)
            throws SQLException {
        session.update(
                "INSERT INTO blobs (namespace, digest, body) VALUES (?, ?, ?)"
                        + " ON CONFLICT DO NOTHING",
                namespace,
                key(digest),
                content);
    }

    static void use(Session session, String namespace, String digest, long runNo)
            throws SQLException {
        session.update(
                "INSERT INTO blob_uses (namespace, digest, run_no) VALUES (?, ?, ?)"
                        + " ON CONFLICT DO NOTHING",
                namespace,
                key(digest),
                runNo);
    }

    /** What {@code namespace} holds, to be read in the session's transaction. */
    static Blobs.Source source(Session session, String namespace) {
        return digest -> {
            try {
                return text(session, namespace, key(digest));
            } catch (SQLException e) {
                throw new ReadFailedException(e);
            }
        };
    }

    static String text(Session session, String namespace, byte[] digest) throws SQLException {
        byte[] body =
                session.first(
                        row -> row.bytes(1),
                        "SELECT body FROM blobs WHERE namespace = ? AND digest = ?",
                        namespace,
                        digest);
        if (body == null) {
            throw new UnreadableException(
                    "blob " + HexFormat.of().formatHex(digest) + " is missing");
        }
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Removes a blob unless a run, a pipeline version or a recurring run refers to it. */
    static void removeUnused(Session session, String namespace, byte[] digest) throws SQLException {
        session.update(
                "DELETE FROM blobs WHERE namespace = ?1 AND digest = ?2"
                        + " AND NOT EXISTS (SELECT 1 FROM blob_uses u WHERE u.namespace = ?1"
                        + " AND u.digest = ?2)"
                        + " AND NOT EXISTS (SELECT 1 FROM pipeline_versions v"
                        + " WHERE v.namespace = ?1 AND v.document_digest = ?2)"
                        + " AND NOT EXISTS (SELECT 1 FROM recurring_runs r"
                        + " WHERE r.namespace = ?1 AND r.document_digest = ?2)",
                namespace,
                digest);
    }

    private static byte[] key(String digest) {
        try {
            return HexFormat.of().parseHex(digest);
        } catch (IllegalArgumentException e) {
            throw new UnreadableException("not a digest: '" + digest + "'");
        }
    }

    /** Carries a failure of the database through code that knows of none. */
    static final class ReadFailedException extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final SQLException failure;

        ReadFailedException(SQLException failure) {
            super(failure);
            this.failure = failure;
        }

        SQLException failure() {
            return failure;
        }
    }
}
