package penstock.testkit.simulation.fault;

import penstock.control.Decider;
import penstock.control.port.TaskRunner;
import penstock.engine.Command;
import penstock.engine.Decision;
import penstock.engine.Lease;
import penstock.engine.RunState;
import penstock.testkit.simulation.Wiring;

/** An engine that decides wrongly. */
record WrongDecisions(Distortion distortion) implements Wiring {

    /** What is done to a decision, or to what it is asked for. */
    @FunctionalInterface
    interface Distortion {
        Decision decide(Decider engine, Lease lease, RunState state, Command command);
    }

    @Override
    public Decider decider(Decider engine, Lease lease, TaskRunner runner) {
        return (state, command) -> distortion.decide(engine, lease, state, command);
    }
}
