package penstock.engine;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the runner wants people to know about how an attempt was started.
 *
 * @param notes visible remarks, such as which interpreter stands in for an image
 * @param environment the variables the step was given, secrets already masked
 */
public record AttemptFacts(List<String> notes, SortedMap<String, String> environment) {
    /** Nothing to say. */
    public static final AttemptFacts NONE =
            new AttemptFacts(List.of(), Collections.emptySortedMap());

    public AttemptFacts {
        notes = List.copyOf(notes);
        environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    }
}
