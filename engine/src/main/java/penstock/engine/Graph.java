package penstock.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import penstock.plan.Component;
import penstock.plan.Plan;
import penstock.plan.Task;

/** A plan with the edges turned round: which tasks wait for a task. Built once per plan. */
public final class Graph {

    private final Plan plan;
    private final SortedMap<String, ScopeGraph> scopes = new TreeMap<>();

    private Graph(Plan plan) {
        this.plan = plan;
    }

    /** The graph of {@code plan}. */
    public static Graph of(Plan plan) {
        Graph graph = new Graph(plan);
        for (Map.Entry<String, Component> component : plan.components().entrySet()) {
            if (component.getValue() instanceof Component.Scope scope) {
                graph.scopes.put(component.getKey(), ScopeGraph.of(scope));
            }
        }
        return graph;
    }

    /** The plan it was built from. */
    public Plan plan() {
        return plan;
    }

    ScopeGraph scope(String component) {
        ScopeGraph scope = scopes.get(component);
        if (scope == null) {
            throw new IllegalStateException("component '" + component + "' is not a scope");
        }
        return scope;
    }

    /**
     * One scope.
     *
     * @param roots keys of the tasks that wait for nothing, sorted
     * @param dependents for each key the keys that wait for it, sorted
     */
    record ScopeGraph(
            Component.Scope scope, List<String> roots, SortedMap<String, List<String>> dependents) {

        static ScopeGraph of(Component.Scope scope) {
            List<String> roots = new ArrayList<>();
            SortedMap<String, List<String>> dependents = new TreeMap<>();
            for (Task task : scope.tasks().values()) {
                if (task.dependencies().isEmpty()) {
                    roots.add(task.key());
                }
                for (String dependency : task.dependencies()) {
                    dependents.computeIfAbsent(dependency, _ -> new ArrayList<>()).add(task.key());
                }
            }
            return new ScopeGraph(
                    scope,
                    Collections.unmodifiableList(roots),
                    Collections.unmodifiableSortedMap(dependents));
        }

        Task task(String key) {
            Task task = scope.tasks().get(key);
            if (task == null) {
                throw new IllegalStateException("scope has no task '" + key + "'");
            }
            return task;
        }

        List<String> dependentsOf(String key) {
            return dependents.getOrDefault(key, List.of());
        }
    }
}
