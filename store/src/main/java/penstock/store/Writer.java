package penstock.store;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import penstock.control.port.StoreUnavailableException;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;

/**
 * The one thread that writes. It takes whatever waits, runs each write in a savepoint of its own,
 * commits once, and only then tells each of them. When disk or file fail, everything in the commit
 * fails and the next one starts on a fresh connection.
 */
final class Writer implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Writer.class.getName());

    private static final int MAX_WAITING = 10_000;
    private static final int MAX_WRITES = 512;
    private static final int MAX_WEIGHT = 20_000;

    private static final Problem OVERLOADED =
            new Problem(
                    ErrorCode.STORE_UNAVAILABLE,
                    "the store has " + MAX_WAITING + " writes waiting (expected: fewer)",
                    "Work goes on by itself; a faster disk helps.");
    private static final Problem CLOSED =
            Problem.of(ErrorCode.STORE_UNAVAILABLE, "the store is closed");

    private final Path file;
    private final BlockingQueue<Write> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
    private final Numbers runNumbers = new Numbers("run");
    private final Numbers executionNumbers = new Numbers("execution");
    private final Thread thread;
    private volatile boolean closed;
    private @Nullable Session session;

    /**
     * @param session opened for writing; the writer closes it
     */
    Writer(Path file, Session session) {
        this.file = file;
        this.session = session;
        this.thread = Thread.ofPlatform().daemon().name("store-writer").unstarted(this::work);
    }

    void start() {
        thread.start();
    }

    /** Queues {@code write}; it is told of its end on the writer's thread, or here if refused. */
    void submit(Write write) {
        if (closed) {
            write.failed(CLOSED);
        } else if (!waiting.offer(write)) {
            write.failed(OVERLOADED);
        } else if (closed && waiting.remove(write)) {
            // It came in behind the last batch.
            write.failed(CLOSED);
        }
    }

    /** Commits what {@code body} writes and gives its answer. */
    <T> T call(Body<T> body) {
        Call<T> call = new Call<>(body);
        submit(call);
        return call.await();
    }

    /** A write with an answer. */
    @FunctionalInterface
    interface Body<T> {
        T run(Session session) throws SQLException;
    }

    private void work() {
        List<Write> batch = new ArrayList<>();
        try {
            while (take(batch)) {
                commit(batch);
                batch.clear();
            }
        } finally {
            closed = true;
            waiting.drainTo(batch);
            batch.forEach(write -> write.failed(CLOSED));
            closeSession();
        }
    }

    /** Waits for the first write and adds those behind it; false when this was the last batch. */
    private boolean take(List<Write> batch) {
        Write next = first();
        int weight = 0;
        while (next != null) {
            batch.add(next);
            weight += next.weight();
            next = batch.size() < MAX_WRITES && weight < MAX_WEIGHT ? waiting.poll() : null;
        }
        return !batch.isEmpty();
    }

    private @Nullable Write first() {
        while (true) {
            try {
                return closed ? waiting.poll() : waiting.take();
            } catch (InterruptedException e) {
                // Only close() interrupts: go round and find that it is closed.
                closed = true;
            }
        }
    }

    private void commit(List<Write> batch) {
        List<Runnable> answers = new ArrayList<>(batch.size());
        try {
            Transaction transaction = begin();
            for (Write write : batch) {
                Problem problem = attempt(transaction, write);
                answers.add(problem == null ? write::committed : () -> write.failed(problem));
            }
            transaction.session().update("COMMIT");
        } catch (SQLException e) {
            abandon();
            Problem problem = Sqlite.problem(e);
            LOG.log(Level.WARNING, "a commit failed: " + problem.message());
            batch.forEach(write -> tell(() -> write.failed(problem)));
            return;
        }
        answers.forEach(Writer::tell);
    }

    private Transaction begin() throws SQLException {
        Session open = session;
        if (open == null) {
            open = Sqlite.openWriter(file);
            session = open;
        }
        open.update("BEGIN IMMEDIATE");
        long epoch = open.number("SELECT epoch FROM ownership");
        return new Transaction(open, epoch, runNumbers, executionNumbers);
    }

    /** Runs one write; what goes wrong with it alone is undone and returned. */
    private @Nullable Problem attempt(Transaction transaction, Write write) throws SQLException {
        Session open = transaction.session();
        open.update("SAVEPOINT write");
        try {
            write.run(transaction);
            open.update("RELEASE write");
            return null;
        } catch (SQLException e) {
            if (!Sqlite.isDefect(e)) {
                throw e;
            }
            return undone(open, e);
        } catch (RuntimeException e) {
            return undone(open, new SQLException(e.toString(), e));
        }
    }

    private Problem undone(Session open, SQLException defect) throws SQLException {
        LOG.log(Level.ERROR, "a write was undone", defect);
        open.update("ROLLBACK TO write");
        open.update("RELEASE write");
        forgetNumbers();
        return Sqlite.problem(defect);
    }

    /** After a failure of disk or file nothing of the connection is trusted; closing rolls back. */
    private void abandon() {
        forgetNumbers();
        closeSession();
    }

    private void forgetNumbers() {
        runNumbers.forget();
        executionNumbers.forget();
    }

    private void closeSession() {
        Session open = session;
        session = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                LOG.log(Level.WARNING, "the database was not closed cleanly: " + e.getMessage());
            }
        }
    }

    private static void tell(Runnable answer) {
        try {
            answer.run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "whoever waited for a commit failed", e);
        }
    }

    /** Commits what waits, refuses what comes later, and ends the thread. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Call<T> implements Write {

        private final Body<T> body;
        private final CompletableFuture<T> answer = new CompletableFuture<>();
        private @Nullable T result;

        Call(Body<T> body) {
            this.body = body;
        }

        @Override
        public int weight() {
            return 1;
        }

        @Override
        public void run(Transaction transaction) throws SQLException {
            result = body.run(transaction.session());
        }

        @Override
        @SuppressWarnings("NullAway") // T says whether the body may answer null
        public void committed() {
            answer.complete(result);
        }

        @Override
        public void failed(Problem problem) {
            answer.completeExceptionally(new StoreUnavailableException(problem));
        }

        T await() {
            return Waiting.join(answer);
        }
    }
}
