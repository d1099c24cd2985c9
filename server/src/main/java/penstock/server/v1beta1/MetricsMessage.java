package penstock.server.v1beta1;

import java.util.List;

/** What became of the numbers that a client reported. */
public record MetricsMessage(List<Result> results) {
    public MetricsMessage {
        results = List.copyOf(results);
    }

    /** What became of one. */
    public record Result(String metricName, String metricNodeId, String status, String message) {}
}
