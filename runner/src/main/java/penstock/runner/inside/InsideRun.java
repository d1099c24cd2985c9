package penstock.runner.inside;

import org.jspecify.annotations.Nullable;
import penstock.control.port.AttemptOrder;
import penstock.control.port.TaskRunner.AttemptReports;
import penstock.engine.AttemptFacts;
import penstock.engine.AttemptResult;

/** One attempt from launch to result, on a thread of its own. */
final class InsideRun {

    private final AttemptOrder order;
    private final AttemptReports reports;
    private final Body body;
    private final Thread thread;
    private volatile boolean stopped;
    private volatile boolean started;
    private volatile boolean abandoned;
    private volatile @Nullable AttemptResult result;

    InsideRun(AttemptOrder order, AttemptReports reports, Body body) {
        this.order = order;
        this.reports = reports;
        this.body = body;
        this.thread =
                Thread.ofVirtual().name("attempt-" + order.attempt().uuid()).unstarted(this::run);
    }

    /** What the thread does; ends by an interruption when it is stopped. */
    @FunctionalInterface
    interface Body {
        AttemptResult run(InsideRun run) throws InterruptedException;
    }

    AttemptOrder order() {
        return order;
    }

    void start() {
        thread.start();
    }

    /** Before the start this makes the start end at once. */
    void stop() {
        stopped = true;
        thread.interrupt();
    }

    void abandon() {
        abandoned = true;
        thread.interrupt();
    }

    boolean hasEnded() {
        return result != null;
    }

    /** Says again what was said. */
    void repeat() {
        AttemptResult end = result;
        if (started) {
            tell(new AttemptResult.Started(AttemptFacts.NONE));
        }
        if (end != null) {
            tell(end);
        }
    }

    void report(AttemptResult.Started start) {
        started = true;
        tell(start);
    }

    private void run() {
        AttemptResult end = end();
        if (!abandoned) {
            result = end;
            tell(end);
        }
    }

    /** What was finished before a stop arrived is finished. */
    private AttemptResult end() {
        if (stopped) {
            return new AttemptResult.Stopped();
        }
        try {
            AttemptResult end = body.run(this);
            boolean cutOff = stopped && end instanceof AttemptResult.Failed;
            return cutOff ? new AttemptResult.Stopped() : end;
        } catch (InterruptedException e) {
            return new AttemptResult.Stopped();
        }
    }

    private void tell(AttemptResult what) {
        reports.report(order.attempt(), order.lease(), what);
    }
}
