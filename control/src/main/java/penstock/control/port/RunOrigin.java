package penstock.control.port;

import org.jspecify.annotations.Nullable;

/**
 * Where a run came from, as its readers see it.
 *
 * @param pipelineId the pipeline, or null for a run of a document sent with the request
 * @param pipelineVersionId likewise
 * @param document the pipeline document as text, kept for clients that read it back
 * @param serviceAccount echoed, without effect on one machine
 * @param recurringRunId the recurring run it is of, or null; that one may be gone
 */
public record RunOrigin(
        String namespace,
        String experimentId,
        String description,
        @Nullable String pipelineId,
        @Nullable String pipelineVersionId,
        String document,
        String serviceAccount,
        @Nullable String recurringRunId) {

    /** The origin of a run that is of no recurring run. */
    public RunOrigin(
            String namespace,
            String experimentId,
            String description,
            @Nullable String pipelineId,
            @Nullable String pipelineVersionId,
            String document,
            String serviceAccount) {
        this(
                namespace,
                experimentId,
                description,
                pipelineId,
                pipelineVersionId,
                document,
                serviceAccount,
                null);
    }
}
