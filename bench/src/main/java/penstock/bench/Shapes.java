package penstock.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjIntConsumer;
import penstock.plan.ParameterType;
import penstock.plan.Plan;
import penstock.plan.Value;
import penstock.testkit.plans.PlanBuilder;
import penstock.testkit.plans.TaskBuilder;

/** Plans of the benchmarks. */
final class Shapes {

    private Shapes() {}

    /** Each step waits for the one before. */
    static Plan chain(int steps) {
        return steps("chain", steps, (task, i) -> after(task, i));
    }

    /** No step waits for another. */
    static Plan fan(int steps) {
        return steps("fan", steps, (_, _) -> {});
    }

    /** A chain of steps that differ in their inputs and whose results are kept. */
    static Plan keptChain(int steps) {
        return steps("kept-chain", steps, (task, i) -> after(kept(task, i), i));
    }

    /** A fan of such steps. */
    static Plan keptFan(int steps) {
        return steps("kept-fan", steps, (task, i) -> kept(task, i));
    }

    private static Plan steps(String name, int steps, ObjIntConsumer<TaskBuilder> each) {
        return PlanBuilder.plan(name)
                .container(
                        "step",
                        it -> it.command("true").optional("n", ParameterType.NUMBER_INTEGER))
                .root(root -> {
                    for (int i = 0; i < steps; i++) {
                        int number = i;
                        root.task(name(i), "step", task -> each.accept(task, number));
                    }
                })
                .build();
    }

    private static void after(TaskBuilder task, int i) {
        if (i > 0) {
            task.after(name(i - 1));
        }
    }

    private static TaskBuilder kept(TaskBuilder task, int i) {
        return task.constant("n", new Value.Int(i)).cached();
    }

    /** A loop over numbers with one step in it. */
    static Plan loop(int iterations) {
        List<Value> items = new ArrayList<>(iterations);
        for (int i = 0; i < iterations; i++) {
            items.add(new Value.Int(i));
        }
        return PlanBuilder.plan("loop")
                .container("step", it -> it.command("true"))
                .scope(
                        "body",
                        it -> it.input("n", ParameterType.NUMBER_INTEGER).task("step", "step"))
                .root(root -> root.task("each", "body", task -> task.forEach("n", items)))
                .build();
    }

    private static String name(int i) {
        return "step-%06d".formatted(i);
    }
}
