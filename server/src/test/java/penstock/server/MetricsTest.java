package penstock.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.engine.Phase;

/** What Prometheus reads. */
class MetricsTest {

    @Test
    void runsAndRequestsAreCounted(@TempDir Path folder) {
        try (TestApi api = new TestApi(folder)) {
            api.await(api.startHello("good", "hi"), Phase.SUCCEEDED);
            api.await(api.startHello("bad", "fail"), Phase.FAILED);
            api.await(api.startHello("held", "hold"), Phase.RUNNING);
            api.get("/apis/v2beta1/runs/none").refused(404);
            Reply reply = api.get("/metrics").ok();
            assertThat(reply.headers().get("Content-Type")).startsWith("text/plain; version=0.0.4");
            assertThat(reply.text())
                    .contains("penstock_runs{state=\"succeeded\"} 1\n")
                    .contains("penstock_runs{state=\"failed\"} 1\n")
                    .contains("penstock_runs{state=\"running\"} 1\n")
                    .contains("penstock_http_requests_total{code=\"4xx\"} 1\n")
                    .contains("penstock_http_requests_total{code=\"5xx\"} 0\n");
            assertThat(reply.text().lines())
                    .allMatch(line ->
                            line.matches(
                                    "# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\\{[a-z]+=\"\\w+\"})? [-+.E0-9]+"));
        }
    }

    @Test
    void theyNeedTheTokenWhereThereIsOne(@TempDir Path folder) {
        try (TestApi api = new TestApi(folder, "secret")) {
            assertThat(api.get("/metrics").status()).isEqualTo(401);
        }
    }
}
