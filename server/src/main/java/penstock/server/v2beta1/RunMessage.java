package penstock.server.v2beta1;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.plan.Value;

/** A run. */
public record RunMessage(
        String experimentId,
        String runId,
        String displayName,
        String storageState,
        String description,
        Value.@Nullable Struct pipelineSpec,
        @Nullable VersionReference pipelineVersionReference,
        @Nullable RuntimeConfig runtimeConfig,
        String serviceAccount,
        String createdAt,
        String scheduledAt,
        String finishedAt,
        String state,
        @Nullable Status error,
        @Nullable Details runDetails,
        @Nullable String recurringRunId,
        List<RuntimeStatus> stateHistory) {
    public RunMessage {
        stateHistory = List.copyOf(stateHistory);
    }

    /** A page of runs. */
    public record Page(List<RunMessage> runs, long totalSize, String nextPageToken) {
        public Page {
            runs = List.copyOf(runs);
        }
    }

    /** Which version runs; without a version id, the newest. */
    public record VersionReference(String pipelineId, String pipelineVersionId) {}

    /** What a run was given. */
    public record RuntimeConfig(SortedMap<String, Value> parameters, String pipelineRoot) {
        public RuntimeConfig {
            parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
        }
    }

    /** An error, with a number of gRPC. */
    public record Status(int code, String message) {}

    /** A state and when it was entered. */
    public record RuntimeStatus(String updateTime, String state, @Nullable Status error) {}

    /** The tasks of a run. */
    public record Details(List<TaskDetail> taskDetails) {
        public Details {
            taskDetails = List.copyOf(taskDetails);
        }
    }

    /** A task run. */
    public record TaskDetail(
            String runId,
            String taskId,
            String displayName,
            String createTime,
            String startTime,
            String endTime,
            String state,
            @Nullable Status error,
            String parentTaskId,
            List<ChildTask> childTasks) {
        public TaskDetail {
            childTasks = List.copyOf(childTasks);
        }
    }

    /** A task run inside another one. */
    public record ChildTask(String taskId) {}
}
