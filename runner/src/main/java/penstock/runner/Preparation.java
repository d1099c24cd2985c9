package penstock.runner;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import penstock.plan.Problem;

/** How a step is started. */
public sealed interface Preparation {

    /**
     * By its command.
     *
     * @param environment replaces the step's
     * @param visible folders that the step reads, shown to it at their own paths
     * @param notes for people
     */
    record Plain(
            List<String> argv,
            SortedMap<String, String> environment,
            List<Path> visible,
            List<String> notes)
            implements Preparation {
        public Plain {
            argv = List.copyOf(argv);
            environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
            visible = List.copyOf(visible);
            notes = List.copyOf(notes);
        }

        /** A command that needs nothing else. */
        public static Plain of(List<String> argv, SortedMap<String, String> environment) {
            return new Plain(argv, environment, List.of(), List.of());
        }
    }

    /**
     * Forked by a warm parent.
     *
     * @param key one parent per key: names interpreter, environment and what is imported
     * @param parentCommand starts the parent, which calls {@code serve()} of the spawner's code
     * @param parentEnvironment the parent's variables
     * @param payload what the forked step gets: a JSON object
     * @param fallback how to start when there is no parent; its environment and folders also hold
     *     for the forked step
     */
    record Warm(
            String key,
            List<String> parentCommand,
            SortedMap<String, String> parentEnvironment,
            Map<String, Object> payload,
            Plain fallback)
            implements Preparation {
        public Warm {
            parentCommand = List.copyOf(parentCommand);
            parentEnvironment = Collections.unmodifiableSortedMap(new TreeMap<>(parentEnvironment));
            payload = Collections.unmodifiableMap(new TreeMap<>(payload));
        }
    }

    /**
     * Not at all: the step fails with this problem.
     *
     * @param retryable whether another attempt could end differently
     */
    record Refused(Problem problem, boolean retryable) implements Preparation {}
}
