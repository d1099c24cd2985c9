package penstock.server.v1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import penstock.control.port.RunReads.AttemptRow;
import penstock.control.port.RunReads.TaskDetail;
import penstock.control.port.RunReads.TaskKind;
import penstock.control.port.RunReads.TaskRow;
import penstock.engine.Inputs;
import penstock.engine.Outputs;
import penstock.engine.Phase;
import penstock.plan.Plan;
import penstock.plan.Task.RetryPolicy;
import penstock.server.json.Json;
import penstock.testkit.plans.PlanBuilder;

class RetryJsonTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private static String of(Phase phase, AttemptRow... attempts) {
        TaskRow row =
                new TaskRow(
                        "id",
                        "group/step",
                        "step",
                        TaskKind.CONTAINER,
                        phase,
                        1,
                        attempts.length,
                        BEGIN,
                        null,
                        null,
                        null,
                        1,
                        false);
        TaskDetail detail =
                new TaskDetail(row, "c", Inputs.NONE, Outputs.NONE, List.of(attempts), null);
        ObjectNode json = Json.object();
        RetryJson.add(json, plan(), detail);
        return json.path("retry").toString();
    }

    /** The policy is the group's. */
    private static Plan plan() {
        RetryPolicy policy = new RetryPolicy(3, Duration.ofMillis(1500), 2, Duration.ofSeconds(60));
        return PlanBuilder.plan("p")
                .container("c", it -> {})
                .scope("inside", it -> it.task("step", "c"))
                .root(it -> it.task("group", "inside", task -> task.retries(policy)))
                .build();
    }

    private static AttemptRow attempt(int number, @Nullable Instant finishedAt) {
        return new AttemptRow(
                1,
                number,
                "uuid",
                Phase.FAILED,
                BEGIN,
                BEGIN,
                finishedAt,
                1,
                null,
                List.of(),
                Collections.emptySortedMap());
    }

    @Test
    void aStepThatWaitsSaysWhenItsNextAttemptStarts() {
        assertThat(of(Phase.PENDING, attempt(1, BEGIN), attempt(2, BEGIN.plusSeconds(10))))
                .isEqualTo(
                        """
                        {"max_retries":3,"backoff_seconds":1.5,"backoff_factor":2.0,\
                        "backoff_max_seconds":60.0,"next_at":"2026-01-01T00:00:13.000Z"}\
                        """);
    }

    @Test
    void aStepThatRunsHasNoNextAttempt() {
        assertThat(of(Phase.RUNNING, attempt(1, null)))
                .contains("max_retries")
                .doesNotContain("next");
        assertThat(of(Phase.PENDING)).doesNotContain("next_at");
    }
}
