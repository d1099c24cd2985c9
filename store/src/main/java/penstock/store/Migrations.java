package penstock.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * Brings a database to the schema of this release. Each step is a file of statements and commits
 * with the row that records it, so that a crash leaves whole steps.
 */
final class Migrations {

    private static final List<String> STEPS =
            List.of(
                    "1-first.sql",
                    "2-keepers.sql",
                    "3-loops.sql",
                    "4-metrics.sql",
                    "5-cache.sql",
                    "6-recurring.sql",
                    "7-retention.sql",
                    "8-lists.sql",
                    "9-packages.sql");

    /** The schema this release works with. */
    static final int CURRENT = number(STEPS.getLast());

    private Migrations() {}

    /** The schema a database has; 0 for a new one. */
    static int version(Session session) throws SQLException {
        session.update(
                "CREATE TABLE IF NOT EXISTS schema_steps (step INTEGER PRIMARY KEY,"
                        + " namespace TEXT NOT NULL, applied_at BIGINT NOT NULL)");
        return (int) session.number("SELECT MAX(step) FROM schema_steps");
    }

    /** The numbers of the steps that a database lacks, in order. */
    static List<Integer> missing(Session session) throws SQLException {
        List<Integer> applied =
                session.all(row -> (int) row.number(1), "SELECT step FROM schema_steps");
        return STEPS.stream()
                .map(Migrations::number)
                .filter(step -> !applied.contains(step))
                .toList();
    }

    /** Applies what is missing. */
    static void apply(Session session, Instant now) throws SQLException {
        List<Integer> missing = missing(session);
        for (String step : STEPS) {
            if (missing.contains(number(step))) {
                apply(session, step, now);
            }
        }
    }

    private static void apply(Session session, String step, Instant now) throws SQLException {
        session.update("BEGIN IMMEDIATE");
        for (String statement : statements(step)) {
            session.update(statement);
        }
        session.update(
                "INSERT INTO schema_steps (step, namespace, applied_at) VALUES (?, '', ?)",
                number(step),
                Times.nanos(now));
        session.update("COMMIT");
    }

    /** A step's file begins with its number. */
    private static int number(String step) {
        return Integer.parseInt(step.substring(0, step.indexOf('-')));
    }

    /** Statements end with a semicolon at the end of a line. */
    private static List<String> statements(String file) {
        return List.of(read(file).replaceAll("(?m)^--.*$", "").split(";\\s*(\\n|$)")).stream()
                .filter(statement -> !statement.isBlank())
                .toList();
    }

    private static String read(String file) {
        try (InputStream in = Migrations.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("resource " + file + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("resource " + file + " cannot be read", e);
        }
    }
}
