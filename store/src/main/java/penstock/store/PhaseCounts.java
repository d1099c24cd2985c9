package penstock.store;

import java.util.EnumMap;
import java.util.Map;
import penstock.engine.Phase;

/** How many rows entered each state, less those that left it. */
final class PhaseCounts {

    private final Map<Phase, Integer> counts = new EnumMap<>(Phase.class);

    void add(Phase phase, int difference) {
        counts.merge(phase, difference, Integer::sum);
    }

    int of(Phase phase) {
        return counts.getOrDefault(phase, 0);
    }
}
