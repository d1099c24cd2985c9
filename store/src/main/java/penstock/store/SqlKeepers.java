package penstock.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.control.port.Keepers;
import penstock.plan.Kubernetes.Keeper;

/** Secrets and config maps as sealed rows. */
final class SqlKeepers implements Keepers {

    private final Writer writer;
    private final Readers readers;
    private final Seal seal;

    SqlKeepers(Writer writer, Readers readers, Seal seal) {
        this.writer = writer;
        this.readers = readers;
        this.seal = seal;
    }

    /**
     * A row.
     *
     * @param data null when another key sealed it
     */
    private record Stored(Label label, @Nullable SortedMap<String, byte[]> data) {}

    @Override
    public Found find(Keeper keeper, String name) {
        Stored stored = readers.find(session -> stored(session, keeper, name));
        if (stored == null) {
            return new Found.Missing();
        }
        return stored.data() == null
                ? new Found.Sealed(stored.label())
                : new Found.Open(stored.label(), stored.data());
    }

    @Override
    public List<Label> list(Keeper keeper) {
        return readers.call(session ->
                session.all(
                        SqlKeepers::label,
                        "SELECT name, key_names, version, created_at, updated_at FROM keepers"
                                + " WHERE namespace = '' AND keeper = ? ORDER BY name",
                        keeper.name()));
    }

    @Override
    public Writing write(Write write, Instant at) {
        return writer.call(session -> write(session, write, at));
    }

    @Override
    public boolean remove(Keeper keeper, String name) {
        return writer.call(session ->
                session.update(
                                "DELETE FROM keepers"
                                        + " WHERE namespace = '' AND keeper = ? AND name = ?",
                                keeper.name(),
                                name)
                        == 1);
    }

    private Writing write(Session session, Write write, Instant at) throws SQLException {
        Stored old = stored(session, write.keeper(), write.name());
        if (old != null && write.mode() == Mode.CREATE) {
            return new Writing.Taken();
        }
        SortedMap<String, byte[]> data = new TreeMap<>();
        if (old != null && write.mode() == Mode.MERGE) {
            if (old.data() == null) {
                return new Writing.Sealed();
            }
            data.putAll(old.data());
        }
        data.putAll(write.data());
        long bytes = data.values().stream().mapToLong(value -> value.length).sum();
        if (bytes > MOST_BYTES) {
            return new Writing.TooLarge(bytes);
        }
        Label label = next(write.name(), old, data, at);
        put(session, write.keeper(), label, data);
        return new Writing.Done(label);
    }

    private static Label next(
            String name, @Nullable Stored old, SortedMap<String, byte[]> data, Instant at) {
        List<String> keys = new ArrayList<>(data.keySet());
        return old == null
                ? new Label(name, keys, 1, at, at)
                : new Label(name, keys, old.label().version() + 1, old.label().createdAt(), at);
    }

    private void put(Session session, Keeper keeper, Label label, SortedMap<String, byte[]> data)
            throws SQLException {
        session.update(
                "INSERT INTO keepers (namespace, keeper, name, key_names, version, body,"
                        + " created_at, updated_at) VALUES ('', ?, ?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (namespace, keeper, name) DO UPDATE SET"
                        + " key_names = excluded.key_names, version = excluded.version,"
                        + " body = excluded.body, updated_at = excluded.updated_at",
                keeper.name(),
                label.name(),
                String.join("/", label.keys()),
                label.version(),
                seal.close(place(keeper, label), data),
                Times.nanos(label.createdAt()),
                Times.nanos(label.updatedAt()));
    }

    private @Nullable Stored stored(Session session, Keeper keeper, String name)
            throws SQLException {
        return session.first(
                row -> {
                    Label label = label(row);
                    return new Stored(label, seal.open(place(keeper, label), row.bytes(6)));
                },
                "SELECT name, key_names, version, created_at, updated_at, body FROM keepers"
                        + " WHERE namespace = '' AND keeper = ? AND name = ?",
                keeper.name(),
                name);
    }

    private static String place(Keeper keeper, Label label) {
        return keeper + "/" + label.name() + "/" + label.version();
    }

    /** A key holds no slash, so slashes part them. */
    private static Label label(Row row) throws SQLException {
        String keys = row.text(2);
        return new Label(
                row.text(1),
                keys.isEmpty() ? List.of() : List.of(keys.split("/")),
                row.number(3),
                row.time(4),
                row.time(5));
    }
}
