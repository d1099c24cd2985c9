package penstock.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The current row of a result, by column number from 1 on. */
final class Row {

    private final ResultSet results;

    Row(ResultSet results) {
        this.results = results;
    }

    String text(int column) throws SQLException {
        String text = results.getString(column);
        if (text == null) {
            throw new IllegalStateException("column " + column + " is null");
        }
        return text;
    }

    @Nullable String textOrNull(int column) throws SQLException {
        return results.getString(column);
    }

    byte[] bytes(int column) throws SQLException {
        return results.getBytes(column);
    }

    long number(int column) throws SQLException {
        return results.getLong(column);
    }

    @Nullable Long numberOrNull(int column) throws SQLException {
        long value = results.getLong(column);
        return results.wasNull() ? null : value;
    }

    /** A number that need not be whole. */
    double real(int column) throws SQLException {
        return results.getDouble(column);
    }

    int small(int column) throws SQLException {
        return results.getInt(column);
    }

    @Nullable Integer smallOrNull(int column) throws SQLException {
        int value = results.getInt(column);
        return results.wasNull() ? null : value;
    }

    boolean flag(int column) throws SQLException {
        return results.getInt(column) != 0;
    }

    Instant time(int column) throws SQLException {
        return Times.instant(results.getLong(column));
    }

    @Nullable Instant timeOrNull(int column) throws SQLException {
        long nanos = results.getLong(column);
        return results.wasNull() ? null : Times.instant(nanos);
    }
}
