package penstock.engine;

import penstock.plan.Component;
import penstock.plan.Task;

/** A task run beside its declaration, for those who show it to people. */
public record TaskView(TaskRun run, Task declared, Component component) {}
