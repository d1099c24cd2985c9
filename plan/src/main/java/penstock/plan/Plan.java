package penstock.plan;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.plan.Task.RetryPolicy;

/**
 * An executable pipeline. It is stored with each run that uses it and read back by later releases,
 * so its shape only ever grows, and {@link #format} says which shape it has.
 *
 * @param format version of this shape; see {@link #FORMAT}
 * @param pipelineName the name inside the document; part of artifact addresses
 * @param displayName for people; empty when the document names none
 * @param components by name; {@link #ROOT} is the entry
 * @param settings of runs of this plan as a whole
 * @param notes what the compiler wants users of the plan to know
 */
public record Plan(
        int format,
        String pipelineName,
        String displayName,
        String description,
        SortedMap<String, Component> components,
        RunSettings settings,
        List<String> notes) {

    /** The format this release writes. 2 added settings of runs, volumes and Kubernetes. */
    public static final int FORMAT = 2;

    /** A plan without settings, in the format this release writes. */
    public Plan(
            String pipelineName,
            String displayName,
            String description,
            SortedMap<String, Component> components,
            List<String> notes) {
        this(FORMAT, pipelineName, displayName, description, components, RunSettings.NONE, notes);
    }

    /** The component in which a run starts. */
    public static final String ROOT = "root";

    public Plan {
        components = Collections.unmodifiableSortedMap(new TreeMap<>(components));
        notes = List.copyOf(notes);
        if (!(components.get(ROOT) instanceof Component.Scope)) {
            throw new IllegalArgumentException("plan without a root scope");
        }
    }

    /** The scope in which a run starts. */
    public Component.Scope root() {
        return (Component.Scope) component(ROOT);
    }

    /** The component named {@code name}; the compiler has checked that it exists. */
    public Component component(String name) {
        Component component = components.get(name);
        if (component == null) {
            throw new IllegalStateException("plan has no component '" + name + "'");
        }
        return component;
    }

    /** The retry policy of the task at the end of {@code keys}, or of the nearest around it. */
    public RetryPolicy retryPolicy(List<String> keys) {
        for (int depth = keys.size(); depth > 0; depth--) {
            Task task = taskAt(keys.subList(0, depth));
            if (task != null && !task.retry().equals(RetryPolicy.NONE)) {
                return task.retry();
            }
        }
        return RetryPolicy.NONE;
    }

    /** The task that is declared at the end of {@code keys}, outermost first; null for none. */
    public @Nullable Task taskAt(List<String> keys) {
        Component inside = root();
        Task task = null;
        for (String key : keys) {
            task = inside instanceof Component.Scope scope ? scope.tasks().get(key) : null;
            if (task == null) {
                return null;
            }
            inside = component(task.component());
        }
        return task;
    }
}
