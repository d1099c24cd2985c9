package penstock.engine;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Where a task run sits in a run: keys joined by {@code /}, an iteration as {@code key[3]}; empty
 * for the root scope.
 */
public record TaskPath(String value) implements Comparable<TaskPath> {

    /** The root scope. */
    public static final TaskPath ROOT = new TaskPath("");

    /** The path of {@code key} inside this scope. */
    public TaskPath child(String key) {
        return new TaskPath(value.isEmpty() ? key : value + "/" + key);
    }

    /** The scope this task runs in; only the root has none. */
    public TaskPath parent() {
        if (isRoot()) {
            throw new IllegalStateException("the root scope has no parent");
        }
        int slash = value.lastIndexOf('/');
        return slash < 0 ? ROOT : new TaskPath(value.substring(0, slash));
    }

    /** The last key of the path; empty for the root. */
    public String key() {
        return value.substring(value.lastIndexOf('/') + 1);
    }

    /** True for the root scope. */
    public boolean isRoot() {
        return value.isEmpty();
    }

    /** The task run's id: a UUID that depends on nothing but the run and this path. */
    public String idIn(RunId run) {
        byte[] name = (run.value() + "/" + value).getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(name).toString();
    }

    @Override
    public int compareTo(TaskPath other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.isEmpty() ? "(root)" : value;
    }
}
