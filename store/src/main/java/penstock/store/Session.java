package penstock.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A connection with its prepared statements. Parameters are text, numbers, bytes, booleans (stored
 * as 0 or 1) or null. Used by one thread at a time.
 */
final class Session implements AutoCloseable {

    private static final int KEPT_STATEMENTS = 128;

    private final Connection connection;
    private final SequencedMap<String, PreparedStatement> statements =
            new LinkedHashMap<>(64, 0.75f, true);

    Session(Connection connection) {
        this.connection = connection;
    }

    /** Makes a value of the row the result set stands at. */
    @FunctionalInterface
    interface RowReader<T> {
        T read(Row row) throws SQLException;
    }

    /** Runs a statement and gives the number of rows it changed. */
    int update(String sql, @Nullable Object... parameters) throws SQLException {
        return prepared(sql, parameters).executeUpdate();
    }

    /** All rows. */
    <T> List<T> all(RowReader<T> reader, String sql, @Nullable Object... parameters)
            throws SQLException {
        try (ResultSet results = prepared(sql, parameters).executeQuery()) {
            Row row = new Row(results);
            List<T> rows = new ArrayList<>();
            while (results.next()) {
                rows.add(reader.read(row));
            }
            return rows;
        }
    }

    /** The first row, or null when there is none. */
    <T> @Nullable T first(RowReader<T> reader, String sql, @Nullable Object... parameters)
            throws SQLException {
        try (ResultSet results = prepared(sql, parameters).executeQuery()) {
            return results.next() ? reader.read(new Row(results)) : null;
        }
    }

    /** The number in the first column of the first row; 0 when there is none. */
    long number(String sql, @Nullable Object... parameters) throws SQLException {
        Long number = first(row -> row.number(1), sql, parameters);
        return number == null ? 0 : number;
    }

    private PreparedStatement prepared(String sql, @Nullable Object... parameters)
            throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            makeRoom();
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < parameters.length; i++) {
            bind(statement, i + 1, parameters[i]);
        }
        return statement;
    }

    private void makeRoom() throws SQLException {
        if (statements.size() >= KEPT_STATEMENTS) {
            PreparedStatement oldest = statements.pollFirstEntry().getValue();
            oldest.close();
        }
    }

    private static void bind(PreparedStatement statement, int index, @Nullable Object value)
            throws SQLException {
        switch (value) {
            case null -> statement.setObject(index, null);
            case String text -> statement.setString(index, text);
            case Long number -> statement.setLong(index, number);
            case Integer number -> statement.setInt(index, number);
            case Double number -> statement.setDouble(index, number);
            case Boolean flag -> statement.setInt(index, flag ? 1 : 0);
            case byte[] bytes -> statement.setBytes(index, bytes);
            default ->
                    throw new IllegalArgumentException(
                            "cannot bind a " + value.getClass().getName());
        }
    }

    @Override
    public void close() throws SQLException {
        statements.clear();
        connection.close();
    }
}
