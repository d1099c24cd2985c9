package penstock.server.kfp;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import penstock.control.port.ArtifactStore;
import penstock.control.port.LogReads;
import penstock.control.port.RunReads;
import penstock.control.port.RunReads.AttemptRow;
import penstock.control.port.RunReads.TaskDetail;
import penstock.engine.AttemptId;
import penstock.engine.RunId;
import penstock.engine.TaskPath;
import penstock.plan.Artifact;
import penstock.server.backend.Backend;
import penstock.server.backend.Outcomes;
import penstock.server.http.Answer;
import penstock.server.http.Call;
import penstock.server.http.Handler;
import penstock.server.http.Refusal;
import penstock.server.http.Route;
import penstock.server.json.ErrorBody;

/** What KFP reads of a single step: its log and its artifacts. A node is a task run, by its id. */
final class NodeRoutes {
    private final RunReads reads;
    private final LogReads logs;
    private final ArtifactStore artifacts;

    NodeRoutes(Backend backend) {
        this.reads = backend.reads().runs();
        this.logs = backend.reads().logs();
        this.artifacts = backend.reads().artifacts();
    }

    /** The log is asked for under three versions: clients do not agree on one. */
    List<Route> routes() {
        Handler log = answering("Failed to read the log", this::log);
        Handler artifact = answering("Failed to read the artifact", this::artifact);
        String node = "/runs/{run_id}/nodes/{node_id}";
        String read = node + "/artifacts/{artifact_name}:read";
        return Stream.of(
                        Route.of("GET", "/apis/v1alpha1" + node + "/log", log),
                        Route.of("GET", "/apis/v1beta1" + node + "/log", log),
                        Route.of("GET", "/apis/v2beta1" + node + "/log", log),
                        Route.of("GET", "/apis/v1beta1" + read, artifact),
                        Route.of("GET", "/apis/v2beta1" + read, artifact))
                .toList();
    }

    private static Handler answering(String failed, Function<Call, Answer> handler) {
        return call -> {
            try {
                return handler.apply(call);
            } catch (Refusal refusal) {
                return ErrorBody.ofUpload(refusal, failed);
            }
        };
    }

    private Answer log(Call call) {
        return log(call.variable("run_id"), call.variable("node_id"));
    }

    /** The log of the last attempt of a task run. */
    Answer log(String runId, String taskId) {
        RunId run = Outcomes.runId(runId);
        TaskDetail task = task(run, taskId);
        @Nullable InputStream bytes = task.attempts().isEmpty() ? null : open(run, task);
        return new Answer.Stream(
                200, Map.of("Content-Type", "text/plain; charset=utf-8"), out -> copy(bytes, out));
    }

    private @Nullable InputStream open(RunId run, TaskDetail task) {
        AttemptRow last = task.attempts().getLast();
        TaskPath path = new TaskPath(task.row().path());
        try {
            return logs.open(new AttemptId(run, path, last.generation(), last.number()), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(@Nullable InputStream bytes, OutputStream out) throws IOException {
        if (bytes != null) {
            try (bytes) {
                bytes.transferTo(out);
            }
        }
    }

    private TaskDetail task(RunId run, String id) {
        TaskDetail task = reads.task(run, id);
        if (task == null) {
            throw Refusal.notFound("Node", id);
        }
        return task;
    }

    private Answer artifact(Call call) {
        RunId run = Outcomes.runId(call.variable("run_id"));
        TaskDetail task = task(run, call.variable("node_id"));
        String name = call.variable("artifact_name");
        List<Artifact> outputs = task.outputs().artifacts().getOrDefault(name, List.of());
        InputStream bytes = outputs.isEmpty() ? null : open(outputs.getFirst());
        if (bytes == null) {
            throw Refusal.notFound("Artifact", name);
        }
        return new Answer.Stream(
                200,
                Map.of(
                        "Content-Type", "application/json",
                        "Cache-Control", "no-cache, private"),
                out -> writeBase64(bytes, out));
    }

    private @Nullable InputStream open(Artifact artifact) {
        try {
            return artifacts.open(artifact.uri(), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeBase64(InputStream bytes, OutputStream out) throws IOException {
        try (bytes) {
            out.write("{\"data\":\"".getBytes(StandardCharsets.US_ASCII));
            // The encoder writes its last group when it is closed; the answer goes on.
            try (OutputStream base64 = Base64.getEncoder().wrap(new Unclosed(out))) {
                bytes.transferTo(base64);
            }
            out.write("\"}".getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
