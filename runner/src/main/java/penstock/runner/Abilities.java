package penstock.runner;

import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the supervisor can do on this machine.
 *
 * @param viewProblem why steps have no private view of the file system; null when they have
 * @param limits what can be limited: {@code memory}, {@code cpu}, {@code pids}
 * @param limitsProblem why not all of that; null when all of it
 */
record Abilities(
        @Nullable String viewProblem, SortedSet<String> limits, @Nullable String limitsProblem) {

    static final String MEMORY = "memory";
    static final String CPU = "cpu";

    Abilities {
        limits = new TreeSet<>(limits);
    }

    /** Of a supervisor that can do neither, for the same reason. */
    static Abilities none(String why) {
        return new Abilities(why, new TreeSet<>(), why);
    }
}
