package penstock.runner.inside;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import penstock.control.port.AttemptOrder;
import penstock.control.port.StoreUnavailableException;
import penstock.control.port.TaskRunner;
import penstock.engine.AttemptFacts;
import penstock.engine.AttemptId;
import penstock.engine.AttemptResult;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;

/**
 * Runs attempts on virtual threads of this process, a few at a time. Nothing of them outlives the
 * server; the next one begins them anew.
 */
public final class InsideRunner implements TaskRunner, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(InsideRunner.class.getName());
    private static final int AT_ONCE = 16;

    private final InsideWork work;
    private final Semaphore slots = new Semaphore(AT_ONCE);
    private final Map<AttemptId, InsideRun> attempts = new ConcurrentHashMap<>();
    private final Set<AttemptId> stoppedEarly = ConcurrentHashMap.newKeySet();

    /** A runner of {@code work}. */
    public InsideRunner(InsideWork work) {
        this.work = work;
    }

    @Override
    public void launch(AttemptOrder order, AttemptReports reports) {
        InsideRun fresh = new InsideRun(order, reports, this::attempt);
        InsideRun known = attempts.putIfAbsent(order.attempt(), fresh);
        if (known != null) {
            known.repeat();
            return;
        }
        if (stoppedEarly.remove(order.attempt())) {
            fresh.stop();
        }
        fresh.start();
    }

    @Override
    public void stop(AttemptId attempt) {
        InsideRun known = attempts.get(attempt);
        if (known == null) {
            stoppedEarly.add(attempt);
        } else {
            known.stop();
        }
    }

    @Override
    public void release(AttemptId attempt) {
        stoppedEarly.remove(attempt);
        InsideRun known = attempts.get(attempt);
        if (known != null && known.hasEnded()) {
            attempts.remove(attempt);
            Thread.ofVirtual().name("release-" + attempt.uuid()).start(() -> forget(attempt));
        }
    }

    /** Leaves what runs to a later server. */
    @Override
    public void close() {
        attempts.values().forEach(InsideRun::abandon);
    }

    private AttemptResult attempt(InsideRun run) throws InterruptedException {
        slots.acquire();
        try {
            run.report(new AttemptResult.Started(AttemptFacts.NONE));
            return work.run(run.order());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "attempt " + run.order().attempt(), e);
            return failed(
                    ErrorCode.STORE_UNAVAILABLE,
                    "files could not be read or written: " + e.getMessage(),
                    "Look at the disk of the data folder, then retry the run.",
                    true);
        } catch (StoreUnavailableException e) {
            return failed(
                    ErrorCode.STORE_UNAVAILABLE,
                    String.valueOf(e.getMessage()),
                    "Look at the disk of the data folder, then retry the run.",
                    true);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "attempt " + run.order().attempt(), e);
            return failed(ErrorCode.INTERNAL, "the runner failed: " + e, "", false);
        } finally {
            slots.release();
        }
    }

    private void forget(AttemptId attempt) {
        try {
            work.forget(attempt);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "forgetting " + attempt, e);
        }
    }

    private static AttemptResult failed(
            ErrorCode code, String message, String hint, boolean retryable) {
        return new AttemptResult.Failed(new Problem(code, message, hint), null, retryable);
    }
}
