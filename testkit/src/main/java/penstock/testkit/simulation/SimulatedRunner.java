package penstock.testkit.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.control.port.AttemptOrder;
import penstock.control.port.TaskRunner;
import penstock.engine.AttemptFacts;
import penstock.engine.AttemptId;
import penstock.engine.AttemptResult;
import penstock.engine.Outputs;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;
import penstock.testkit.simulation.witness.Ending;
import penstock.testkit.simulation.witness.Sighting;

/**
 * One server's way to the machine. It passes on launches and stops, collects the outputs of what
 * ended, and reports: late, in any order, sometimes twice.
 */
final class SimulatedRunner implements TaskRunner {

    private static final Duration MESSAGE = Duration.ofMillis(30);
    private static final Duration COLLECTING = Duration.ofMillis(200);
    private static final Duration REPORT = Duration.ofMillis(100);

    private final Stage stage;
    private final Machine machine;
    private final Life server;
    private final long epoch;
    private final SortedMap<AttemptId, Job> jobs = new TreeMap<>();
    private Instant lineFreeAt = Instant.MIN;

    private record Job(AttemptOrder order, AttemptReports reports) {
        AttemptId attempt() {
            return order.attempt();
        }
    }

    SimulatedRunner(Stage stage, Machine machine, Life server, long epoch) {
        this.stage = stage;
        this.machine = machine;
        this.server = server;
        this.epoch = epoch;
    }

    boolean isOver() {
        return server.isOver();
    }

    @Override
    public void launch(AttemptOrder order, AttemptReports reports) {
        stage.see(new Sighting.LaunchAsked(epoch, order));
        jobs.put(order.attempt(), new Job(order, reports));
        send(() -> machine.launch(this, order.attempt()));
    }

    @Override
    public void stop(AttemptId attempt) {
        stage.see(new Sighting.StopAsked(epoch, attempt));
        send(() -> machine.stop(this, attempt));
    }

    @Override
    public void release(AttemptId attempt) {
        stage.see(new Sighting.ReleaseAsked(epoch, attempt));
        jobs.remove(attempt);
        send(() -> machine.release(this, attempt));
    }

    /** What one server says arrives in the order in which it was said. */
    private void send(Runnable message) {
        Instant now = stage.timeline().now();
        Instant arrival = now.plus(stage.dice().upTo(MESSAGE));
        lineFreeAt = arrival.isAfter(lineFreeAt) ? arrival : lineFreeAt;
        stage.timeline().plan(server, Duration.between(now, lineFreeAt), message);
    }

    /** Another spawner took over: whatever the old one may not have heard is said again. */
    void reconnect() {
        for (AttemptId attempt : jobs.keySet()) {
            send(() -> machine.launch(this, attempt));
        }
    }

    /** The machine tells that an attempt runs. */
    void started(AttemptId attempt) {
        Job job = jobs.get(attempt);
        if (job != null && !server.isOver()) {
            report(job, new AttemptResult.Started(AttemptFacts.NONE));
        }
    }

    /** The machine tells that an attempt has ended. */
    void ended(AttemptId attempt) {
        Job job = jobs.get(attempt);
        if (job != null) {
            stage.soon(server, COLLECTING, () -> collect(job));
        }
    }

    private void collect(Job job) {
        Ending ending = machine.ending(job.attempt());
        if (ending == null) {
            return;
        }
        AttemptResult result = result(job, ending);
        if (result instanceof AttemptResult.Succeeded(Outputs outputs)) {
            List<String> uris = new ArrayList<>();
            outputs.artifacts().values().forEach(all -> all.forEach(it -> uris.add(it.uri())));
            if (stage.wiring().has(Flaw.PUBLISHES_LATE)) {
                report(job, result);
                publish(job, uris.iterator(), null);
            } else {
                publish(job, uris.iterator(), result);
            }
        } else {
            report(job, result);
        }
    }

    /** One output after the other, so that a crash can come between two. */
    private void publish(Job job, Iterator<String> uris, @Nullable AttemptResult afterwards) {
        if (uris.hasNext()) {
            String uri = uris.next();
            stage.soon(
                    server,
                    COLLECTING,
                    () -> {
                        machine.publish(uri);
                        publish(job, uris, afterwards);
                    });
        } else if (afterwards != null) {
            report(job, afterwards);
        }
    }

    private AttemptResult result(Job job, Ending ending) {
        return switch (ending) {
            case Ending.Exited(int code) when code == 0 ->
                    new AttemptResult.Succeeded(Script.outputs(job.order, machine::number));
            case Ending.Exited(int code) ->
                    failed(ErrorCode.STEP_FAILED, "exit code " + code, code);
            case Ending.Unstartable() -> failed(ErrorCode.PROGRAM_MISSING, "no such program", null);
            case Ending.Stopped() -> new AttemptResult.Stopped();
            case Ending.Lost(String why) ->
                    stage.wiring().has(Flaw.CALLS_LOST_FAILED)
                            ? failed(ErrorCode.STEP_FAILED, why, 1)
                            : new AttemptResult.Lost(why);
        };
    }

    private static AttemptResult failed(ErrorCode code, String message, @Nullable Integer exit) {
        return new AttemptResult.Failed(Problem.of(code, message), exit, exit != null);
    }

    private void report(Job job, AttemptResult result) {
        int times = stage.dice().chance(0.05) ? 2 : 1;
        for (int i = 0; i < times; i++) {
            stage.soon(server, REPORT, () -> tell(job, result));
        }
    }

    private void tell(Job job, AttemptResult result) {
        stage.see(new Sighting.Reported(epoch, job.attempt(), result));
        job.reports.report(job.attempt(), job.order.lease(), result);
        boolean over = !(result instanceof AttemptResult.Started);
        if (over && stage.wiring().has(Flaw.RELEASES_ITSELF)) {
            machine.release(this, job.attempt());
        }
    }
}
