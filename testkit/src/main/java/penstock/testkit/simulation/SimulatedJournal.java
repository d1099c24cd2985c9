package penstock.testkit.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import penstock.control.port.Journal;
import penstock.engine.RunId;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;
import penstock.testkit.simulation.witness.Sighting;

/**
 * One server's way to the disk: batches wait, are written in groups, and are answered one by one,
 * each some time later. A group under way when the server dies is written or not.
 */
final class SimulatedJournal implements Journal {

    private static final Duration WRITE = Duration.ofMillis(8);
    private static final Duration SLOW_WRITE = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofMillis(2);
    private static final int GROUP = 16;

    private static final Problem TROUBLE =
            Problem.of(ErrorCode.STORE_UNAVAILABLE, "the store does not answer");

    private final Stage stage;
    private final Disk disk;
    private final Life server;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private boolean writing;

    private record Waiting(Append append, Consumer<AppendOutcome> done) {}

    SimulatedJournal(Stage stage, Disk disk, Life server) {
        this.stage = stage;
        this.disk = disk;
        this.server = server;
    }

    @Override
    public void append(Append append, Consumer<AppendOutcome> done) {
        if (stage.wiring().has(Flaw.ACKNOWLEDGES_BEFORE_WRITING)) {
            answer(done, new AppendOutcome.Committed());
            waiting.addLast(new Waiting(append, _ -> {}));
        } else {
            waiting.addLast(new Waiting(append, done));
        }
        writeNext();
    }

    private void writeNext() {
        if (writing || waiting.isEmpty()) {
            return;
        }
        writing = true;
        List<Waiting> group = new ArrayList<>();
        while (group.size() < GROUP && !waiting.isEmpty()) {
            group.add(waiting.removeFirst());
        }
        // What has left the process is written even if the process is gone.
        Life writer = stage.dice().chance(0.5) ? server : stage.always();
        stage.soon(writer, latency(), () -> write(group));
    }

    private Duration latency() {
        return disk.health() == Disk.Health.SLOW ? SLOW_WRITE : WRITE;
    }

    private void write(List<Waiting> group) {
        boolean trouble = isTrouble();
        boolean durable =
                !trouble || (disk.health() != Disk.Health.FULL && stage.dice().chance(0.5));
        for (Waiting it : group) {
            AppendOutcome outcome =
                    durable ? disk.write(it.append) : new AppendOutcome.Unavailable(TROUBLE);
            if (trouble && durable && stage.wiring().has(Flaw.STORES_BATCHES_TWICE)) {
                disk.write(it.append);
            }
            answer(it.done, trouble ? new AppendOutcome.Unavailable(TROUBLE) : outcome);
        }
        writing = false;
        if (!server.isOver()) {
            writeNext();
        }
    }

    private boolean isTrouble() {
        return switch (disk.health()) {
            case GOOD, SLOW -> false;
            case FAILING -> stage.dice().chance(0.6);
            case FULL -> true;
        };
    }

    @Override
    public void load(RunId run, Consumer<LoadOutcome> done) {
        read(() -> disk.read(run), new LoadOutcome.Unavailable(TROUBLE), done);
    }

    @Override
    public void unfinished(Consumer<UnfinishedOutcome> done) {
        read(
                () -> new UnfinishedOutcome.Found(disk.unfinished()),
                new UnfinishedOutcome.Unavailable(TROUBLE),
                done);
    }

    private <T> void read(Supplier<T> reading, T trouble, Consumer<T> done) {
        stage.soon(
                server,
                latency(),
                () -> {
                    boolean failed = disk.health() == Disk.Health.FAILING && isTrouble();
                    answer(done, failed ? trouble : reading.get());
                });
    }

    private <T> void answer(Consumer<T> done, T outcome) {
        stage.soon(server, ANSWER, () -> done.accept(outcome));
    }

    @Override
    public void quarantine(RunId run, Problem problem) {
        stage.see(new Sighting.Quarantined(run, problem));
    }
}
