package penstock.server.kfp;

import java.util.List;
import java.util.regex.Pattern;
import penstock.control.port.RunReads;
import penstock.control.port.RunReads.Metric;
import penstock.engine.RunId;
import penstock.server.backend.Backend;
import penstock.server.http.Answer;
import penstock.server.http.Call;
import penstock.server.http.Refusal;
import penstock.server.http.Route;
import penstock.server.http.Text;
import penstock.server.json.Json;
import penstock.server.v1beta1.MetricsInput;
import penstock.server.v1beta1.MetricsMessage;
import penstock.server.v1beta1.MetricsMessage.Result;

/** Numbers that clients of KFP v1 report about the steps of a run. */
final class V1MetricRoutes {
    private static final Pattern NAME =
            Pattern.compile("[a-zA-Z]([-_a-zA-Z0-9]{0,62}[a-zA-Z0-9])?");
    private static final int LONGEST_NODE = 128;
    private static final int MOST = 1_000;

    private final RunActions runs;
    private final RunReads reads;

    V1MetricRoutes(Backend backend) {
        this.runs = new RunActions(backend);
        this.reads = backend.reads().runs();
    }

    List<Route> routes() {
        return List.of(Route.of("POST", "/apis/v1beta1/runs/{run_id}:reportMetrics", this::report));
    }

    private Answer report(Call call) {
        MetricsInput input =
                MetricsInput.read(
                        Json.message(call.body().read(Json.MAX_BYTES), "ReportRunMetricsRequest"));
        RunId run = runs.find(call.variable("run_id")).header().run();
        if (input.metrics().size() > MOST) {
            throw Refusal.invalid(input.metrics().size() + " metrics (limit: " + MOST + ")");
        }
        return Json.answer(
                new MetricsMessage(
                        input.metrics().stream().map(metric -> add(run, metric)).toList()));
    }

    private Result add(RunId run, MetricsInput.Metric metric) {
        Double value = metric.value();
        if (!NAME.matcher(metric.name()).matches()) {
            return invalid(metric, "name (expected: letters, digits, - and _, at most 64)");
        }
        if (metric.nodeId().isEmpty() || metric.nodeId().length() > LONGEST_NODE) {
            return invalid(metric, "node_id (expected: 1 to " + LONGEST_NODE + " characters)");
        }
        if (value == null) {
            return invalid(metric, "number_value (expected: a finite number)");
        }
        Metric added = new Metric(metric.name(), metric.nodeId(), value, metric.format());
        return switch (reads.addMetric(run, added)) {
            case ADDED -> result(metric, "OK", "");
            case KNOWN ->
                    result(metric, "DUPLICATE_REPORTING", "it has been reported for this node");
            case UNKNOWN_RUN -> throw Refusal.notFound("Run", run.value());
        };
    }

    private static Result invalid(MetricsInput.Metric metric, String what) {
        return result(metric, "INVALID_ARGUMENT", what);
    }

    private static Result result(MetricsInput.Metric metric, String status, String message) {
        return new Result(Text.shown(metric.name()), Text.shown(metric.nodeId()), status, message);
    }
}
