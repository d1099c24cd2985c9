package penstock.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import penstock.control.port.CacheEntries;
import penstock.control.port.StoreUnavailableException;
import penstock.engine.CacheNote.Origin;
import penstock.engine.RunId;
import penstock.engine.TaskPath;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;

/**
 * Results of earlier task runs. Questions that wait are answered together, by one read, so that a
 * thousand steps that ask at once cost a few.
 */
final class SqlCacheEntries implements CacheEntries {

    private static final int MOST_AT_ONCE = 256;

    private static final String COLUMNS =
            "entry_no, fingerprint, pipeline_name, component, run_id, path, created_at, hits,"
                    + " last_hit_at";

    private final Writer writer;
    private final Readers readers;
    private final Queue<Asked> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean reading = new AtomicBoolean();

    private record Asked(Question question, Consumer<FindOutcome> done) {}

    SqlCacheEntries(Writer writer, Readers readers) {
        this.writer = writer;
        this.readers = readers;
    }

    @Override
    public void find(Question question, Consumer<FindOutcome> done) {
        waiting.add(new Asked(question, done));
        readWaiting();
    }

    private void readWaiting() {
        if (waiting.isEmpty() || !reading.compareAndSet(false, true)) {
            return;
        }
        List<Asked> batch = new ArrayList<>();
        for (Asked next = waiting.poll(); next != null; next = waiting.poll()) {
            batch.add(next);
            if (batch.size() == MOST_AT_ONCE) {
                break;
            }
        }
        var _ =
                readers.submit(session -> ResultReads.answers(session, questions(batch)))
                        .whenComplete((found, failure) -> {
                            reading.set(false);
                            readWaiting();
                            answer(batch, found, failure);
                        });
    }

    private static List<Question> questions(List<Asked> batch) {
        return batch.stream().map(Asked::question).toList();
    }

    private static void answer(
            List<Asked> batch,
            @Nullable List<FindOutcome.Found> found,
            @Nullable Throwable failure) {
        for (int i = 0; i < batch.size(); i++) {
            FindOutcome outcome =
                    found == null ? new FindOutcome.Unavailable(problem(failure)) : found.get(i);
            batch.get(i).done().accept(outcome);
        }
    }

    private static Problem problem(@Nullable Throwable failure) {
        return failure instanceof StoreUnavailableException unavailable
                ? unavailable.problem()
                : Problem.of(ErrorCode.INTERNAL, "results cannot be read: " + failure);
    }

    @Override
    public @Nullable Entry madeBy(
            RunId asker, String pipelineName, String fingerprint, Origin maker) {
        return readers.find(session ->
                session.first(
                        SqlCacheEntries::entry,
                        "SELECT "
                                + COLUMNS
                                + " FROM cache_entries WHERE namespace = (SELECT namespace FROM runs"
                                + " WHERE run_id = ?) AND pipeline_name = ? AND fingerprint = ?"
                                + " AND run_id = ? AND path = ? ORDER BY entry_no DESC LIMIT 1",
                        asker.value(),
                        pipelineName,
                        HexFormat.of().parseHex(fingerprint),
                        maker.run().value(),
                        maker.path().value()));
    }

    @Override
    public Listed list(Selection selection, int offset, int limit) {
        Where where = where(selection);
        return readers.call(session -> {
            long total =
                    session.number(
                            "SELECT COUNT(*) FROM cache_entries WHERE " + where.sql(),
                            where.parameters().toArray());
            List<Object> parameters = new ArrayList<>(where.parameters());
            parameters.add(limit);
            parameters.add(offset);
            return new Listed(
                    session.all(
                            SqlCacheEntries::entry,
                            "SELECT "
                                    + COLUMNS
                                    + " FROM cache_entries WHERE "
                                    + where.sql()
                                    + " ORDER BY entry_no DESC LIMIT ? OFFSET ?",
                            parameters.toArray()),
                    total);
        });
    }

    private static Entry entry(Row row) throws SQLException {
        return new Entry(
                row.number(1),
                HexFormat.of().formatHex(row.bytes(2)),
                row.text(3),
                row.text(4),
                new RunId(row.text(5)),
                row.text(6),
                row.time(7),
                row.number(8),
                row.timeOrNull(9));
    }

    @Override
    public int revoke(Selection selection) {
        return writer.call(session -> remove(session, where(selection)));
    }

    @Override
    public boolean revoke(long number) {
        return writer.call(session -> remove(session, Where.of("entry_no = ?", number)) > 0);
    }

    /** Numbers of entries may be given again, so nothing may be left that speaks of one. */
    static int remove(Session session, Where where) throws SQLException {
        session.update(
                "DELETE FROM cache_artifacts WHERE entry_no IN (SELECT entry_no FROM cache_entries"
                        + " WHERE "
                        + where.sql()
                        + ")",
                where.parameters().toArray());
        return session.update(
                "DELETE FROM cache_entries WHERE " + where.sql(), where.parameters().toArray());
    }

    private static Where where(Selection selection) {
        Where where = Where.of("1 = 1");
        if (selection.pipelineName() != null) {
            where = where.and(Where.of("pipeline_name = ?", selection.pipelineName()));
        }
        if (selection.run() != null) {
            where = where.and(Where.of("run_id = ?", selection.run().value()));
        }
        if (selection.search() != null) {
            String text = selection.search();
            where =
                    where.and(
                            Where.of(
                                    "(INSTR(LOWER(path), LOWER(?)) > 0"
                                            + " OR INSTR(LOWER(pipeline_name), LOWER(?)) > 0)",
                                    text,
                                    text));
        }
        return where;
    }

    static Origin origin(String run, String path) {
        return new Origin(new RunId(run), new TaskPath(path));
    }
}
