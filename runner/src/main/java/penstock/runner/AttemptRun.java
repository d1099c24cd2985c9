package penstock.runner;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import penstock.control.port.AttemptOrder;
import penstock.control.port.TaskRunner.AttemptReports;
import penstock.engine.AttemptResult;
import penstock.engine.Outputs;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;

/**
 * One attempt from launch to result, on a thread of its own: build, have it started (or attach),
 * wait for its exit file, gather its outputs, report.
 */
final class AttemptRun implements Runnable {

    private static final Duration RESCAN = Duration.ofSeconds(10);
    private static final Duration AFTER_REFUSAL = Duration.ofSeconds(1);
    private static final int MOST_REFUSALS = 30;
    private static final int[] STORE_PAUSES_MS = {200, 1_000, 3_000, 10_000};

    private final AttemptOrder order;
    private final AttemptReports reports;
    private final Workshop shop;
    private final AttemptFolder folder;
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final Thread thread;
    private final Object stopping = new Object();
    private boolean building;
    private boolean stopRequested;
    private volatile @Nullable StartFacts facts;
    private volatile boolean started;
    private volatile boolean abandoned;
    private volatile @Nullable AttemptResult result;

    AttemptRun(AttemptOrder order, AttemptReports reports, Workshop shop) {
        this.order = order;
        this.reports = reports;
        this.shop = shop;
        this.folder = shop.settings().folder(order.attempt().uuid());
        this.thread = Thread.ofVirtual().name("attempt-" + order.attempt().uuid()).unstarted(this);
    }

    /** What may happen to an attempt. */
    private sealed interface Signal {
        record Connected() implements Signal {}

        record Started() implements Signal {}

        record Exited() implements Signal {}

        record Refused(String why) implements Signal {}

        record Stop() implements Signal {}
    }

    void start() {
        thread.start();
    }

    void onConnected() {
        signals.add(new Signal.Connected());
    }

    void onStarted() {
        signals.add(new Signal.Started());
    }

    void onExited() {
        signals.add(new Signal.Exited());
    }

    void onRefused(String why) {
        signals.add(new Signal.Refused(why));
    }

    /** Ends the attempt, wherever it stands. */
    void stop() {
        synchronized (stopping) {
            stopRequested = true;
            if (building) {
                thread.interrupt();
            }
        }
        signals.add(new Signal.Stop());
    }

    /** Leaves the attempt to a later server. */
    void abandon() {
        abandoned = true;
        thread.interrupt();
    }

    boolean hasEnded() {
        return result != null;
    }

    /** Says again what was said. */
    void repeat() {
        StartFacts known = facts;
        AttemptResult known2 = result;
        if (started && known != null) {
            report(new AttemptResult.Started(known.shown()));
        }
        if (known2 != null) {
            report(known2);
        }
    }

    @Override
    public void run() {
        try {
            finish(toTheEnd());
        } catch (InterruptedException | ClosedByInterruptException e) {
            // Only stop and abandon interrupt; an abandoned attempt is a later server's.
            if (!abandoned) {
                finish(new AttemptResult.Stopped());
            }
        } catch (IOException e) {
            shop.trouble("attempt " + order.attempt(), e);
            finish(storeFailed(e));
        } catch (RuntimeException e) {
            shop.trouble("attempt " + order.attempt(), e);
            finish(failed(Problem.of(ErrorCode.INTERNAL, "the runner failed: " + e), false));
        }
    }

    private AttemptResult toTheEnd() throws IOException, InterruptedException {
        StartFacts known;
        if (folder.isOrdered()) {
            known = StartFacts.read(folder);
        } else {
            switch (build()) {
                case StepBuilder.Built.Refused(Problem problem, boolean retryable) -> {
                    return failed(problem, retryable);
                }
                case StepBuilder.Built.Ready(StartFacts fresh) -> known = fresh;
            }
            if (isStopRequested()) {
                return new AttemptResult.Stopped();
            }
        }
        facts = known;
        if (!folder.hasEnded()) {
            ask(known);
            await(known);
        }
        return conclude(known);
    }

    private StepBuilder.Built build() throws IOException, InterruptedException {
        enterBuilding();
        try {
            return shop.builder().build(order, folder, shop.hasView(), given());
        } finally {
            leaveBuilding();
        }
    }

    private Given given() throws InterruptedException {
        Devices devices = shop.devices();
        int wanted = order.allotment().gpus();
        return new Given(
                order.allotment(),
                shop.abilities(),
                devices.areHere() ? devices.take(order.attempt().uuid(), wanted) : null);
    }

    private void enterBuilding() throws InterruptedException {
        synchronized (stopping) {
            if (stopRequested) {
                throw new InterruptedException();
            }
            building = true;
        }
    }

