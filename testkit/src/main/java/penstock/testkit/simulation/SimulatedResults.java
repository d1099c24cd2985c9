package penstock.testkit.simulation;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import penstock.control.port.CacheEntries;
import penstock.engine.CacheNote.Origin;
import penstock.engine.RunId;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;
import penstock.testkit.simulation.witness.Sighting;

/** One server's way to the results that the disk holds: answers come late, in any order. */
final class SimulatedResults implements CacheEntries {

    private static final Duration READ = Duration.ofMillis(8);
    private static final Duration SLOW_READ = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofMillis(2);

    private static final FindOutcome TROUBLE =
            new FindOutcome.Unavailable(
                    Problem.of(ErrorCode.STORE_UNAVAILABLE, "the store does not answer"));

    private final Stage stage;
    private final Disk disk;
    private final Life server;
    private final long epoch;

    SimulatedResults(Stage stage, Disk disk, Life server, long epoch) {
        this.stage = stage;
        this.disk = disk;
        this.server = server;
        this.epoch = epoch;
    }

    @Override
    public void find(Question question, Consumer<FindOutcome> done) {
        stage.see(new Sighting.LookedUp(epoch, question));
        Duration latency = disk.health() == Disk.Health.SLOW ? SLOW_READ : READ;
        stage.soon(server, latency, () -> read(question, done));
    }

    private void read(Question question, Consumer<FindOutcome> done) {
        boolean failed = disk.health() == Disk.Health.FAILING && stage.dice().chance(0.5);
        FindOutcome answer = failed ? TROUBLE : answer(question);
        stage.soon(server, ANSWER, () -> done.accept(answer));
    }

    private FindOutcome answer(Question question) {
        return stage.wiring().has(Flaw.ANSWERS_WITH_OTHER_RESULTS)
                ? disk.results().wrongAnswer(question)
                : disk.results().answer(question);
    }

    @Override
    public @Nullable Entry madeBy(
            RunId asker, String pipelineName, String fingerprint, Origin maker) {
        return null;
    }

    @Override
    public Listed list(Selection selection, int offset, int limit) {
        return new Listed(List.of(), 0);
    }

    @Override
    public int revoke(Selection selection) {
        return 0;
    }

    @Override
    public boolean revoke(long number) {
        return false;
    }
}
