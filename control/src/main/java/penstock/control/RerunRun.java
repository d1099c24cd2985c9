package penstock.control;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.control.CreateRun.Source;
import penstock.engine.TaskPath;
import penstock.plan.Value;

/**
 * A run that somebody wants to go on from an earlier one.
 *
 * @param from tasks that run anew, with all that depends on them
 * @param source which document runs; null for the one of the earlier run
 * @param parameters those that differ from the earlier run's
 * @param displayName empty for the earlier run's
 */
public record RerunRun(
        List<TaskPath> from,
        @Nullable Source source,
        SortedMap<String, Value> parameters,
        String displayName) {

    public RerunRun {
        from = List.copyOf(from);
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }
}
