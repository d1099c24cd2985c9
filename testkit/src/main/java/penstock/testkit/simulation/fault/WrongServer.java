package penstock.testkit.simulation.fault;

import java.time.Instant;
import penstock.control.Capacity;
import penstock.control.port.StepExecutor;
import penstock.testkit.simulation.Wiring;

/** A server that is set up wrongly. */
record WrongServer(Way way) implements Wiring {

    enum Way {
        TAKES_MORE_THAN_FITS,
        COUNTS_A_DEVICE_TWICE,
        OVERLOOKS_MEMORY,
        DOES_NOT_RECOVER,
        HURRIES_TIMERS
    }

    @Override
    public Capacity capacity(Capacity machine) {
        int slots = machine.slots() + (way == Way.TAKES_MORE_THAN_FITS ? 1 : 0);
        int gpus = machine.gpus() + (way == Way.COUNTS_A_DEVICE_TWICE ? 1 : 0);
        long memory = machine.memoryBytes() * (way == Way.OVERLOOKS_MEMORY ? 8 : 1);
        return new Capacity(slots, machine.milliCpus(), memory, gpus, machine.strict());
    }

    @Override
    public boolean recovers() {
        return way != Way.DOES_NOT_RECOVER;
    }

    @Override
    public StepExecutor steps(StepExecutor steps) {
        return way == Way.HURRIES_TIMERS ? new Hurried(steps) : steps;
    }

    private record Hurried(StepExecutor steps) implements StepExecutor {
        @Override
        public Instant now() {
            return steps.now();
        }

        @Override
        public void execute(Runnable step) {
            steps.execute(step);
        }

        @Override
        public Timer at(Instant due, Runnable step) {
            return steps.at(now().plusMillis(500), step);
        }
    }
}
