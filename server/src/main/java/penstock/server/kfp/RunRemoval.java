package penstock.server.kfp;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import penstock.control.RunChanges;
import penstock.control.RunService;
import penstock.control.port.RunReads;
import penstock.control.port.RunReads.RunRow;
import penstock.engine.RunId;
import penstock.server.backend.Backend;
import penstock.server.backend.Outcomes;
import penstock.server.http.Code;
import penstock.server.http.Refusal;

/** Deletes runs. One that is still running is cancelled first, as clients of KFP expect. */
final class RunRemoval {
    private static final long PATIENCE_SECONDS = 15;

    private final RunService runs;
    private final RunReads reads;
    private final RunChanges changes;

    RunRemoval(Backend backend) {
        this.runs = backend.services().runs();
        this.reads = backend.reads().runs();
        this.changes = backend.changes();
    }

    void remove(RunId run) {
        if (!reads.remove(run) && isKnown(run)) {
            cancel(run);
            if (!reads.remove(run) && isKnown(run)) {
                throw Refusal.of(
                        Code.FAILED_PRECONDITION,
                        "run " + run + " is being cancelled; delete it again when it has ended");
            }
        }
    }

    private boolean isKnown(RunId run) {
        return reads.run(run) != null;
    }

    private boolean hasEnded(RunId run) {
        RunRow row = reads.run(run);
        return row == null || row.phase().isTerminal();
    }

    private void cancel(RunId run) {
        CountDownLatch ended = new CountDownLatch(1);
        try (RunChanges.Subscription _ =
                changes.subscribe(change -> {
                    if (change.run().equals(run) && change.phase().isTerminal()) {
                        ended.countDown();
                    }
                })) {
            if (!hasEnded(run)) {
                Outcomes.done(runs.cancel(run, "its deletion"));
            }
            if (!hasEnded(run)) {
                boolean _ = ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
