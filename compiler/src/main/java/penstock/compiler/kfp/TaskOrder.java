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
    private TaskOrder() {}

    private static final int MOST = 20;

    /** The circles of tasks each of which waits for the next, the last for the first. */
    static List<List<String>> circles(SortedMap<String, Task> tasks) {
        NavigableMap<String, Task> left = new TreeMap<>(tasks);
        List<List<String>> circles = new ArrayList<>();
        List<String> circle = circle(left);
        while (!circle.isEmpty() && circles.size() < MOST) {
            circles.add(circle);
            circle.forEach(left::remove);
            circle = circle(left);
        }
        return circles;
    }

    private static List<String> circle(Map<String, Task> tasks) {
        Map<String, Integer> waiting = new HashMap<>();
        Map<String, List<String>> followers = new HashMap<>();
        Deque<String> ready = new ArrayDeque<>();
        for (Task task : tasks.values()) {
            List<String> known = task.dependencies().stream().filter(tasks::containsKey).toList();
            waiting.put(task.key(), known.size());
            known.forEach(
                    k -> followers.computeIfAbsent(k, _ -> new ArrayList<>()).add(task.key()));
            if (known.isEmpty()) {
                ready.add(task.key());
            }
        }
        while (!ready.isEmpty()) {
            String done = ready.remove();
            waiting.remove(done);
            for (String follower : followers.getOrDefault(done, List.of())) {
                if (waiting.merge(follower, -1, Integer::sum) == 0) {
                    ready.add(follower);
                }
            }
        }
        return waiting.isEmpty() ? List.of() : circleAmong(waiting, tasks);
    }

    /** Follows dependencies among tasks that can never start until one comes up again. */
    private static List<String> circleAmong(Map<String, Integer> stuck, Map<String, Task> tasks) {
        SequencedSet<String> seen = new LinkedHashSet<>();
        String at = tasks.keySet().stream().filter(stuck::containsKey).findFirst().orElseThrow();
        while (seen.add(at)) {
            at = next(tasks, at, stuck);
        }
        List<String> walked = new ArrayList<>(seen);
        return walked.subList(walked.indexOf(at), walked.size());
    }

    private static String next(Map<String, Task> tasks, String at, Map<String, Integer> stuck) {
        Task task = tasks.get(at);
        if (task == null) {
            throw new IllegalStateException("no task '" + at + "'");
        }
        return task.dependencies().stream().filter(stuck::containsKey).findFirst().orElseThrow();
    }
}
