package penstock.compiler.kfp;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import penstock.spec.kfp.ComponentSpec;
import penstock.spec.kfp.ComponentSpec.ParameterSpec;
import penstock.spec.kfp.DagSpec;
import penstock.spec.kfp.TaskSpec;
import penstock.spec.kfp.TaskSpec.ParameterArgument;
import penstock.spec.kfp.TaskSpec.ParameterSource;

/** A graph whose inputs and arguments are being mended, and where it stands. */
final class Group {
    private final String name;
    private final ComponentSpec spec;
    private final DagSpec dag;
    private final @Nullable Place place;
    private final int depth;
    private final SequencedMap<String, ParameterSpec> inputs;
    private final SequencedMap<String, SequencedMap<String, ParameterArgument>> arguments =
            new LinkedHashMap<>();

    /** The only task that uses a graph. */
    record Place(Group around, String task) {}

    private Group(String name, ComponentSpec spec, DagSpec dag, @Nullable Place place) {
        this.name = name;
        this.spec = spec;
        this.dag = dag;
        this.place = place;
        this.depth = place == null ? 0 : place.around().depth + 1;
        this.inputs = new LinkedHashMap<>(spec.inputs().parameters());
        dag.tasks()
                .forEach((key, task) -> arguments.put(key, new LinkedHashMap<>(task.parameters())));
    }

    /** A graph with nothing around it; null for a component that is none. */
    static @Nullable Group outermost(String name, ComponentSpec spec) {
        DagSpec dag = spec.dag();
        return dag == null ? null : new Group(name, spec, dag, null);
    }

    /** A graph that one task uses; null for a component that is none. */
    static @Nullable Group inside(Group around, String task, String name, ComponentSpec spec) {
        DagSpec dag = spec.dag();
        return dag == null ? null : new Group(name, spec, dag, new Place(around, task));
    }

    /** How many graphs are around it. */
    int depth() {
        return depth;
    }

    String name() {
        return name;
    }

    /** Null for a graph with nothing around it, and for one that several tasks use. */
    @Nullable Place place() {
        return place;
    }

    /** Its inputs as they are now. */
    SequencedMap<String, ParameterSpec> inputs() {
        return inputs;
    }

    SequencedMap<String, TaskSpec> tasks() {
        return dag.tasks();
    }

    /** What a task passes now. */
    SequencedMap<String, ParameterArgument> arguments(String task) {
        return arguments.computeIfAbsent(task, _ -> new LinkedHashMap<>());
    }

    /** Whether a task inside asks for an input. */
    boolean asksFor(String input) {
        return arguments.values().stream()
                .flatMap(passed -> passed.values().stream())
                .anyMatch(argument ->
                        argument.source() instanceof ParameterSource.ComponentInput(var asked)
                                && asked.text().equals(input));
    }

    /** An input that nothing feeds; the item of the loop that uses this graph needs no feeding. */
    void lose(String input, TaskSpec use) {
        TaskSpec.LoopIterator loop = use.iterator();
        if (loop == null || !loop.itemInput().equals(input)) {
            inputs.remove(input);
        }
    }

    /** The component as it was meant. */
    ComponentSpec rebuilt() {
        SequencedMap<String, TaskSpec> tasks = new LinkedHashMap<>();
        dag.tasks().forEach((key, task) -> tasks.put(key, task.withParameters(arguments(key))));
        return spec.withParameters(inputs).withDag(dag.withTasks(tasks));
    }
}
