package penstock.runner;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the Kubernetes settings of a step come to on this machine.
 *
 * @param mounts in the order in which they are made
 * @param variables that override those of the container
 * @param secrets names of variables whose values nobody is shown
 * @param notes for people
 */
record Surroundings(
        List<Mount> mounts,
        SortedMap<String, String> variables,
        Set<String> secrets,
        List<String> notes) {

    Surroundings {
        mounts = List.copyOf(mounts);
        variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
        secrets = Set.copyOf(secrets);
        notes = List.copyOf(notes);
    }
}
