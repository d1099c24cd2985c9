package penstock.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import penstock.server.json.Json;

/** Schedules that cannot be, and what would become of those that can. */
class RecurringRunRefusalsTest {
    private static final String ALL = "/apis/v2beta1/recurringruns";
    private static final String FAR_CRON =
            "\"trigger\":{\"cron_schedule\":{\"cron\":\"0 0 0 1 1 *\"}}";

    private TestApi api;
    private List<String> ids;

    @BeforeEach
    void open(@TempDir Path folder) {
        api = new TestApi(folder);
        ids = api.uploadHello("p");
    }

    @AfterEach
    void close() {
        api.close();
    }

    private String body(String more) {
        return """
        {"display_name":"Hello World!","max_concurrency":"2","mode":"ENABLE",
         "pipeline_version_reference":{"pipeline_id":"%s"},
         "runtime_config":{"parameters":{"text":"hold"}},%s}\
        """
                .formatted(ids.get(0), more);
    }

    @Test
    void aPreviewTellsWhenAScheduleWouldFire() {
        String preview = "/apis/penstock/v1/schedules:preview?";
        Reply times =
                api.get(
                                preview
                                        + "count=3&start_time=2031-03-29T00:00:00Z&time_zone=Europe/Berlin&cron="
                                        + TestApi.encoded("0 30 2 * * *"))
                        .ok();
        assertThat(times.json().path("fire_times").toString())
                .as("2:30 is left out where clocks are put forward")
                .isEqualTo(
                        "[\"2031-03-29T01:30:00Z\",\"2031-03-31T00:30:00Z\",\"2031-04-01T00:30:00Z\"]");
        api.get(preview).refused(400);
        api.get(preview + "cron=@daily&interval_second=5").refused(400);
        api.get(preview + "interval_second=0").refused(400);
        api.get(preview + "interval_second=x").refused(400);
        api.get(preview + "cron=@daily&count=0").refused(400);
        api.get(preview + "cron=@daily&count=101").refused(400);
        api.get(preview + "cron=@daily&time_zone=Nowhere").refused(400);
        api.get(preview + "cron=@daily&start_time=soon").refused(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"trigger\":{\"cron_schedule\":{\"cron\":\"*/5 * *\"}}",
                "\"trigger\":{\"cron_schedule\":{\"cron\":\"61 * * * * *\"}}",
                "\"trigger\":{\"cron_schedule\":{}}",
                "\"trigger\":{\"cron_schedule\":{\"cron\":\"@every 10ms\"}}",
                "\"trigger\":{\"cron_schedule\":{\"cron\":\"@every -5s\"}}",
                "\"trigger\":{\"cron_schedule\":{\"cron\":\"@daily\",\"time_zone\":\"Mars/Base\"}}",
                "\"trigger\":{\"cron_schedule\":{\"cron\":\"@daily\",\"start_time\":\"soon\"}}",
                "\"trigger\":{\"cron_schedule\":{\"cron\":\"@daily\",\"start_time\":\"+20000-01-01T00:00:00Z\"}}",
                "\"trigger\":{\"cron_schedule\":{\"cron\":\"@daily\"},\"periodic_schedule\":{\"interval_second\":1}}",
                "\"trigger\":{\"periodic_schedule\":{}}",
                "\"trigger\":{\"periodic_schedule\":{\"interval_second\":0}}",
                "\"trigger\":{\"periodic_schedule\":{\"interval_second\":\"-5\"}}",
                "\"trigger\":{\"periodic_schedule\":{\"interval_second\":0.5}}",
                "\"trigger\":{\"periodic_schedule\":{\"interval_second\":9223372036854775807}}",
                "\"trigger\":{\"periodic_schedule\":{\"interval_second\":60,"
                        + "\"start_time\":\"2030-01-02T00:00:00Z\",\"end_time\":\"2030-01-01T00:00:00Z\"}}",
                "\"trigger\":[]",
                "\"trigger\":{\"weekly\":{}}",
                "\"max_concurrency\":0",
                "\"max_concurrency\":11",
                "\"max_concurrency\":\"many\"",
                "\"display_name\":\"\"",
                "\"display_name\":\"   \"",
                "\"mode\":\"SOMETIMES\"",
                "\"mode\":7",
                "\"no_catchup\":\"yes\"",
                "\"plugins_input\":{\"a\":{}}",
                "\"runtime_config\":{\"parameters\":{\"nobody\":1}}",
                "\"runtime_config\":{\"parameters\":{\"text\":1}}",
                "\"pipeline_version_reference\":{}",
                "\"surprise\":1"
            })
    void mistakesAreRefused(String mistake) {
        ObjectNode request = (ObjectNode) Json.tree(body(FAR_CRON), "request");
        api.post(ALL, request).ok();
        request.setAll((ObjectNode) Json.tree("{" + mistake + "}", "mistake"));
        api.post(ALL, request).refused(400);
    }

    @Test
    void refusalsTellWhatIsWrong() {
        Reply cron = api.post(ALL, body("\"trigger\":{\"cron_schedule\":{\"cron\":\"* *\"}}"));
        assertThat(cron.refused(400).at("message"))
                .contains("Schedule cron is not a supported format");
        api.post(ALL, body(FAR_CRON + ",\"experiment_id\":\"nobody\"")).refused(404);
        api.post(ALL, body(FAR_CRON).replace(ids.get(0), "nobody")).refused(404);
        assertThat(api.get(ALL + "/" + "x".repeat(5_000)).refused(404).text())
                .hasSizeLessThan(1_000);
        api.call("PUT", ALL + "/x", Map.of(), new byte[0]).refused(405);
        String zone = "z".repeat(100_000);
        assertThat(
                        api.post(
                                        ALL,
                                        body(
                                                "\"trigger\":{\"cron_schedule\":{\"cron\":\"@daily\",\"time_zone\":\""
                                                        + zone
                                                        + "\"}}"))
                                .refused(400)
                                .text())
                .hasSizeLessThan(2_000);
    }
}
