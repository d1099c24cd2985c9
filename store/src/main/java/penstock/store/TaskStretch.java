package penstock.store;

import java.util.List;
import org.jspecify.annotations.Nullable;
import penstock.engine.Phase;
import penstock.engine.TaskPath;

/**
 * Some of a run's task runs.
 *
 * @param where a condition whose first parameter is the number of the run, followed by the others
 * @param parameters exactly three; a path stands for the id of the task run there
 */
record TaskStretch(String where, List<Object> parameters) {

    /** Written out, as the planner takes an index of some rows only where it sees which rows. */
    private static final String IN_NO_LOOP = "run_no = ?1 AND body = '' AND body = ?2";

    private static final String IN_BODY = "run_no = ?1 AND body <> '' AND body = ?2";

    /** The row at the path, and those of its body that are below it; the root has no row. */
    static TaskStretch within(TaskPath path) {
        if (path.isRoot()) {
            return new TaskStretch(IN_NO_LOOP + " AND ?3 = '' AND ?4 = ''", List.of("", "", ""));
        }
        TaskPath body = path.isIteration() ? path : path.body();
        String own = "SELECT execution_no FROM tasks WHERE run_no = ?1 AND task_id = ?3";
        String below =
                "SELECT execution_no FROM tasks WHERE "
                        + in(body)
                        + " AND substr(path, 1, length(?4)) = ?4";
        return new TaskStretch(
                "execution_no IN (" + own + " UNION ALL " + below + ")",
                List.of(body.value(), path, path.value() + "/"));
    }

    /** The tasks of the scope or iteration at {@code parent}, in a phase when it is not null. */
    static TaskStretch children(TaskPath parent, @Nullable Phase phase) {
        TaskPath body = parent.isIteration() ? parent : parent.body();
        String prefix = parent.isRoot() ? "" : parent.value() + "/";
        return new TaskStretch(
                in(body)
                        + " AND substr(path, 1, length(?3)) = ?3"
                        + " AND instr(substr(path, length(?3) + 1), '/') = 0"
                        + " AND (?4 = '' OR phase = ?4)",
                List.of(body.value(), prefix, phase == null ? "" : phase.name()));
    }

    private static String in(TaskPath body) {
        return body.isRoot() ? IN_NO_LOOP : IN_BODY;
    }
}
