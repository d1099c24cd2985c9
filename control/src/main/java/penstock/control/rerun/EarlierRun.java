package penstock.control.rerun;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import penstock.engine.Phase;
import penstock.plan.Plan;
import penstock.plan.Value;

/**
 * A run that another one goes on from.
 *
 * @param parameters what it was started with
 * @param phases how its tasks ended, by declared path; of iterations the one that went worst
 */
public record EarlierRun(
        Plan plan, SortedMap<String, Value> parameters, SortedMap<String, Phase> phases) {

    public EarlierRun {
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
        phases = Collections.unmodifiableSortedMap(new TreeMap<>(phases));
    }
}
