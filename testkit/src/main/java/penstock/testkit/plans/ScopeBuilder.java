package penstock.testkit.plans;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import penstock.plan.Component;
import penstock.plan.Component.Selection;
import penstock.plan.Component.TaskOutput;
import penstock.plan.ParameterType;
import penstock.plan.Task;

/** Writes a component that is a graph of tasks. */
public final class ScopeBuilder extends InterfaceBuilder<ScopeBuilder> {

    private final SortedMap<String, Task> tasks = new TreeMap<>();
    private final SortedMap<String, Selection> outputParameters = new TreeMap<>();
    private final SortedMap<String, Selection> outputArtifacts = new TreeMap<>();

    ScopeBuilder() {}

    @Override
    ScopeBuilder self() {
        return this;
    }

    /** Adds a use of {@code component} without arguments. */
    public ScopeBuilder task(String key, String component) {
        return task(key, component, _ -> {});
    }

    /** Adds a use of {@code component}. */
    public ScopeBuilder task(String key, String component, Consumer<TaskBuilder> content) {
        TaskBuilder task = new TaskBuilder(key, component);
        content.accept(task);
        tasks.put(key, task.build());
        return this;
    }

    /**
     * Declares an output parameter.
     *
     * @param from {@code task.key}, in order of preference
     */
    public ScopeBuilder yields(String name, ParameterType type, String... from) {
        outputParameters.put(name, selection(from));
        return output(name, type);
    }

    /**
     * Declares an output artifact.
     *
     * @param from {@code task.key}, in order of preference
     */
    public ScopeBuilder yieldsArtifact(String name, String... from) {
        outputArtifacts.put(name, selection(from));
        return outputArtifact(name);
    }

    Component build() {
        return new Component.Scope(io(), tasks, outputParameters, outputArtifacts);
    }

    private static Selection selection(String... from) {
        List<TaskOutput> candidates = new ArrayList<>();
        for (String candidate : from) {
            int dot = candidate.indexOf('.');
            candidates.add(
                    new TaskOutput(candidate.substring(0, dot), candidate.substring(dot + 1)));
        }
        return new Selection(candidates);
    }
}
