package penstock.engine;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import penstock.plan.Artifact;
import penstock.plan.Value;

/** What a task run gave. */
public record Outputs(
        SortedMap<String, Value> parameters, SortedMap<String, List<Artifact>> artifacts) {
    /** Nothing. */
    public static final Outputs NONE =
            new Outputs(Collections.emptySortedMap(), Collections.emptySortedMap());

    public Outputs {
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
        artifacts = Collections.unmodifiableSortedMap(new TreeMap<>(artifacts));
    }
}
