package penstock.server.v2beta1;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import penstock.plan.Value;
import penstock.server.backend.TriggerMessage;
import penstock.server.v2beta1.RunMessage.RuntimeConfig;
import penstock.server.v2beta1.RunMessage.Status;
import penstock.server.v2beta1.RunMessage.VersionReference;

/**
 * A recurring run.
 *
 * @param error why the last fire time started no run
 * @param nextFireTimes the next five, which KFP does not tell; none while it is disabled
 * @param lastFire the last fire time dealt with, which KFP does not tell either
 */
public record RecurringRunMessage(
        String recurringRunId,
        String displayName,
        String description,
        Value.@Nullable Struct pipelineSpec,
        @Nullable VersionReference pipelineVersionReference,
        @Nullable RuntimeConfig runtimeConfig,
        String serviceAccount,
        String maxConcurrency,
        TriggerMessage trigger,
        String mode,
        String createdAt,
        String updatedAt,
        String status,
        @Nullable Status error,
        boolean noCatchup,
        String namespace,
        String experimentId,
        List<String> nextFireTimes,
        @Nullable LastFire lastFire) {
    public RecurringRunMessage {
        nextFireTimes = List.copyOf(nextFireTimes);
    }

    /** A page of recurring runs; its name is KFP's only one in camelCase. */
    public record Page(
            @JsonProperty("recurringRuns") List<RecurringRunMessage> recurringRuns,
            long totalSize,
            String nextPageToken) {
        public Page {
            recurringRuns = List.copyOf(recurringRuns);
        }
    }

    /**
     * A fire time that was dealt with.
     *
     * @param index from 1
     * @param runId empty when it started no run
     */
    public record LastFire(
            long index, String scheduledTime, String runId, @Nullable Status error) {}
}
