package penstock.testkit.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import penstock.plan.Component.Resources;
import penstock.plan.ParameterType;
import penstock.plan.Plan;
import penstock.plan.Task.RetryPolicy;
import penstock.plan.Template;
import penstock.plan.Value;
import penstock.plan.ValueText;
import penstock.testkit.plans.InterfaceBuilder;
import penstock.testkit.plans.PlanBuilder;
import penstock.testkit.plans.ScopeBuilder;
import penstock.testkit.plans.TaskBuilder;

/**
 * Plans of every shape: nested scopes and loops, conditions, fan-out and fan-in, values and
 * artifacts passed on, retries of tasks and of what is inside them, tasks that do not mind failures
 * or are held for somebody to look at, importers, deadlines. Every component gives {@code number}
 * and {@code text}, some give {@code data}.
 */
final class RandomPlans {

    private static final int DEEPEST = 3;
    private static final List<Duration> DEADLINES =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(20), Duration.ofMinutes(4));
    private static final List<Duration> BACKOFFS =
            List.of(Duration.ZERO, Duration.ofMillis(1500), Duration.ofSeconds(20));

    private final Dice dice;
    private PlanBuilder plan = PlanBuilder.plan("none");
    private int components;
    private boolean hangs;

    RandomPlans(Dice dice) {
        this.dice = dice;
    }

    /** What later tasks of the same scope can refer to. */
    private record Made(String key, boolean data, boolean loop) {}

    /**
     * A plan whose root takes {@code number}.
     *
     * @param endless whether one of its tasks runs until it is stopped
     */
    Plan small(boolean endless) {
        plan = PlanBuilder.plan("small");
        components = 0;
        hangs = endless;
        plan.root(root -> fill(root, 0));
        if (dice.chance(0.1)) {
            plan.deadline(dice.pick(DEADLINES));
        }
        return plan.build();
    }

    /** A plan with more tasks or iterations than a decision may start. */
    Plan wide() {
        return dice.chance(0.5) ? wideScope() : wideLoop();
    }

    private Plan wideLoop() {
        int width = dice.between(1_001, 1_100);
        int limit = dice.pick(List.of(0, 0, 600));
        plan = PlanBuilder.plan("wide");
        plan.container(
                "leaf",
                it ->
                        it.optional("number", ParameterType.NUMBER_INTEGER)
                                .optional("list", ParameterType.LIST)
                                .output("number", ParameterType.NUMBER_INTEGER));
        plan.scope(
                "body",
                it ->
                        it.input("number", ParameterType.NUMBER_INTEGER)
                                .task(
                                        "in",
                                        "leaf",
                                        task -> {
                                            task.fromScope("number", "number");
                                            retry(task);
                                        })
                                .yields("number", ParameterType.NUMBER_INTEGER, "in.number"));
        String each = dice.pick(List.of("leaf", "body"));
        plan.root(root ->
                root.input("number", ParameterType.NUMBER_INTEGER)
                        .task(
                                "each",
                                each,
                                task -> task.forEach("number", numbers(width)).atOnce(limit))
                        .task("end", "leaf", task -> task.from("list", "each", "number")));
        return plan.build();
    }

    private List<Value> numbers(int count) {
        List<Value> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(new Value.Int(dice.between(0, 99)));
        }
        return numbers;
    }

    private Plan wideScope() {
        int width = dice.between(1_000, 1_300);
        plan = PlanBuilder.plan("wide");
        plan.container("leaf", it -> it.output("number", ParameterType.NUMBER_INTEGER));
        plan.scope(
                "wide",
                scope -> {
                    for (int i = 0; i < width; i++) {
                        scope.task("leaf" + i, "leaf", this::retry);
                    }
                    scope.task(
                            "last",
                            "leaf",
                            task -> {
                                for (int i = 0; i < width; i += 7) {
                                    task.after("leaf" + i);
                                }
                            });
                });
        plan.root(root ->
                root.input("number", ParameterType.NUMBER_INTEGER)
                        .task("first", "leaf")
                        .task("wide", "wide", task -> task.after("first"))
                        .task("end", "leaf", task -> task.after("wide")));
        return plan.build();
    }

    /** Fills a scope with tasks and outputs; whether {@code data} is one of them. */
    private boolean fill(ScopeBuilder scope, int depth) {
        scope.input("number", ParameterType.NUMBER_INTEGER);
        List<Made> made = new ArrayList<>();
        int tasks = depth == 0 ? dice.between(2, 10) : dice.between(1, 5);
        for (int i = 0; i < tasks; i++) {
            boolean nested = depth < DEEPEST && dice.chance(0.25);
            made.add(nested ? nested(scope, "s" + i, made, depth) : leaf(scope, i, made));
        }
        List<Made> single = made.stream().filter(it -> !it.loop()).toList();
        scope.yields("number", ParameterType.NUMBER_INTEGER, candidates(single, "number"));
        scope.yields("text", ParameterType.STRING, candidates(made, "text"));
        List<Made> giving = made.stream().filter(Made::data).toList();
        if (!giving.isEmpty()) {
            scope.yieldsArtifact("data", candidates(giving, "data"));
        }
        return !giving.isEmpty();
    }

    private String[] candidates(List<Made> made, String output) {
        String first = dice.pick(made).key() + "." + output;
        String second = dice.pick(made).key() + "." + output;
        return dice.chance(0.3) ? new String[] {first, second} : new String[] {first};
    }

    private Made leaf(ScopeBuilder scope, int index, List<Made> made) {
        boolean endless = hangs && dice.chance(0.3);
        hangs = hangs && !endless;
        String key = (endless ? Script.ENDLESS : "t") + index;
        String component = "c" + components++;
        boolean data = dice.chance(0.4);
        boolean loop = index > 0 && dice.chance(0.12);
        Resources resources = resources();
        plan.container(
                component,
                it -> {
                    it.input("number", ParameterType.NUMBER_INTEGER, new Value.Int(7));
                    takeAnything(it);
                    it.output("number", ParameterType.NUMBER_INTEGER);
                    it.output("text", ParameterType.STRING);
                    if (data) {
                        it.outputArtifact("data");
                    }
                    it.resources(resources);
                    if (dice.chance(0.06)) {
                        it.pauses(dice.chance(0.4), dice.chance(0.4), dice.chance(0.4));
                    }
                });
        if (dice.chance(0.06)) {
            plan.imports(component);
        }
        scope.task(
                key,
                component,
                task -> {
                    feed(task, made);
                    retry(task, 0.3);
                    if (dice.chance(0.5)) {
                        task.cached();
                    }
                    if (loop) {
                        loop(task, made);
                    }
                });
        return new Made(key, data, loop);
    }

    private Made nested(ScopeBuilder scope, String key, List<Made> made, int depth) {
        String component = "d" + components++;
        boolean[] data = new boolean[1];
        boolean loop = !made.isEmpty() && dice.chance(0.4);
        plan.scope(
                component,
                it -> {
                    takeAnything(it);
                    data[0] = fill(it, depth + 1);
                });
        scope.task(
                key,
                component,
                task -> {
                    feed(task, made);
                    retry(task, 0.15);
                    if (loop) {
                        loop(task, made);
                    }
                });
        return new Made(key, data[0], loop);
    }

    private static void takeAnything(InterfaceBuilder<?> it) {
        it.optional("text", ParameterType.STRING);
        it.optional("more", ParameterType.STRING);
        it.optional("list", ParameterType.LIST);
        it.optional("items", ParameterType.STRING);
        it.optional("status", ParameterType.STRUCT);
        it.optionalArtifact("data");
        it.optionalArtifact("all");
    }

    /** Makes the task a loop over one of the things that loops go over. */
    private void loop(TaskBuilder task, List<Made> made) {
        List<Made> loops = made.stream().filter(Made::loop).toList();
        List<Made> giving = loops.stream().filter(Made::data).toList();
        int kind = dice.between(0, 5);
        if (kind == 0 && !loops.isEmpty()) {
            task.from("list", dice.pick(loops).key(), "number").forEachIn("number", "list");
        } else if (kind == 1 && !giving.isEmpty()) {
            task.artifact("all", dice.pick(giving).key(), "data").forEachArtifact("data", "all");
        } else if (kind == 2) {
            Value items = new Value.Items(numbers(dice.between(0, 3)));
            task.constant("items", new Value.Text(ValueText.json(items)))
                    .forEachIn("number", "items");
        } else {
            task.forEach("number", numbers(dice.pick(List.of(0, 1, 2, 2, 3, 5))));
        }
        task.atOnce(dice.pick(List.of(0, 0, 1, 2)));
    }

    /** Some steps ask for much, some for more than there is. */
    private Resources resources() {
        return new Resources(
                dice.chance(0.2) ? Template.literal(dice.between(1, 29) + "00m") : null,
                null,
                dice.chance(0.1) ? Template.literal(dice.between(1, 12) + "00Mi") : null,
                null,
                Template.literal("nvidia.com/gpu"),
                dice.chance(0.1) ? Template.literal("" + dice.between(1, 3)) : null);
    }

    private void feed(TaskBuilder task, List<Made> made) {
        task.fromScope("number", "number");
        for (Made producer : made) {
            if (dice.chance(0.35)) {
                take(task, producer);
            }
        }
        if (dice.chance(0.2)) {
            task.text(
                    "more", new Template.Literal("number "), new Template.InputParameter("number"));
        }
        if (dice.chance(0.15)) {
            task.when("number " + dice.pick(List.of("<", ">")) + " " + dice.between(10, 90));
        }
        if (!made.isEmpty() && dice.chance(0.15)) {
            task.whateverHappened();
            if (dice.chance(0.5)) {
                task.statusOf("status", dice.pick(made).key());
            }
        }
    }

    private void take(TaskBuilder task, Made producer) {
        switch (dice.between(0, 3)) {
            case 0 -> task.from(producer.loop() ? "list" : "number", producer.key(), "number");
            case 1 -> task.from("text", producer.key(), "text");
            case 2 -> {
                if (producer.data()) {
                    task.artifact("data", producer.key(), "data");
                } else {
                    task.after(producer.key());
                }
            }
            default -> task.after(producer.key());
        }
    }

    private void retry(TaskBuilder task) {
        retry(task, 0.4);
    }

    private void retry(TaskBuilder task, double chance) {
        if (dice.chance(chance)) {
            task.retries(
                    new RetryPolicy(
                            dice.between(1, 3),
                            dice.pick(BACKOFFS),
                            dice.pick(List.of(0.0, 1.0, 2.0)),
                            Duration.ofSeconds(30)));
        }
    }
}
