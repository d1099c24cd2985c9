package penstock.control.rerun;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import penstock.engine.TaskPath;
import penstock.plan.Component;
import penstock.plan.Plan;
import penstock.plan.Task;

/** Which tasks of a plan cannot keep their results when some run anew. */
public final class Downstream {

    private Downstream() {}

    /**
     * What choosing the task at {@code path} chooses: inside a loop the whole outermost loop, as
     * its iterations have nothing of their own to be told apart by; null when there is no such
     * task.
     */
    public static @Nullable TaskPath chosen(Plan plan, TaskPath path) {
        List<String> keys = path.declared().keys();
        List<String> walked = new ArrayList<>();
        for (String key : keys) {
            walked.add(key);
            Task task = plan.taskAt(walked);
            if (task == null || task.loop() != null) {
                break;
            }
        }
        Task task = plan.taskAt(walked);
        return task == null ? null : new TaskPath(String.join("/", walked));
    }

    /**
     * The chosen tasks and all that wait for them, in their scope and in the scopes around it, as
     * declared paths. What is inside a task goes with it and is not named.
     */
    public static SortedSet<String> of(Plan plan, Collection<TaskPath> chosen) {
        SortedSet<String> fresh = new TreeSet<>();
        Deque<TaskPath> open = new ArrayDeque<>(chosen);
        while (!open.isEmpty()) {
            TaskPath path = open.removeFirst();
            if (fresh.add(path.value())) {
                // A scope with a fresh child gives other outputs, though other children may keep.
                for (TaskPath at = path; !at.isRoot(); at = at.parent()) {
                    dependents(plan, at, open);
                }
            }
        }
        return fresh;
    }

    private static void dependents(Plan plan, TaskPath path, Deque<TaskPath> found) {
        for (Task task : scope(plan, path.parent()).tasks().values()) {
            if (task.dependencies().contains(path.key())) {
                found.add(path.parent().child(task.key()));
            }
        }
    }

    private static Component.Scope scope(Plan plan, TaskPath path) {
        Task task = plan.taskAt(path.keys());
        Component component = task == null ? plan.root() : plan.component(task.component());
        if (component instanceof Component.Scope scope) {
            return scope;
        }
        throw new IllegalArgumentException("'" + path + "' holds no tasks");
    }
}
