package penstock.control.rerun;

import java.util.List;

/**
 * What a re-run would do, task by task of the plan, before it starts. Whether a step that depends
 * on one that runs is really run shows only then: when its inputs come out equal it is reused.
 */
public record RerunPreview(List<Entry> tasks) {

    public RerunPreview {
        tasks = List.copyOf(tasks);
    }

    /** What becomes of a task. */
    public enum Action {
        /** Its outputs are taken over. */
        REUSE,
        /** It runs. */
        RUN,
        /** The new plan does not have it. */
        REMOVED
    }

    /**
     * A task with work of its own.
     *
     * @param path as the plan declares it, without iterations
     * @param reason in words
     */
    public record Entry(String path, String displayName, Action action, String reason) {}

    /** How many tasks have that fate. */
    public long count(Action action) {
        return tasks.stream().filter(entry -> entry.action() == action).count();
    }
}
