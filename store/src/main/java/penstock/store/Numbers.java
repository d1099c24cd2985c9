package penstock.store;

import java.sql.SQLException;

/**
 * Numbers that are never given twice, taken from the database in blocks. A block whose transaction
 * was undone has to be forgotten; the numbers left in it are lost, which is harmless.
 */
final class Numbers {

    static final int BLOCK = 1_000;

    private final String name;
    private long next;
    private long end;

    Numbers(String name) {
        this.name = name;
    }

    long take(Session session) throws SQLException {
        if (next == end) {
            next = reserve(session, name);
            end = next + BLOCK;
        }
        return next++;
    }

    void forget() {
        next = end;
    }

    /** The first of {@link #BLOCK} numbers, inside the caller's transaction. */
    static long reserve(Session session, String name) throws SQLException {
        session.update(
                "INSERT INTO numbers (name, namespace, next_free) VALUES (?, '', ?)"
                        + " ON CONFLICT (name) DO UPDATE SET next_free = next_free + ?",
                name,
                BLOCK + 1,
                BLOCK);
        return session.number("SELECT next_free FROM numbers WHERE name = ?", name) - BLOCK;
    }
}
