package penstock.server;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import penstock.control.port.StepExecutor;

/** Steps on virtual threads, by the system's clock. */
final class ServerSteps implements StepExecutor, AutoCloseable {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledThreadPoolExecutor timers;

    ServerSteps() {
        this.timers =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("timers").factory());
        timers.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        timers.setRemoveOnCancelPolicy(true);
        timers.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    /** A server that is being closed takes no further step; the next one goes on. */
    @Override
    public void execute(Runnable step) {
        try {
            threads.execute(step);
        } catch (RejectedExecutionException e) {
            if (!threads.isShutdown()) {
                throw e;
            }
        }
    }

    @Override
    public Timer at(Instant due, Runnable step) {
        long millis = Math.max(0, Duration.between(now(), due).toMillis());
        ScheduledFuture<?> timer =
                timers.schedule(() -> execute(step), millis, TimeUnit.MILLISECONDS);
        return () -> timer.cancel(false);
    }

    /** Runs no further timer; steps that have begun go on. */
    @Override
    public void close() {
        timers.shutdownNow();
        threads.shutdown();
    }
}
