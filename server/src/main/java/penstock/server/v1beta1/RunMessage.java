package penstock.server.v1beta1;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.plan.Value;

/**
 * A run.
 *
 * @param storageState null for an available one: v1beta1 leaves its first word out
 */
public record RunMessage(
        String id,
        String name,
        @Nullable String storageState,
        String description,
        Spec pipelineSpec,
        List<Reference> resourceReferences,
        String serviceAccount,
        String createdAt,
        String scheduledAt,
        String finishedAt,
        String status,
        String error,
        List<Metric> metrics) {
    public RunMessage {
        resourceReferences = List.copyOf(resourceReferences);
        metrics = List.copyOf(metrics);
    }

    /** A page of runs. */
    public record Page(List<RunMessage> runs, long totalSize, String nextPageToken) {
        public Page {
            runs = List.copyOf(runs);
        }
    }

    /** A run with its workflow. */
    public record Detail(RunMessage run, PipelineRuntime pipelineRuntime) {}

    /** Documents as text in JSON: the compiled pipeline of KFP v2, and how the run stands. */
    public record PipelineRuntime(String pipelineManifest, String workflowManifest) {}

    /** What runs, and with what. */
    public record Spec(
            String pipelineId,
            String pipelineName,
            String workflowManifest,
            String pipelineManifest,
            List<Parameter> parameters,
            @Nullable RuntimeConfig runtimeConfig) {
        public Spec {
            parameters = List.copyOf(parameters);
        }
    }

    /** Parameters that are JSON. */
    public record RuntimeConfig(SortedMap<String, Value> parameters, String pipelineRoot) {
        public RuntimeConfig {
            parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
        }
    }

    /** A number that a step reported. */
    public record Metric(String name, String nodeId, Double numberValue, String format) {}
}
