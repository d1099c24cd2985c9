package penstock.store;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import penstock.control.port.Journal;
import penstock.control.port.StoreUnavailableException;
import penstock.engine.RunId;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;
import penstock.store.codec.ProblemCodec;

/** The journal of every run. */
final class SqlJournal implements Journal {

    private static final Logger LOG = System.getLogger(SqlJournal.class.getName());

    private final Writer writer;
    private final Readers readers;

    SqlJournal(Writer writer, Readers readers) {
        this.writer = writer;
        this.readers = readers;
    }

    @Override
    public void append(Append append, Consumer<AppendOutcome> done) {
        BatchRows rows;
        try {
            rows = BatchEncoder.encode(append);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a batch cannot be stored", e);
            done.accept(new AppendOutcome.Unavailable(defect("a batch cannot be stored", e)));
            return;
        }
        writer.submit(new AppendWrite(rows, done));
    }

    @Override
    public void load(RunId run, Consumer<LoadOutcome> done) {
        answer(
                readers.submit(session -> RunLoader.load(session, run)),
                LoadOutcome.Unavailable::new,
                done);
    }

    @Override
    public void unfinished(Consumer<UnfinishedOutcome> done) {
        answer(
                readers.submit(session ->
                        new UnfinishedOutcome.Found(
                                session.all(
                                        row -> new RunId(row.text(1)),
                                        "SELECT run_id FROM runs WHERE phase IN"
                                                + " ('PENDING', 'RUNNING', 'CANCELING',"
                                                + " 'PAUSED') ORDER BY live_attempts > 0 DESC,"
                                                + " created_at, run_no"))),
                UnfinishedOutcome.Unavailable::new,
                done);
    }

    @Override
    public void quarantine(RunId run, Problem problem) {
        writer.submit(new Quarantine(run, problem));
    }

    private static <T> void answer(
            CompletableFuture<? extends T> reading,
            Function<Problem, T> unavailable,
            Consumer<T> done) {
        var _ =
                reading.whenComplete((read, failure) ->
                        done.accept(failure == null ? read : unavailable.apply(problem(failure))));
    }

    private static Problem problem(Throwable failure) {
        return failure instanceof StoreUnavailableException unavailable
                ? unavailable.problem()
                : defect("a run cannot be read", failure);
    }

    private static Problem defect(String what, Throwable failure) {
        return new Problem(
                ErrorCode.INTERNAL,
                what + ": " + failure,
                "This is a defect of Penstock; please report it.");
    }

    /** Nobody waits for it; when it fails, the run is set aside again after the next start. */
    private record Quarantine(RunId run, Problem problem) implements Write {

        @Override
        public int weight() {
            return 1;
        }

        @Override
        public void run(Transaction transaction) throws SQLException {
            transaction
                    .session()
                    .update(
                            "UPDATE runs SET quarantine = ? WHERE run_id = ?",
                            ProblemCodec.write(problem),
                            run.value());
        }

        @Override
        public void committed() {}

        @Override
        public void failed(Problem failure) {}
    }
}
