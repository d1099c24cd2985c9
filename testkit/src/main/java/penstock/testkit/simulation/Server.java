package penstock.testkit.simulation;

import penstock.control.Capacity;
import penstock.control.Control;
import penstock.control.Decider;
import penstock.control.port.StepExecutor;
import penstock.control.port.TaskRunner;
import penstock.engine.Decision;
import penstock.engine.Engine;
import penstock.engine.Lease;
import penstock.plan.Artifact;
import penstock.testkit.plans.PlainExpressions;
import penstock.testkit.simulation.witness.LostBytes;
import penstock.testkit.simulation.witness.Sighting;

/**
 * One server from its start to its death: control over its own ways to the disk and the machine.
 */
final class Server {

    private static final String HOST = "host";

    private final long epoch;
    private final Life life = new Life();
    private final Control control;

    /** Starts a server, which becomes the owner of the disk and the one whom the machine obeys. */
    Server(Stage stage, Disk disk, Machine machine, Capacity capacity) {
        this.epoch = disk.takeEpoch();
        stage.see(new Sighting.ServerStarted(epoch));
        Wiring wiring = stage.wiring();
        SimulatedRunner hands = new SimulatedRunner(stage, machine, life, epoch);
        machine.connect(hands);
        StepExecutor steps = wiring.steps(new SimulatedSteps(stage, life, epoch));
        TaskRunner runner = wiring.runner(hands, steps);
        Lease lease = new Lease(HOST, epoch);
        Decider engine = new Engine(lease, new PlainExpressions())::decide;
        Decider decider = wiring.decider(engine, lease, runner);
        this.control =
                new Control(
                        new Control.Outside(
                                wiring.journal(new SimulatedJournal(stage, disk, life)),
                                runner,
                                steps,
                                new SimulatedResults(stage, disk, life, epoch),
                                artifact -> isIntact(wiring, artifact)),
                        (state, command) -> {
                            Decision decision = decider.decide(state, command);
                            stage.see(new Sighting.Decided(epoch, state, command, decision));
                            return decision;
                        },
                        lease,
                        wiring.capacity(capacity));
        control.changes()
                .subscribe(change ->
                        stage.see(new Sighting.Changed(epoch, change.run(), change.version())));
        if (wiring.recovers()) {
            control.recover();
        }
    }

    private static boolean isIntact(Wiring wiring, Artifact artifact) {
        return !LostBytes.has(artifact.uri()) || wiring.has(Flaw.IGNORES_LOST_BYTES);
    }

    long epoch() {
        return epoch;
    }

    Control control() {
        return control;
    }

    void die() {
        life.end();
    }
}
