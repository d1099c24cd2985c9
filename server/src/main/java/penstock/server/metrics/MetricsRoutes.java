package penstock.server.metrics;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import penstock.control.port.Paging;
import penstock.control.port.RunReads;
import penstock.engine.Phase;
import penstock.plan.Value;
import penstock.server.backend.Backend;
import penstock.server.http.Answer;
import penstock.server.http.Call;
import penstock.server.http.Route;
import penstock.server.http.Traffic;

/** Answers {@code GET /metrics}. */
public final class MetricsRoutes {
    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final double NANOS = 1e9;

    private final RunReads reads;
    private final Traffic traffic;
    private final long startedAt;

    /** Numbers of what {@code backend} holds and of {@code traffic}. */
    public MetricsRoutes(Backend backend, Traffic traffic) {
        this.reads = backend.reads().runs();
        this.traffic = traffic;
        this.startedAt = backend.clock().instant().getEpochSecond();
    }

    /** The route. */
    public List<Route> routes() {
        return List.of(Route.of("GET", "/metrics", this::metrics));
    }

    private Answer metrics(Call call) {
        Exposition out = new Exposition();
        runs(out);
        requests(out);
        machine(out);
        return Answer.of(200, TYPE, out.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void runs(Exposition out) {
        out.metric("penstock_runs", "gauge", "Runs by state.");
        for (Phase phase : Phase.values()) {
            Value state = new Value.Text(phase.name());
            Paging.Request request =
                    new Paging.Request(
                            List.of(
                                    new Paging.Predicate(
                                            "state", Paging.Operation.EQUALS, List.of(state))),
                            "created_at",
                            false,
                            1,
                            null);
            long total = reads.runs(Backend.NAMESPACE, null, request).total();
            out.sample("penstock_runs", "state", phase.name().toLowerCase(Locale.ROOT), total);
        }
    }

    private void requests(Exposition out) {
        String requests = "penstock_http_requests_total";
        out.metric(requests, "counter", "Requests answered, by class of status.");
        for (int digit = 2; digit <= 5; digit++) {
            out.sample(requests, "code", digit + "xx", traffic.answered(digit));
        }
        String seconds = "penstock_http_request_seconds_total";
        out.metric(seconds, "counter", "Time spent until answers were ready to be sent.");
        out.seconds(seconds, traffic.nanos() / NANOS);
    }

    private void machine(Exposition out) {
        Runtime runtime = Runtime.getRuntime();
        out.metric("process_start_time_seconds", "gauge", "When the server started.");
        out.sample("process_start_time_seconds", startedAt);
        out.metric("jvm_memory_used_bytes", "gauge", "Heap in use.");
        out.sample("jvm_memory_used_bytes", runtime.totalMemory() - runtime.freeMemory());
        out.metric("jvm_memory_max_bytes", "gauge", "Heap at most.");
        out.sample("jvm_memory_max_bytes", runtime.maxMemory());
    }
}
