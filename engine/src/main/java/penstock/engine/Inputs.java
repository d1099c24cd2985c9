package penstock.engine;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import penstock.plan.Artifact;
import penstock.plan.Value;

/** What a task run received, defaults included. */
public record Inputs(
        SortedMap<String, Value> parameters, SortedMap<String, List<Artifact>> artifacts) {
    /** Nothing. */
    public static final Inputs NONE =
            new Inputs(Collections.emptySortedMap(), Collections.emptySortedMap());

    public Inputs {
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
        artifacts = Collections.unmodifiableSortedMap(new TreeMap<>(artifacts));
    }
}
