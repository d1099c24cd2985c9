package penstock.control.port;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import penstock.control.port.RunReads.TaskPage;
import penstock.control.port.RunReads.TaskRow;
import penstock.engine.Outputs;
import penstock.engine.Phase;
import penstock.engine.RunId;

/**
 * The task runs of a run, one part of their tree at a time, so that a loop of any length costs its
 * readers only what they look at. Blocking.
 */
public interface TaskTree {

    /**
     * The task run at {@code path} and all inside of it, but for the iterations of the loops
     * inside; for the empty path, all that is in no loop. Failed first, then running, then newest.
     *
     * @param limit at most 2 000
     */
    TaskPage within(RunId run, String path, int offset, int limit);

    /**
     * Task runs in no loop that changed after {@code version}, oldest change first, at most {@code
     * limit}; more only where one event changed many, which all have its version.
     */
    List<TaskRow> changedAfter(RunId run, long version, int limit);

    /** Loops in no loop that run now: their rows stay while their iterations change. */
    List<TaskRow> openLoops(RunId run);

    /**
     * The direct children of the task run at {@code parent}, of a loop its iterations in the order
     * of their items. The total counts those that there are so far.
     *
     * @param phase only those in it, when not null
     * @param from how many to leave out: of all iterations of a loop those before this index
     * @param limit at most 2 000
     */
    TaskPage children(RunId run, String parent, @Nullable Phase phase, int from, int limit);

    /** How far the loops at these paths are; those that were never opened are left out. */
    SortedMap<String, LoopCounts> loops(RunId run, List<String> paths);

    /**
     * Steps in no loop that succeeded, with what they gave; oldest first, at most {@code limit}.
     */
    List<TaskOutputs> outputs(RunId run, int limit);

    /** A task run and what it gave. */
    record TaskOutputs(TaskRow row, Outputs outputs) {}

    /**
     * How far a loop is.
     *
     * @param total items of its list, one iteration each
     * @param running iterations that run now; the rest waits, or was cancelled
     */
    record LoopCounts(int total, int succeeded, int failed, int running) {}
}
