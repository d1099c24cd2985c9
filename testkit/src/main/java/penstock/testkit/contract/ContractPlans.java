package penstock.testkit.contract;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.plan.ArtifactType;
import penstock.plan.Component;
import penstock.plan.Interface;
import penstock.plan.ParameterType;
import penstock.plan.Plan;
import penstock.plan.Task;
import penstock.plan.Template;
import penstock.plan.Value;

/** Plans that contracts play. */
public final class ContractPlans {

    private static final Interface NOTHING =
            new Interface(
                    Collections.emptySortedMap(),
                    Collections.emptySortedMap(),
                    Collections.emptySortedMap(),
                    Collections.emptySortedMap());

    private ContractPlans() {}

    /** Steps {@code s0}, {@code s1} … each after the one before. */
    public static Plan chain(int length) {
        SortedMap<String, Task> tasks = new TreeMap<>();
        for (int i = 0; i < length; i++) {
            List<String> after = i == 0 ? List.of() : List.of("s" + (i - 1));
            add(tasks, task("s" + i, "step", after, null));
        }
        return plan("chain", components(tasks));
    }

    /** Steps {@code s0}, {@code s1} … that wait for nothing. */
    public static Plan fanOut(int width) {
        SortedMap<String, Task> tasks = new TreeMap<>();
        for (int i = 0; i < width; i++) {
            add(tasks, task("s" + i, "step", List.of(), null));
        }
        return plan("fan-out", components(tasks));
    }

    /**
     * A step {@code first}; a scope {@code inner} of {@code good} and {@code bad}, with {@code
     * last} after {@code bad}; {@code after} that waits for {@code inner}; and {@code never}, whose
     * condition is false.
     */
    public static Plan nested() {
        SortedMap<String, Task> inner = new TreeMap<>();
        add(inner, task("good", "step", List.of(), null));
        add(inner, task("bad", "step", List.of(), null));
        add(inner, task("last", "step", List.of("bad"), null));
        SortedMap<String, Task> root = new TreeMap<>();
        add(root, task("first", "step", List.of(), null));
        add(root, task("inner", "group", List.of("first"), null));
        add(root, task("after", "step", List.of("inner"), null));
        add(root, task("never", "step", List.of(), "false"));
        SortedMap<String, Component> components = components(root);
        components.put("group", scope(inner));
        return plan("nested", components);
    }

    /** A step for each of three items {@code item}, and a step in a scope for each of them. */
    public static Plan loops() {
        List<Value> items = List.of(new Value.Int(7), new Value.Int(8), new Value.Int(9));
        Task.Loop loop = new Task.Loop(new Task.Loop.Raw(items), "item", 0);
        SortedMap<String, Task> body = new TreeMap<>();
        add(body, task("inside", "step", List.of(), null));
        SortedMap<String, Task> root = new TreeMap<>();
        add(root, around(loop, task("each", "step", List.of(), null)));
        add(root, around(loop, task("group", "group", List.of(), null)));
        SortedMap<String, Component> components = components(root);
        components.put("group", scope(body));
        return plan("loops", components);
    }

    private static Task around(Task.Loop loop, Task task) {
        return new Task(
                task.key(),
                task.displayName(),
                task.component(),
                task.parameters(),
                task.artifacts(),
                task.dependencies(),
                task.trigger(),
                task.retry(),
                task.cache(),
                loop);
    }

    private static SortedMap<String, Component> components(SortedMap<String, Task> root) {
        SortedMap<String, Component> components = new TreeMap<>();
        components.put("step", step());
        components.put(Plan.ROOT, scope(root));
        return components;
    }

    private static Plan plan(String name, SortedMap<String, Component> components) {
        return new Plan(name, "", "", components, List.of());
    }

    private static Component.Scope scope(SortedMap<String, Task> tasks) {
        return new Component.Scope(
                NOTHING, tasks, Collections.emptySortedMap(), Collections.emptySortedMap());
    }

    private static Component.Container step() {
        SortedMap<String, ParameterType> parameters = new TreeMap<>();
        parameters.put("text", ParameterType.STRING);
        SortedMap<String, Interface.ArtifactOutput> artifacts = new TreeMap<>();
        artifacts.put(
                "model",
                new Interface.ArtifactOutput(
                        new ArtifactType("system.Model", "0.0.1"), false, Value.EMPTY_STRUCT));
        Interface io =
                new Interface(
                        Collections.emptySortedMap(),
                        Collections.emptySortedMap(),
                        parameters,
                        artifacts);
        return new Component.Container(
                io,
                new Component.ContainerSpec(
                        Template.literal("alpine"),
                        new ArrayList<>(),
                        new ArrayList<>(),
                        Collections.emptySortedMap(),
                        Component.Resources.NONE));
    }

    private static Task task(
            String key, String component, List<String> after, @Nullable String condition) {
        return new Task(
                key,
                "Task " + key,
                component,
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                after,
                new Task.Trigger(Task.Strategy.ALL_SUCCEEDED, condition),
                Task.RetryPolicy.NONE,
                Task.CachePolicy.OFF,
                null);
    }

    private static void add(SortedMap<String, Task> tasks, Task task) {
        tasks.put(task.key(), task);
    }
}
