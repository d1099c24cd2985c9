package penstock.engine;

import penstock.plan.Component;
import penstock.plan.Task;

/** A task run beside its declaration, for those who show it to people. */
public record TaskView(TaskRun run, Task declared, Component component) {

    /** How many items a loop goes over that has received {@code inputs}; 0 for other tasks. */
    public int items(Inputs inputs) {
        return declared.loop() == null ? 0 : LoopItems.count(declared.loop(), inputs);
    }
}
