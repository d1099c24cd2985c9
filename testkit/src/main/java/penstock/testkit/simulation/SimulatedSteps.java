package penstock.testkit.simulation;

import java.time.Duration;
import java.time.Instant;
import penstock.control.port.StepExecutor;
import penstock.testkit.simulation.witness.Sighting;

/**
 * Time and turns for one server: steps run one at a time, in an order that the seed chooses, and
 * stop when the server dies.
 */
final class SimulatedSteps implements StepExecutor {

    private static final Duration TURN = Duration.ofMillis(2);

    private final Stage stage;
    private final Life server;
    private final long epoch;

    SimulatedSteps(Stage stage, Life server, long epoch) {
        this.stage = stage;
        this.server = server;
        this.epoch = epoch;
    }

    @Override
    public Instant now() {
        return stage.timeline().now();
    }

    @Override
    public void execute(Runnable step) {
        stage.soon(server, TURN, step);
    }

    @Override
    public Timer at(Instant due, Runnable step) {
        Duration in = Duration.between(now(), due);
        Duration wait = in.isNegative() ? Duration.ZERO : in;
        Runnable ring =
                () -> {
                    stage.see(new Sighting.Rang(epoch));
                    step.run();
                };
        return stage.timeline().plan(server, wait.plus(stage.dice().upTo(TURN)), ring)::cancel;
    }
}
