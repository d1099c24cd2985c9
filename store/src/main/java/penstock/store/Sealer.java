package penstock.store;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import penstock.control.port.StoreUnavailableException;
import penstock.store.codec.SealCodec;

/**
 * Compresses the journals of runs that ended some time ago, a stretch at a time: a stretch's events
 * go in the commit that brings the compressed ones. A run that is retried goes on behind what is
 * sealed.
 */
final class Sealer implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Sealer.class.getName());

    /** Events in one stretch. */
    static final int STRETCH = 5_000;

    /** Most runs that are retried are so within this time. */
    private static final Duration REST = Duration.ofMinutes(10);

    private static final int MINUTES_BETWEEN = 1;

    private final Writer writer;
    private final Readers readers;
    private final InstantSource clock;
    private final ScheduledExecutorService thread;

    Sealer(Writer writer, Readers readers, InstantSource clock) {
        this.writer = writer;
        this.readers = readers;
        this.clock = clock;
        this.thread =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("store-sealer").factory());
    }

    /** Begins to look for ended runs every minute. */
    void start() {
        var _ =
                thread.scheduleWithFixedDelay(
                        this::work, MINUTES_BETWEEN, MINUTES_BETWEEN, TimeUnit.MINUTES);
    }

    private void work() {
        try {
            int sealed = sealEndedBefore(clock.instant().minus(REST));
            LOG.log(Level.DEBUG, "sealed {0} stretches of journals", sealed);
        } catch (StoreUnavailableException e) {
            LOG.log(Level.DEBUG, "sealing waits: " + e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "sealing failed and is tried again", e);
        }
    }

    private record Due(long runNo, String namespace, long sealed, long sequence) {}

    private record Stretch(Due due, int events, ByteBuffer body) {}

    /** Seals every journal of a run that ended before {@code cutoff}; gives what it wrote. */
    int sealEndedBefore(Instant cutoff) {
        int sealed = 0;
        Stretch stretch = next(cutoff);
        while (stretch != null && !thread.isShutdown()) {
            Stretch found = stretch;
            writer.<Boolean>call(session -> seal(session, found));
            sealed++;
            stretch = next(cutoff);
        }
        return sealed;
    }

    private @Nullable Stretch next(Instant cutoff) {
        return readers.find(session -> {
            Due due = due(session, cutoff);
            return due == null ? null : read(session, due);
        });
    }

    private static @Nullable Due due(Session session, Instant cutoff) throws SQLException {
        return session.first(
                row -> new Due(row.number(1), row.text(2), row.number(3), row.number(4)),
                "SELECT run_no, namespace, sealed, sequence FROM runs"
                        + " WHERE finished_at IS NOT NULL AND sealed < sequence"
                        + " AND finished_at < ? ORDER BY finished_at LIMIT 1",
                Times.nanos(cutoff));
    }

    private static Stretch read(Session session, Due due) throws SQLException {
        List<SealCodec.Line> lines =
                session.all(
                        row -> new SealCodec.Line(row.number(1), row.text(2), row.text(3)),
                        "SELECT at, type, body FROM run_events"
                                + " WHERE run_no = ? AND sequence > ? ORDER BY sequence LIMIT ?",
                        due.runNo(),
                        due.sealed(),
                        STRETCH);
        return new Stretch(due, lines.size(), ByteBuffer.wrap(SealCodec.write(lines)));
    }

    /** False when the run was removed meanwhile. */
    private static boolean seal(Session session, Stretch stretch) throws SQLException {
        Due due = stretch.due();
        long last = due.sealed() + stretch.events();
        int marked =
                session.update(
                        "UPDATE runs SET sealed = ? WHERE run_no = ? AND sealed = ?",
                        last,
                        due.runNo(),
                        due.sealed());
        if (marked == 0) {
            return false;
        }
        session.update(
                "INSERT INTO sealed_events (run_no, last_sequence, namespace, body)"
                        + " VALUES (?, ?, ?, ?)",
                due.runNo(),
                last,
                due.namespace(),
                stretch.body().array());
        session.update(
                "DELETE FROM run_events WHERE run_no = ? AND sequence <= ?", due.runNo(), last);
        return true;
    }

    /** Stops after the stretch under way. */
    @Override
    public void close() {
        thread.close();
    }
}
