package penstock.engine;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import penstock.plan.Artifact;
import penstock.plan.Value;

/**
 * What a task run received, defaults included.
 *
 * @param settings values of the references of its Kubernetes settings; the program never sees them
 */
public record Inputs(
        SortedMap<String, Value> parameters,
        SortedMap<String, List<Artifact>> artifacts,
        SortedMap<String, Value> settings) {
    /** Nothing. */
    public static final Inputs NONE =
            new Inputs(Collections.emptySortedMap(), Collections.emptySortedMap());

    public Inputs {
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
        artifacts = Collections.unmodifiableSortedMap(new TreeMap<>(artifacts));
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }

    /** Of these, what was received under {@code name}. */
    public Inputs only(String name) {
        SortedMap<String, Value> values = new TreeMap<>(parameters);
        values.keySet().retainAll(List.of(name));
        SortedMap<String, List<Artifact>> lists = new TreeMap<>(artifacts);
        lists.keySet().retainAll(List.of(name));
        return new Inputs(values, lists);
    }

    /** Inputs without settings. */
    public Inputs(
            SortedMap<String, Value> parameters, SortedMap<String, List<Artifact>> artifacts) {
        this(parameters, artifacts, Collections.emptySortedMap());
    }
}
