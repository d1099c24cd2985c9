package penstock.server.v1beta1;

import java.util.List;

/** An experiment. */
public record ExperimentMessage(
        String id,
        String name,
        String description,
        String createdAt,
        List<Reference> resourceReferences,
        String storageState) {
    public ExperimentMessage {
        resourceReferences = List.copyOf(resourceReferences);
    }

    /** A page of experiments. */
    public record Page(List<ExperimentMessage> experiments, String nextPageToken, long totalSize) {
        public Page {
            experiments = List.copyOf(experiments);
        }
    }
}
