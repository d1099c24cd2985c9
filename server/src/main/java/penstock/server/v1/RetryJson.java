package penstock.server.v1;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import penstock.control.port.RunReads.AttemptRow;
import penstock.control.port.RunReads.TaskDetail;
import penstock.engine.Phase;
import penstock.engine.TaskPath;
import penstock.plan.Plan;
import penstock.plan.Task.RetryPolicy;
import penstock.server.json.Times;

/** How often a failed step is tried again, and when next; absent where it is not. */
final class RetryJson {

    private RetryJson() {}

    static void add(ObjectNode json, Plan plan, TaskDetail detail) {
        TaskPath path = new TaskPath(detail.row().path());
        RetryPolicy policy = plan.retryPolicy(path.declared().keys());
        if (policy.equals(RetryPolicy.NONE)) {
            return;
        }
        ObjectNode retry = json.putObject("retry");
        retry.put("max_retries", policy.maxRetries());
        retry.put("backoff_seconds", seconds(policy.backoff()));
        retry.put("backoff_factor", policy.factor() > 0 ? policy.factor() : 1);
        retry.put("backoff_max_seconds", seconds(policy.maxBackoff()));
        List<AttemptRow> attempts = detail.attempts();
        if (detail.row().phase() == Phase.PENDING && !attempts.isEmpty()) {
            addNext(retry, policy, attempts.getLast());
        }
    }

    private static void addNext(ObjectNode retry, RetryPolicy policy, AttemptRow last) {
        if (last.finishedAt() != null) {
            retry.put("next_at", Times.millis(last.finishedAt().plus(policy.delay(last.number()))));
        }
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
