package penstock.store;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import penstock.control.port.StoreUnavailableException;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;

/**
 * A few threads that read, each with a connection of its own. Every read sees one state of the
 * database, and its result is complete before anybody else sees it.
 */
final class Readers implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Readers.class.getName());

    private static final int THREADS = 3;
    private static final int MAX_WAITING = 1_000;

    private final Path file;
    private final ThreadPoolExecutor threads;
    private final Queue<Session> idle = new ConcurrentLinkedQueue<>();

    Readers(Path file) {
        this.file = file;
        this.threads =
                new ThreadPoolExecutor(
                        THREADS,
                        THREADS,
                        0,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(MAX_WAITING),
                        Thread.ofPlatform().daemon().name("store-reader-", 1).factory());
    }

    /** Something to be read. */
    @FunctionalInterface
    interface Read<T> {
        T run(Session session) throws SQLException;
    }

    /** Something to be looked for. */
    @FunctionalInterface
    interface Find<T> {
        @Nullable T run(Session session) throws SQLException;
    }

    /** Reads and waits. */
    <T> T call(Read<T> read) {
        return Waiting.join(submit(read));
    }

    /** Looks for something and waits; null when it is not there. */
    <T> @Nullable T find(Find<T> find) {
        return call(session -> Optional.ofNullable(find.run(session))).orElse(null);
    }

    /**
     * Reads on another thread. A failure of the database arrives as a {@link
     * StoreUnavailableException}.
     */
    <T> CompletableFuture<T> submit(Read<T> read) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            threads.execute(() -> run(read, answer));
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(new StoreUnavailableException(refusal()));
        }
        return answer;
    }

    private Problem refusal() {
        return threads.isShutdown()
                ? Problem.of(ErrorCode.STORE_UNAVAILABLE, "the store is closed")
                : new Problem(
                        ErrorCode.STORE_UNAVAILABLE,
                        "the store has "
                                + MAX_WAITING
                                + " reads waiting (expected: fewer at a time)",
                        "Ask again later.");
    }

    private <T> void run(Read<T> read, CompletableFuture<T> answer) {
        try {
            T result = inSnapshot(read);
            answer.complete(result);
        } catch (SQLException e) {
            Problem problem = Sqlite.problem(e);
            LOG.log(Level.WARNING, "a read failed: " + problem.message());
            answer.completeExceptionally(new StoreUnavailableException(problem));
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    /** A connection that failed is not used again. */
    private <T> T inSnapshot(Read<T> read) throws SQLException {
        Session session = idle.poll();
        if (session == null) {
            session = Sqlite.openReader(file);
        }
        boolean sound = false;
        try {
            session.update("BEGIN");
            T result = read.run(session);
            session.update("COMMIT");
            sound = true;
            return result;
        } finally {
            if (sound) {
                idle.add(session);
            } else {
                session.close();
            }
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        boolean interrupted = false;
        while (!threads.isTerminated()) {
            try {
                threads.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        idle.forEach(Readers::closeQuietly);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeQuietly(Session session) {
        try {
            session.close();
        } catch (SQLException e) {
            LOG.log(Level.DEBUG, "a reading connection was not closed cleanly", e);
        }
    }
}
