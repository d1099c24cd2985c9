package penstock.server.v1beta1;

import java.util.List;
import org.jspecify.annotations.Nullable;
import penstock.server.backend.TriggerMessage;

/**
 * A job.
 *
 * @param trigger null for one that fires once
 * @param error why the last fire time started no run
 */
public record JobMessage(
        String id,
        String name,
        String description,
        RunMessage.Spec pipelineSpec,
        List<Reference> resourceReferences,
        String serviceAccount,
        String maxConcurrency,
        @Nullable TriggerMessage trigger,
        String createdAt,
        String updatedAt,
        String status,
        String error,
        boolean enabled,
        boolean noCatchup) {
    public JobMessage {
        resourceReferences = List.copyOf(resourceReferences);
    }

    /** A page of jobs. */
    public record Page(List<JobMessage> jobs, long totalSize, String nextPageToken) {
        public Page {
            jobs = List.copyOf(jobs);
        }
    }
}
