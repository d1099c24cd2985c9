package penstock.engine;

import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.plan.Problem;
import penstock.plan.Value;

/**
 * How a task ended, as an exit task receives it. The state words are those a KFP cluster delivers:
 * {@code COMPLETE}, {@code FAILED}, {@code CANCELED}.
 */
final class FinalStatus {

    /** google.rpc.Code UNKNOWN, which KFP's local runner uses for a failed task. */
    private static final long FAILED_CODE = 2;

    private FinalStatus() {}

    static Value.Struct of(RunHeader header, TaskRun task) {
        SortedMap<String, Value> fields = new TreeMap<>();
        fields.put("state", new Value.Text(word(task.phase())));
        fields.put("error", error(task.problem()));
        fields.put("pipelineJobResourceName", new Value.Text(header.resourceName()));
        fields.put("pipelineTaskName", new Value.Text(task.path().key()));
        return new Value.Struct(fields);
    }

    private static String word(Phase phase) {
        return switch (phase) {
            case SUCCEEDED -> "COMPLETE";
            case FAILED -> "FAILED";
            case SKIPPED, CANCELING, CANCELED -> "CANCELED";
            case PENDING, RUNNING, PAUSED -> "RUNNING";
        };
    }

    private static Value.Struct error(@Nullable Problem problem) {
        if (problem == null) {
            return Value.EMPTY_STRUCT;
        }
        SortedMap<String, Value> fields = new TreeMap<>();
        fields.put("code", new Value.Int(FAILED_CODE));
        fields.put("message", new Value.Text(problem.message()));
        return new Value.Struct(fields);
    }
}
