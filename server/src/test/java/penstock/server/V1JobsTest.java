package penstock.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.engine.Phase;

/** Recurring runs as clients of KFP v1 use them, under the name of jobs. */
class V1JobsTest {
    private static final String JOBS = "/apis/v1beta1/jobs";
    private static final String NEVER =
            "\"trigger\":{\"cron_schedule\":{\"cron\":\"0 0 0 29 2 *\"}}";

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
        {"name":"Job","max_concurrency":"1",
         "pipeline_spec":{"parameters":[{"name":"text","value":"given"}]},
         "resource_references":[{"key":{"type":"PIPELINE","id":"%s"},"relationship":"CREATOR"}],%s}\
        """
                .formatted(ids.get(0), more);
    }

    @Test
    void aJobOfAPipelineIsPinnedToItsNewestVersion() {
        Reply job = api.post(JOBS, body(NEVER + ",\"enabled\":true")).ok();
        assertThat(job.at("status")).isEqualTo("ENABLED");
        assertThat(job.at("enabled")).isEqualTo("true");
        assertThat(job.json().has("mode")).isFalse();
        assertThat(job.at("max_concurrency")).isEqualTo("1");
        assertThat(job.json().findValuesAsText("relationship"))
                .containsExactly("OWNER", "OWNER", "CREATOR");
        assertThat(job.at("resource_references", "0", "key", "type")).isEqualTo("NAMESPACE");
        assertThat(job.at("resource_references", "2", "key", "type")).isEqualTo("PIPELINE_VERSION");
        assertThat(job.at("resource_references", "2", "key", "id")).isEqualTo(ids.get(1));
        assertThat(job.at("pipeline_spec", "pipeline_id")).isEqualTo(ids.get(0));
        assertThat(job.at("pipeline_spec", "pipeline_name")).isEqualTo("p");
        assertThat(job.at("pipeline_spec", "pipeline_manifest")).contains("name: hello");
        assertThat(job.at("pipeline_spec", "runtime_config", "parameters", "text"))
                .isEqualTo("given");
        assertThat(api.get(JOBS + "/" + job.at("id")).ok().json()).isEqualTo(job.json());
        api.upload(
                        "/apis/v1beta1/pipelines/upload_version?name=v2&pipelineid=" + ids.get(0),
                        "hello.yaml",
                        TestApi.resource("hello.yaml"))
                .ok();
        assertThat(
                        api.get(JOBS + "/" + job.at("id"))
                                .ok()
                                .at("resource_references", "2", "key", "id"))
                .isEqualTo(ids.get(1));
    }

    @Test
    void modeStandsForEnabledAndATriggerThatIsEmptyIsNotShown() {
        assertThat(api.post(JOBS, body(NEVER + ",\"mode\":\"ENABLED\"")).ok().at("status"))
                .isEqualTo("ENABLED");
        Reply disabled = api.post(JOBS, body("\"trigger\":{},\"mode\":2")).ok();
        assertThat(disabled.at("status")).isEqualTo("DISABLED");
        assertThat(disabled.json().has("trigger")).isFalse();
        assertThat(disabled.json().has("enabled")).isFalse();
    }

    @Test
    void itsRunsReferToItAndAreListedByIt() {
        String id = api.post(JOBS, body("\"enabled\":true")).ok().at("id");
        String list =
                "/apis/v1beta1/runs?resource_reference_key.type=JOB&resource_reference_key.id=";
        JsonNode runs = api.get(list + id).ok().json().path("runs");
        while (runs.isEmpty()) {
            Thread.onSpinWait();
            runs = api.get(list + id).ok().json().path("runs");
        }
        assertThat(runs).hasSize(1);
        api.await(runs.get(0).path("id").asText(), Phase.SUCCEEDED);
        JsonNode reference = runs.get(0).path("resource_references").get(1);
        assertThat(reference.at("/key/type").asText()).isEqualTo("JOB");
        assertThat(reference.at("/key/id").asText()).isEqualTo(id);
        assertThat(reference.path("relationship").asText()).isEqualTo("CREATOR");
        assertThat(api.get(list + "another").ok().text()).isEqualTo("{}");
    }

    @Test
    void jobsAreListedSwitchedAndRemoved() {
        String id = api.post(JOBS, body(NEVER)).ok().at("id");
        Reply jobs = api.get(JOBS + "?resource_reference_key.type=NAMESPACE").ok();
        assertThat(jobs.at("jobs", "0", "id")).isEqualTo(id);
        assertThat(jobs.at("jobs", "0", "pipeline_spec", "pipeline_manifest")).contains("hello");
        assertThat(jobs.at("total_size")).isEqualTo("1");
        api.post(JOBS + "/" + id + "/enable", "").ok();
        assertThat(api.get(JOBS + "/" + id).ok().at("status")).isEqualTo("ENABLED");
        api.post(JOBS + "/" + id + "/disable", "{}").ok();
        assertThat(api.get(JOBS + "/" + id).ok().at("status")).isEqualTo("DISABLED");
        api.delete(JOBS + "/" + id).ok();
        assertThat(api.get(JOBS + "/" + id).refused(404).at("message")).contains("not found");
        assertThat(api.get(JOBS).ok().text()).isEqualTo("{}");
    }

    @Test
    void mistakesAreRefused() {
        api.post(JOBS, body("\"max_concurrency\":11").replace("\"max_concurrency\":\"1\",", ""))
                .refused(400);
        api.post(JOBS, body("\"trigger\":{\"periodic_schedule\":{\"interval_second\":0}}"))
                .refused(400);
        api.post(JOBS, "{\"name\":\"j\",\"max_concurrency\":1}").refused(400);
        api.post(JOBS, body(NEVER).replace("\"Job\"", "\"\"")).refused(400);
        api.post(JOBS, body(NEVER).replace("\"text\"", "\"nobody\"")).refused(400);
        api.post(JOBS, body(NEVER).replace(ids.get(0), "nobody")).refused(404);
        api.post(JOBS, body("\"mode\":\"SOMETIMES\"")).refused(400);
    }
}
