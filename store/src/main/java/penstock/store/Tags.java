package penstock.store;

import java.sql.SQLException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tags of pipelines and pipeline versions. */
final class Tags {

    private Tags() {}

    static void add(Session session, String namespace, String owner, SortedMap<String, String> tags)
            throws SQLException {
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            session.update(
                    "INSERT INTO tags (owner_id, name, namespace, value) VALUES (?, ?, ?, ?)",
                    owner,
                    tag.getKey(),
                    namespace,
                    tag.getValue());
        }
    }

    /** Nothing happens when {@code tags} is null. */
    static void replace(
            Session session,
            String namespace,
            String owner,
            @Nullable SortedMap<String, String> tags)
            throws SQLException {
        if (tags != null) {
            remove(session, owner);
            add(session, namespace, owner, tags);
        }
    }

    static SortedMap<String, String> of(Session session, String owner) throws SQLException {
        SortedMap<String, String> tags = new TreeMap<>();
        session.all(
                row -> tags.put(row.text(1), row.text(2)),
                "SELECT name, value FROM tags WHERE owner_id = ?",
                owner);
        return tags;
    }

    static void remove(Session session, String owner) throws SQLException {
        session.update("DELETE FROM tags WHERE owner_id = ?", owner);
    }
}
