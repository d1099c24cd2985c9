package penstock.bench;

import penstock.plan.Plan;
import penstock.testkit.plans.PlanBuilder;

/** Plans of the benchmarks. */
final class Shapes {

    private Shapes() {}

    /** Each step waits for the one before. */
    static Plan chain(int steps) {
        return PlanBuilder.plan("chain")
                .container("step", container -> container.command("true"))
                .root(root -> {
                    for (int i = 0; i < steps; i++) {
                        int before = i - 1;
                        root.task(
                                name(i),
                                "step",
                                task -> {
                                    if (before >= 0) {
                                        task.after(name(before));
                                    }
                                });
                    }
                })
                .build();
    }

    /** No step waits for another. */
    static Plan fan(int steps) {
        return PlanBuilder.plan("fan")
                .container("step", container -> container.command("true"))
                .root(root -> {
                    for (int i = 0; i < steps; i++) {
                        root.task(name(i), "step");
                    }
                })
                .build();
    }

    private static String name(int i) {
        return "step-%06d".formatted(i);
    }
}
