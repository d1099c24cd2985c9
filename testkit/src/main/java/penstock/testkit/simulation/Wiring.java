package penstock.testkit.simulation;

import penstock.control.Capacity;
import penstock.control.Decider;
import penstock.control.port.Journal;
import penstock.control.port.StepExecutor;
import penstock.control.port.TaskRunner;
import penstock.engine.Lease;

/** How a server is put together. A planted fault puts something wrong around one of the parts. */
public interface Wiring {

    /** As it should be. */
    Wiring RIGHT = new Wiring() {};

    /** What decides. */
    default Decider decider(Decider engine, Lease lease, TaskRunner runner) {
        return engine;
    }

    /** Where a server writes. */
    default Journal journal(Journal journal) {
        return journal;
    }

    /** What a server launches with. */
    default TaskRunner runner(TaskRunner runner, StepExecutor steps) {
        return runner;
    }

    /** What gives a server time. */
    default StepExecutor steps(StepExecutor steps) {
        return steps;
    }

    /** What a server takes the machine for. */
    default Capacity capacity(Capacity machine) {
        return machine;
    }

    /** Whether a server takes up unfinished runs when it starts. */
    default boolean recovers() {
        return true;
    }

    /** Whether the store or the machine is wrong in that way. */
    default boolean has(Flaw flaw) {
        return false;
    }
}