    private void leaveBuilding() {
        synchronized (stopping) {
            building = false;
            Thread.interrupted(); // a stop that came at the last moment is remembered otherwise
        }
    }

    private boolean isStopRequested() {
        synchronized (stopping) {
            return stopRequested;
        }
    }

    /** Tells the spawner what is wanted; safe to repeat. */
    private void ask(StartFacts known) {
        String attempt = order.attempt().uuid();
        if (isStopRequested()) {
            shop.supervisor().stop(attempt, "a request");
        } else {
            shop.supervisor().launch(attempt, limits(), known.warm());
        }
    }

    /** The shorter of the server's time limit and the step's own. */
    private Supervisor.Limits limits() {
        Supervisor.Limits usual = shop.settings().limits();
        Duration own = order.container().spec().kubernetes().deadline();
        Duration all = usual.timeout();
        boolean shorter = own != null && (all == null || own.compareTo(all) < 0);
        return shorter ? new Supervisor.Limits(usual.logBytes(), usual.grace(), own) : usual;
    }

    private void await(StartFacts known) throws IOException, InterruptedException {
        int refusals = 0;
        while (!folder.hasEnded()) {
            Signal signal = signals.poll(RESCAN.toMillis(), TimeUnit.MILLISECONDS);
            switch (signal) {
                case null -> {} // look for the file again
                case Signal.Started() -> tellStarted(known);
                case Signal.Exited() -> {
                    return;
                }
                case Signal.Connected() -> {
                    // A spawner that died told nobody: the next one attaches or says how it ended.
                    shop.supervisor()
                            .launch(order.attempt().uuid(), shop.settings().limits(), known.warm());
                    if (isStopRequested()) {
                        ask(known);
                    }
                }
                case Signal.Stop() -> ask(known);
                case Signal.Refused(String why) -> {
                    if (++refusals > MOST_REFUSALS) {
                        throw new IOException("the spawner refuses the attempt: " + why);
                    }
                    Thread.sleep(AFTER_REFUSAL);
                    ask(known);
                }
            }
        }
    }

    private void tellStarted(StartFacts known) {
        if (!started) {
            started = true;
            report(new AttemptResult.Started(known.shown()));
        }
    }

    private AttemptResult conclude(StartFacts known) throws IOException, InterruptedException {
        if (!folder.hasEnded()) {
            return new AttemptResult.Lost("the folder of the attempt is gone");
        }
        ExitRecord exit = ExitRecord.read(folder);
        if (exit.ran()) {
            tellStarted(known); // a quick step ends before that was heard
        }
        boolean stopped = exit.stoppedBy() != null || isStopRequested();
        return switch (exit.ending()) {
            case ExitRecord.Ending.Lost(String why) ->
                    stopped ? new AttemptResult.Stopped() : new AttemptResult.Lost(why);
            case ExitRecord.Ending.Code(int code) when code == 0 && !stopped && !exit.timedOut() ->
                    gather(known);
            case ExitRecord.Ending.Code _,
                    ExitRecord.Ending.Signal _,
                    ExitRecord.Ending.NeverStarted _ ->
                    stopped
                            ? new AttemptResult.Stopped()
                            : ExitWords.of(exit, known.image(), LogTail.of(folder.log()));
        };
    }

    private AttemptResult gather(StartFacts known) throws IOException, InterruptedException {
        Given given = Given.nothing(shop.abilities());
        Site site = shop.builder().site(order, folder, known.view(), given);
        OutputCollector collector = shop.collector(site);
        for (int pause : STORE_PAUSES_MS) {
            try {
                return result(collector.collect());
            } catch (IOException e) {
                shop.trouble("storing outputs of " + order.attempt(), e);
                Thread.sleep(pause);
            }
        }
        return result(collector.collect());
    }

    private static AttemptResult result(OutputCollector.Collected collected) {
        return switch (collected) {
            case OutputCollector.Collected.All(Outputs outputs) ->
                    new AttemptResult.Succeeded(outputs);
            case OutputCollector.Collected.Refused(Problem problem) ->
                    new AttemptResult.Failed(problem, 0, true);
        };
    }

    private static AttemptResult storeFailed(IOException e) {
        String message = "files of the step could not be read or written: " + e.getMessage();
        String hint = "look at the disk of the data folder, then retry the run";
        return failed(new Problem(ErrorCode.STORE_UNAVAILABLE, message, hint), true);
    }

    private static AttemptResult failed(Problem problem, boolean retryable) {
        return new AttemptResult.Failed(problem, null, retryable);
    }

    private void finish(AttemptResult end) {
        result = end;
        shop.devices().release(order.attempt().uuid());
        report(end);
    }

    private void report(AttemptResult what) {
        reports.report(order.attempt(), order.lease(), what);
    }
}
