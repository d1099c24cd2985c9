package penstock.server.v1;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import penstock.control.port.LogReads;
import penstock.control.port.RunReads;
import penstock.control.port.RunReads.ArtifactRow;
import penstock.control.port.RunReads.AttemptRow;
import penstock.control.port.RunReads.RunRow;
import penstock.control.port.RunReads.TaskDetail;
import penstock.control.port.RunReads.TaskRow;
import penstock.control.port.TaskTree.LoopCounts;
import penstock.engine.AttemptId;
import penstock.engine.RunCaching;
import penstock.engine.RunId;
import penstock.engine.TaskPath;
import penstock.plan.Artifact;
import penstock.plan.Problem;
import penstock.plan.Value;
import penstock.server.json.Json;
import penstock.server.json.Times;

/** Runs and task runs as JSON. */
final class RunJson {

    private RunJson() {}

    static ObjectNode run(RunRow row) {
        ObjectNode json = Json.object();
        json.put("run_id", row.header().run().value());
        json.put("display_name", row.header().displayName());
        json.put("description", row.origin().description());
        json.put("namespace", row.origin().namespace());
        json.put("experiment_id", row.origin().experimentId());
        json.put("pipeline_id", row.origin().pipelineId());
        json.put("pipeline_version_id", row.origin().pipelineVersionId());
        json.put("recurring_run_id", row.origin().recurringRunId());
        json.put("pipeline_name", row.pipelineName());
        json.put("pipeline_root", row.header().pipelineRoot());
        json.put("state", row.phase().name());
        json.put("generation", row.generation());
        json.put("version", row.version());
        json.put("archived", row.archived());
        time(json, "created_at", row.header().createdAt());
        time(json, "started_at", row.startedAt());
        time(json, "finished_at", row.finishedAt());
        problem(json, row.problem());
        caching(json, row.header().caching());
        values(json.putObject("parameters"), row.header().parameters());
        ObjectNode counts = json.putObject("task_counts");
        row.counts().forEach((phase, count) -> counts.put(phase.name(), count));
        if (row.outputs() != null) {
            values(json.putObject("outputs"), row.outputs().parameters());
        }
        return json;
    }

    private static void caching(ObjectNode json, RunCaching caching) {
        ObjectNode rules = json.putObject("cache");
        rules.put("enabled", caching.enabled());
        if (caching.maxAge() != null) {
            rules.put("max_age", caching.maxAge().toString());
        }
        if (caching.reuse() != null) {
            json.put("reused_from", caching.reuse().run().value());
        }
    }

    static ObjectNode task(TaskRow row) {
        TaskPath path = new TaskPath(row.path());
        ObjectNode json = Json.object();
        json.put("task_id", row.taskId());
        json.put("path", row.path());
        json.put("key", path.lastPart());
        json.put("display_name", row.displayName());
        json.put("parent_path", path.parent().value());
        json.put("kind", row.kind().name());
        json.put("state", row.phase().name());
        json.put("generation", row.generation());
        json.put("attempt", row.attempt());
        json.put("cached", row.cached());
        time(json, "started_at", row.startedAt());
        time(json, "finished_at", row.finishedAt());
        problem(json, row.problem());
        if (row.skipped() != null) {
            json.put("reason", row.skipped());
        }
        if (path.isIteration()) {
            json.put("index", path.index());
        }
        return json;
    }

    /** A loop with how far it is. */
    static ObjectNode task(TaskRow row, @Nullable LoopCounts counts) {
        ObjectNode json = task(row);
        if (counts != null) {
            ObjectNode iterations = json.putObject("iterations");
            iterations.put("total", counts.total());
            iterations.put("succeeded", counts.succeeded());
            iterations.put("failed", counts.failed());
            iterations.put("running", counts.running());
        }
        return json;
    }

    static ObjectNode detail(RunId run, TaskDetail detail, LogReads logs, RunReads reads) {
        ObjectNode json = task(detail.row());
        json.put("component", detail.component());
        ObjectNode inputs = json.putObject("inputs");
        values(inputs.putObject("parameters"), detail.inputs().parameters());
        artifacts(inputs.putObject("artifacts"), detail.inputs().artifacts(), reads);
        ObjectNode outputs = json.putObject("outputs");
        values(outputs.putObject("parameters"), detail.outputs().parameters());
        artifacts(outputs.putObject("artifacts"), detail.outputs().artifacts(), reads);
        ArrayNode attempts = json.putArray("attempts");
        for (AttemptRow attempt : detail.attempts()) {
            attempts.add(attempt(run, detail.row(), attempt, logs));
        }
        return json;
    }

    static ObjectNode artifact(Artifact artifact) {
        ObjectNode json = Json.object();
        json.put("artifact_id", Long.toString(artifact.id()));
        json.put("name", artifact.name());
        json.put("type", artifact.type().schemaTitle());
        json.put("uri", artifact.uri());
        if (artifact.digest() != null) {
            json.put("digest", artifact.digest());
            json.put("size_bytes", Long.toString(artifact.sizeBytes()));
        }
        json.putPOJO("metadata", artifact.metadata());
        return json;
    }

    static ObjectNode artifact(ArtifactRow row) {
        ObjectNode json = artifact(row.artifact());
        time(json, "created_at", row.createdAt());
        return json;
    }

    static void problem(ObjectNode json, @Nullable Problem problem) {
        if (problem != null) {
            ObjectNode error = json.putObject("error");
            error.put("code", problem.code().name());
            error.put("message", problem.message());
            error.put("hint", problem.hint());
        }
    }

    private static ObjectNode attempt(RunId run, TaskRow row, AttemptRow attempt, LogReads logs) {
        AttemptId id =
                new AttemptId(
                        run, new TaskPath(row.path()), attempt.generation(), attempt.number());
        ObjectNode json = Json.object();
        json.put("number", attempt.number());
        json.put("generation", attempt.generation());
        json.put("state", attempt.phase().name());
        time(json, "scheduled_at", attempt.scheduledAt());
        time(json, "started_at", attempt.startedAt());
        time(json, "finished_at", attempt.finishedAt());
        if (attempt.exitCode() != null) {
            json.put("exit_code", attempt.exitCode());
        }
        problem(json, attempt.problem());
        ArrayNode notes = json.putArray("notes");
        attempt.notes().forEach(notes::add);
        ObjectNode environment = json.putObject("environment");
        attempt.environment().forEach(environment::put);
        json.put("log_bytes", Logs.size(logs, id));
        json.put("log_truncated", Logs.isTruncated(logs, id));
        return json;
    }

    private static void values(ObjectNode json, SortedMap<String, Value> values) {
        values.forEach(json::putPOJO);
    }

    private static void artifacts(
            ObjectNode json, SortedMap<String, List<Artifact>> artifacts, RunReads reads) {
        for (Map.Entry<String, List<Artifact>> entry : artifacts.entrySet()) {
            ArrayNode list = json.putArray(entry.getKey());
            for (Artifact artifact : entry.getValue()) {
                ArtifactRow row = reads.artifact(artifact.id());
                list.add(row == null ? artifact(artifact) : artifact(row));
            }
        }
    }

    private static void time(ObjectNode json, String name, @Nullable Instant time) {
        if (time != null) {
            json.put(name, Times.millis(time));
        }
    }
}
