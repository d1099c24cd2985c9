package penstock.engine;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * One try of a task run.
 *
 * @param generation 1, and one more after each retry of the run
 * @param number 1, and one more after each retry of the task within a generation
 */
public record AttemptId(RunId run, TaskPath path, int generation, int number)
        implements Comparable<AttemptId> {

    /** A UUID that depends on nothing but the four parts: names folders and addresses. */
    public String uuid() {
        String name = run + "/" + path.value() + "#" + generation + "." + number;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    @Override
    public int compareTo(AttemptId other) {
        int byRun = run.compareTo(other.run);
        int byPath = byRun != 0 ? byRun : path.compareTo(other.path);
        int byGeneration = byPath != 0 ? byPath : Integer.compare(generation, other.generation);
        return byGeneration != 0 ? byGeneration : Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
        return run + "/" + path + "#" + generation + "." + number;
    }
}
