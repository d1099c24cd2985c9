package penstock.testkit.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import penstock.control.Capacity;
import penstock.control.port.Journal.Creation;
import penstock.control.port.RunOrigin;
import penstock.engine.RunHeader;
import penstock.engine.RunId;
import penstock.plan.Plan;
import penstock.plan.Value;
import penstock.testkit.simulation.invariant.Invariants;
import penstock.testkit.simulation.witness.RunHistory;
import penstock.testkit.simulation.witness.Sighting;

/**
 * One world: random plans run by control itself on a machine and a store that fail, until nothing
 * is left to happen. Every invariant is checked at every instant.
 */
public final class SimulatedWorld {

    /** Beyond this a world is taken to run in circles. */
    private static final long TOO_MUCH = 3_000_000;

    private static final double WIDE = 0.02;

    /** Few, so that runs have steps in common. */
    private static final List<Long> NUMBERS = List.of(3L, 42L, 97L);

    private static final Duration RESTART = Duration.ofSeconds(5);
    private static final Duration TAKING_OVER = Duration.ofSeconds(20);

    private final Stage stage;
    private final Disk disk;
    private final Machine machine;
    private final Callers callers;
    private final Chaos chaos;
    private final Capacity capacity;
    private final CrashTable table = new CrashTable();
    private final List<Server> servers = new ArrayList<>();
    private int crashes;

    private SimulatedWorld(long seed, Wiring wiring, @Nullable Consumer<String> log) {
        Dice dice = new Dice(seed);
        Timeline timeline = new Timeline();
        Eyes eyes = new Eyes(timeline, log);
        this.stage = new Stage(seed, timeline, dice, eyes, new Life(), wiring);
        boolean wide = dice.chance(WIDE);
        this.capacity =
                new Capacity(
                        wide ? dice.between(40, 200) : dice.between(1, 6),
                        2_000,
                        1L << 30,
                        dice.between(0, 2),
                        false);
        this.disk = new Disk(stage);
        this.machine = new Machine(stage);
        this.callers = new Callers(stage, disk);
        this.chaos = new Chaos(stage, disk, machine, this);
        Invariants.all(capacity).forEach(eyes::add);
        eyes.add(table);
        eyes.add(callers);
        eyes.add(chaos);
        wish(wide);
    }

    /** Runs the world of that seed, as things should be. */
    public static WorldReport run(long seed) {
        return run(seed, Wiring.RIGHT, null);
    }

    /**
     * Runs the world of that seed.
     *
     * @param log receives a line for everything that happens; null when nobody reads them
     * @throws WorldFailure when an invariant does not hold, with the seed and what happened last
     */
    public static WorldReport run(long seed, Wiring wiring, @Nullable Consumer<String> log) {
        SimulatedWorld world = new SimulatedWorld(seed, wiring, log);
        try {
            return world.live();
        } catch (AssertionError | RuntimeException cause) {
            throw new WorldFailure(seed, world.stage.eyes().last(), cause);
        }
    }

    /**
     * Runs the worlds of the seeds from 1 to {@code count}, several at a time.
     *
     * @throws WorldFailure of the first world in which an invariant does not hold
     */
    public static WorldsReport runMany(int count) {
        long begun = System.nanoTime();
        List<WorldReport> worlds =
                LongStream.rangeClosed(1, count).parallel().mapToObj(SimulatedWorld::run).toList();
        return WorldsReport.of(worlds, Duration.ofNanos(System.nanoTime() - begun));
    }

    private WorldReport live() {
        start();
        while (stage.timeline().next()) {
            chaos.strike();
            if (stage.timeline().happened() > TOO_MUCH) {
                throw new IllegalStateException("something goes on for ever");
            }
        }
        stage.see(new Sighting.Drained(crashes > 0));
        return report();
    }

    private WorldReport report() {
        var history = stage.eyes().history();
        long events = history.runs().values().stream().mapToLong(RunHistory::events).sum();
        return new WorldReport(stage.seed(), stage.timeline().happened(), events, crashes, table);
    }

    private void wish(boolean wide) {
        RandomPlans plans = new RandomPlans(stage.dice());
        int runs = stage.dice().between(2, 7);
        for (int i = 1; i <= runs; i++) {
            boolean endless = stage.dice().chance(0.2);
            Plan plan = wide && i == 1 ? plans.wide() : plans.small(endless);
            callers.want(creation("run-" + i, plan), endless);
        }
    }

    private Creation creation(String id, Plan plan) {
        Instant now = stage.timeline().now();
        TreeMap<String, Value> parameters = new TreeMap<>();
        parameters.put("number", new Value.Int(stage.dice().pick(NUMBERS)));
        RunHeader header =
                new RunHeader(new RunId(id), id, id, "sim://bucket", now, now, parameters);
        return new Creation(header, plan, new RunOrigin("", "", "", null, null, "", ""));
    }

    private void start() {
        Server server = new Server(stage, disk, machine, capacity);
        servers.add(server);
        callers.turnTo(server);
    }

    /** The newest server is gone from one instant to the next; another starts later. */
    void killServer() {
        if (!servers.isEmpty()) {
            end(servers.getLast());
            restart();
        }
    }

    /** The whole machine is gone; it comes back. */
    void losePower() {
        machine.losePower();
        if (!servers.isEmpty()) {
            List.copyOf(servers).forEach(this::end);
            restart();
        }
    }

    /** Another server starts while the old one still runs for a while. */
    void takeOver() {
        if (!servers.isEmpty()) {
            Server old = servers.getLast();
            start();
            stage.soon(stage.always(), TAKING_OVER, () -> end(old));
        }
    }

    private void restart() {
        stage.soon(stage.always(), RESTART, this::start);
    }

    private void end(Server dying) {
        if (servers.remove(dying)) {
            crashes++;
            table.died(stage.timeline().now());
            dying.die();
            stage.see(new Sighting.ServerDied(dying.epoch()));
            callers.turnFrom(dying);
        }
    }
}
