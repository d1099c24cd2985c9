package penstock.engine;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * Where a task run sits in a run: keys joined by {@code /}; empty for the root scope. A loop has
 * the path {@code a/b}, its iterations are inside it and have the paths {@code a/b[0]}, {@code
 * a/b[1]} … Keys hold neither {@code /} nor brackets.
 */
public record TaskPath(String value) implements Comparable<TaskPath> {

    /** The root scope. */
    public static final TaskPath ROOT = new TaskPath("");

    /** The path of {@code key} inside this scope. */
    public TaskPath child(String key) {
        return new TaskPath(value.isEmpty() ? key : value + "/" + key);
    }

    /** The path of the loop's iteration over the item with that index, from 0. */
    public TaskPath iteration(int index) {
        return new TaskPath(value + "[" + index + "]");
    }

    /** True for an iteration of a loop. */
    public boolean isIteration() {
        return value.endsWith("]");
    }

    /** The index of an iteration, from 0. */
    public int index() {
        if (!isIteration()) {
            throw new IllegalStateException(this + " is not an iteration");
        }
        return Integer.parseInt(value, value.lastIndexOf('[') + 1, value.length() - 1, 10);
    }

    /** The scope this task runs in, and for an iteration its loop; only the root has none. */
    public TaskPath parent() {
        if (isRoot()) {
            throw new IllegalStateException("the root scope has no parent");
        }
        if (isIteration()) {
            return new TaskPath(value.substring(0, value.lastIndexOf('[')));
        }
        int slash = value.lastIndexOf('/');
        return slash < 0 ? ROOT : new TaskPath(value.substring(0, slash));
    }

    /**
     * The innermost iteration around this task run, and for an iteration its loop; the root where
     * there is no loop.
     */
    public TaskPath body() {
        return isIteration()
                ? parent()
                : new TaskPath(value.substring(0, value.lastIndexOf(']') + 1));
    }

    /** The key of the task, which an iteration shares with its loop; empty for the root. */
    public String key() {
        String last = lastPart();
        return isIteration() ? last.substring(0, last.lastIndexOf('[')) : last;
    }

    /** The key, and the index in brackets for an iteration; empty for the root. */
    public String lastPart() {
        return value.substring(value.lastIndexOf('/') + 1);
    }

    /** This path without its iterations: where the plan declares the task. */
    public TaskPath declared() {
        return value.indexOf('[') < 0 ? this : new TaskPath(value.replaceAll("\\[[0-9]+]", ""));
    }

    /** The keys that lead here from the root, outermost first; none for the root. */
    public List<String> keys() {
        return isRoot() ? List.of() : List.of(value.split("/", -1));
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
