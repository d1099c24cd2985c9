package penstock.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;

/** What is particular to SQLite: how to open it, what its errors mean, how it compares text. */
final class Sqlite {

    /** Compares text without regard to the case of ASCII letters. */
    static final String IGNORING_CASE = " COLLATE NOCASE";

    private static final String[] EVERY_CONNECTION = {
        "PRAGMA busy_timeout = 5000", "PRAGMA foreign_keys = ON", "PRAGMA temp_store = MEMORY"
    };

    private static final String[] WRITER = {
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = FULL",
        "PRAGMA wal_autocheckpoint = 4000",
        "PRAGMA journal_size_limit = 67108864",
        "PRAGMA cache_size = -16384"
    };

    private static final String[] READER = {"PRAGMA query_only = ON", "PRAGMA cache_size = -4096"};

    private Sqlite() {}

    /** A connection that may write; it commits only where the caller says so. */
    static Session openWriter(Path file) throws SQLException {
        return open(file, WRITER);
    }

    /** A connection that refuses to write. */
    static Session openReader(Path file) throws SQLException {
        return open(file, READER);
    }

    /** A connection that copies the database elsewhere. */
    static Session openCopier(Path file) throws SQLException {
        return open(file, new String[0]);
    }

    private static Session open(Path file, String[] settings) throws SQLException {
        Properties properties = new Properties();
        // The driver would ask for the last row's number after every insert.
        properties.setProperty("jdbc.get_generated_keys", "false");
        // As a URI, because the driver takes what follows a question mark for settings.
        Connection connection =
                DriverManager.getConnection("jdbc:sqlite:" + file.toUri(), properties);
        try (Statement statement = connection.createStatement()) {
            for (String setting : EVERY_CONNECTION) {
                statement.execute(setting);
            }
            for (String setting : settings) {
                statement.execute(setting);
            }
            return new Session(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** What {@code failure} means to people. */
    static Problem problem(SQLException failure) {
        if (!(failure instanceof SQLiteException sqlite)) {
            return defect(failure);
        }
        return switch (primary(sqlite.getResultCode())) {
            case SQLITE_FULL ->
                    unavailable(
                            failure,
                            "the disk of the data folder is full",
                            "Free some space; work goes on by itself.");
            case SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_PROTOCOL ->
                    unavailable(
                            failure,
                            "the database file cannot be read or written",
                            "Check the disk of the data folder; work goes on by itself.");
            case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH ->
                    unavailable(
                            failure,
                            "the database file is not writable",
                            "Make the data folder writable for the user of this server.");
            case SQLITE_BUSY, SQLITE_LOCKED ->
                    unavailable(
                            failure,
                            "another program holds the database file",
                            "End the program that has the file open for writing.");
            case SQLITE_NOMEM -> unavailable(failure, "memory ran out", "Give it more memory.");
            case SQLITE_CORRUPT, SQLITE_NOTADB ->
                    unavailable(
                            failure,
                            "the database file is damaged",
                            "Restore the data folder from a backup.");
            // Every other code means that this program used the database wrongly.
            default -> defect(failure);
        };
    }

    /** True when the failure lies with this program's statement, not with disk or file. */
    static boolean isDefect(SQLException failure) {
        return problem(failure).code() == ErrorCode.INTERNAL;
    }

    private static Problem unavailable(SQLException failure, String what, String hint) {
        return new Problem(
                ErrorCode.STORE_UNAVAILABLE, what + " (" + failure.getMessage() + ")", hint);
    }

    private static Problem defect(SQLException failure) {
        return new Problem(
                ErrorCode.INTERNAL,
                "the database refused a statement: " + failure.getMessage(),
                "This is a defect of Penstock; please report it.");
    }

    /** Extended codes carry the primary one in their low byte. */
    private static SQLiteErrorCode primary(SQLiteErrorCode code) {
        return SQLiteErrorCode.getErrorCode(code.code & 0xff);
    }
}
