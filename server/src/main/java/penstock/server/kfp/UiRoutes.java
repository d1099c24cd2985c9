package penstock.server.kfp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import penstock.control.port.ArtifactStore;
import penstock.server.backend.Backend;
import penstock.server.http.Answer;
import penstock.server.http.Call;
import penstock.server.http.Code;
import penstock.server.http.Refusal;
import penstock.server.http.Route;
import penstock.server.http.Text;

/** What KFP's own web UI asks of the server that it is served by. */
final class UiRoutes {

    private static final String TEXT = "text/plain; charset=utf-8";

    /** As KFP has it: no dots, so that nothing leads out of a bucket. */
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    private static final int MAX_KEY = 1_024;
    private static final int MAX_PEEK = 1 << 20;

    /** Sources of KFP's UI and the schemes of their addresses. */
    private static final Map<String, String> SCHEMES =
            Map.of("minio", "minio", "s3", "s3", "gcs", "gs");

    private final ArtifactStore artifacts;
    private final NodeRoutes nodes;

    UiRoutes(Backend backend) {
        this.artifacts = backend.reads().artifacts();
        this.nodes = new NodeRoutes(backend);
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/visualizations/allowed", _ -> text("false")),
                Route.of("GET", "/artifacts/get", this::artifact),
                Route.of("GET", "/k8s/pod/logs", this::log));
    }

    private static Answer text(String text) {
        return Answer.of(200, TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The route of the API that makes visualizations, which says that none are made. */
    static Route visualizations() {
        return Route.of("POST", "/apis/v1beta1/visualizations/{namespace}", UiRoutes::visualize);
    }

    private static Answer visualize(Call call) {
        throw Refusal.of(
                Code.FAILED_PRECONDITION,
                new Refusal.Words(
                        "visualizations are not made here: they run code that a client sends",
                        "Metrics and HTML artifacts are shown without them.",
                        List.of()));
    }

    /** The text of an object, or its first bytes. */
    private Answer artifact(Call call) {
        String uri = uri(call);
        int peek = call.query().integer("peek", 0);
        if (peek < 0) {
            throw Refusal.invalid("peek: " + peek + " (expected: a number of bytes, or 0 for all)");
        }
        InputStream bytes = open(uri);
        return new Answer.Stream(
                200,
                Map.of(
                        "Content-Type", TEXT,
                        "Content-Disposition", "attachment",
                        "Content-Security-Policy", "sandbox; default-src 'none'"),
                out -> {
                    try (bytes) {
                        if (peek == 0) {
                            bytes.transferTo(out);
                        } else {
                            out.write(bytes.readNBytes(Math.min(peek, MAX_PEEK)));
                        }
                    }
                });
    }

    private static String uri(Call call) {
        String source = call.query().text("source");
        String bucket = call.query().text("bucket");
        String key = call.query().text("key");
        String scheme = SCHEMES.get(source);
        if (scheme == null) {
            throw Refusal.invalid(
                    "source: '" + Text.shown(source) + "' (expected: minio, s3 or gcs)");
        }
        if (!BUCKET.matcher(bucket).matches()) {
            throw Refusal.invalid("bucket: '" + Text.shown(bucket) + "' (expected: its name)");
        }
        if (key.isEmpty() || key.length() > MAX_KEY) {
            throw Refusal.invalid(
                    "key: " + key.length() + " characters (expected: 1 to " + MAX_KEY + ")");
        }
        return scheme + "://" + bucket + "/" + key;
    }

    private InputStream open(String uri) {
        @Nullable InputStream bytes;
        try {
            bytes = artifacts.open(uri, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (bytes == null) {
            throw Refusal.notFound("Object", Text.shown(uri));
        }
        return bytes;
    }

    /** The log of a task run: its id is what stands where KFP has the name of a pod. */
    private Answer log(Call call) {
        String task = call.query().text("podname");
        String run = call.query().text("runid");
        if (task.isEmpty() || run.isEmpty()) {
            throw Refusal.invalid("podname or runid is missing (expected: a task_id and a run_id)");
        }
        return nodes.log(run, task);
    }
}
