package penstock.server.v2beta1;

import java.util.List;

/** An experiment. */
public record ExperimentMessage(
        String experimentId,
        String displayName,
        String description,
        String createdAt,
        String namespace,
        String storageState,
        String lastRunCreatedAt) {

    /** A page of experiments. */
    public record Page(List<ExperimentMessage> experiments, String nextPageToken, long totalSize) {
        public Page {
            experiments = List.copyOf(experiments);
        }
    }
}
