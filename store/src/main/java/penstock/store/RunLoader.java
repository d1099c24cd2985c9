package penstock.store;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import penstock.control.port.Journal.LoadOutcome;
import penstock.engine.Event;
import penstock.engine.RunCaching;
import penstock.engine.RunHeader;
import penstock.engine.RunId;
import penstock.plan.ErrorCode;
import penstock.plan.Plan;
import penstock.plan.Problem;
import penstock.store.codec.Blobs;
import penstock.store.codec.CacheCodec;
import penstock.store.codec.DataCodec;
import penstock.store.codec.EventCodec;
import penstock.store.codec.PlanCodec;
import penstock.store.codec.SealCodec;
import penstock.store.codec.UnreadableException;

/** Reads a run back as it was created, with its whole journal. */
final class RunLoader {

    private RunLoader() {}

    /** A run as it was created. */
    private record Created(long runNo, String namespace, RunHeader header, ByteBuffer planDigest) {}

    static LoadOutcome load(Session session, RunId run) throws SQLException {
        try {
            Created created = created(session, run);
            if (created == null) {
                return new LoadOutcome.Missing();
            }
            Plan plan =
                    PlanCodec.read(
                            BlobRows.text(
                                    session, created.namespace(), created.planDigest().array()));
            return new LoadOutcome.Loaded(created.header(), plan, events(session, created));
        } catch (UnreadableException e) {
            return new LoadOutcome.Unreadable(unreadable(run, e));
        } catch (BlobRows.ReadFailedException e) {
            throw e.failure();
        }
    }

    private static @Nullable Created created(Session session, RunId run) throws SQLException {
        return session.first(
                row -> {
                    String namespace = row.text(2);
                    DataCodec data = DataCodec.reading(BlobRows.source(session, namespace));
                    RunHeader header =
                            new RunHeader(
                                    run,
                                    row.text(3),
                                    row.text(4),
                                    row.text(5),
                                    row.time(6),
                                    row.time(7),
                                    data.parameters(row.text(8)),
                                    CacheCodec.rules(row.textOrNull(10), RunCaching.DEFAULT));
                    return new Created(
                            row.number(1), namespace, header, ByteBuffer.wrap(row.bytes(9)));
                },
                "SELECT run_no, namespace, display_name, resource_name, pipeline_root, created_at,"
                        + " scheduled_at, parameters, plan_digest, caching FROM runs WHERE run_id = ?",
                run.value());
    }

    /** First what is sealed, then what came later. */
    private static List<Event> events(Session session, Created created) throws SQLException {
        Blobs.Source blobs = BlobRows.source(session, created.namespace());
        RunId run = created.header().run();
        List<Event> events = new ArrayList<>();
        for (byte[] stretch : sealed(session, created.runNo())) {
            for (SealCodec.Line line : SealCodec.read(stretch)) {
                Instant at = Times.instant(line.at());
                events.add(EventCodec.read(line.type(), at, run, line.body(), blobs));
            }
        }
        session.all(
                row ->
                        events.add(
                                EventCodec.read(row.text(1), row.time(2), run, row.text(3), blobs)),
                "SELECT type, at, body FROM run_events WHERE run_no = ? ORDER BY sequence",
                created.runNo());
        return events;
    }

    private static List<byte[]> sealed(Session session, long runNo) throws SQLException {
        return session.all(
                row -> row.bytes(1),
                "SELECT body FROM sealed_events WHERE run_no = ? ORDER BY last_sequence",
                runNo);
    }

    private static Problem unreadable(RunId run, UnreadableException why) {
        return new Problem(
                ErrorCode.QUARANTINED,
                "the journal of run "
                        + run
                        + " cannot be understood by Penstock "
                        + Release.VERSION
                        + ": "
                        + why.getMessage(),
                "Use the release that wrote it, or a newer one.");
    }
}
