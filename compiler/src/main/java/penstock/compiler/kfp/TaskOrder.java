package penstock.compiler.kfp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;
import penstock.plan.Task;

/** Finds tasks that wait for each other. */
final class TaskOrder {
    private static final int MOST = 20;

    private final NavigableMap<String, Task> tasks;
    private final Map<String, Integer> waiting = new HashMap<>();
    private final Map<String, List<String>> followers = new HashMap<>();
    private final Deque<String> ready = new ArrayDeque<>();

    private TaskOrder(NavigableMap<String, Task> tasks) {
        this.tasks = tasks;
        tasks.values().forEach(this::enter);
        settle();
    }

    /** The circles of tasks each of which waits for the next, the last for the first. */
    static List<List<String>> circles(SortedMap<String, Task> tasks) {
        NavigableMap<String, Task> left = new TreeMap<>(tasks);
        List<List<String>> circles = new ArrayList<>();
        List<String> circle = new TaskOrder(left).circle();
        while (!circle.isEmpty() && circles.size() < MOST) {
            circles.add(circle);
            circle.forEach(left::remove);
            circle = new TaskOrder(left).circle();
        }
        return circles;
    }

    private void enter(Task task) {
        List<String> known = task.dependencies().stream().filter(tasks::containsKey).toList();
        waiting.put(task.key(), known.size());
        known.forEach(
                key -> followers.computeIfAbsent(key, _ -> new ArrayList<>()).add(task.key()));
        if (known.isEmpty()) {
            ready.add(task.key());
        }
    }

    /** Takes away all tasks that can start at some time. */
    private void settle() {
        while (!ready.isEmpty()) {
            String done = ready.remove();
            waiting.remove(done);
            for (String follower : followers.getOrDefault(done, List.of())) {
                if (waiting.merge(follower, -1, Integer::sum) == 0) {
                    ready.add(follower);
                }
            }
        }
    }

    /** Follows dependencies among tasks that can never start until one comes up again. */
    private List<String> circle() {
        if (waiting.isEmpty()) {
            return List.of();
        }
        SequencedSet<String> seen = new LinkedHashSet<>();
        String at = tasks.keySet().stream().filter(waiting::containsKey).findFirst().orElseThrow();
        while (seen.add(at)) {
            at = next(at);
        }
        List<String> walked = new ArrayList<>(seen);
        return walked.subList(walked.indexOf(at), walked.size());
    }

    private String next(String at) {
        Task task = tasks.get(at);
        if (task == null) {
            throw new IllegalStateException("no task '" + at + "'");
        }
        return task.dependencies().stream().filter(waiting::containsKey).findFirst().orElseThrow();
    }
}
