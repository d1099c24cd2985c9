package penstock.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.engine.Phase;

/** Runs as KFP's clients use them. */
class RunsTest {
    private static final String RUNS = "/apis/v2beta1/runs";

    private TestApi api;

    @BeforeEach
    void open(@TempDir Path folder) {
        api = new TestApi(folder);
    }

    @AfterEach
    void close() {
        api.close();
    }

    private Reply run(String id) {
        return api.get(RUNS + "/" + id).ok();
    }

    @Test
    void aRunOfAVersionIsAnsweredAsKfpAnswersIt() {
        List<String> ids = api.uploadHello("p");
        Reply created =
                api.post(
                                RUNS,
                                """
                                {"display_name":"r","description":"why",
                                 "pipeline_version_reference":{"pipeline_id":"%s"},
                                 "runtime_config":{"parameters":{"text":"hold"}},"pipeline_version_id":""}\
                                """
                                        .formatted(ids.get(0)))
                        .ok();
        assertThat(created.at("pipeline_version_reference", "pipeline_version_id"))
                .isEqualTo(ids.get(1));
        assertThat(created.at("service_account")).isEqualTo("pipeline-runner");
        assertThat(created.at("storage_state")).isEqualTo("AVAILABLE");
        assertThat(created.at("finished_at")).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(created.at("scheduled_at")).isEqualTo(created.at("created_at"));
        assertThat(created.at("state_history", "0", "state")).isEqualTo("PENDING");
        assertThat(created.at("runtime_config", "parameters", "text")).isEqualTo("hold");
        assertThat(created.json().has("pipeline_spec")).isFalse();
        assertThat(created.json().has("pipeline_version_id")).isFalse();
        assertThat(created.json().has("run_details")).isFalse();
        assertThat(created.json().at("/runtime_config").has("pipeline_root")).isFalse();
    }

    @Test
    void anInlineDocumentIsEchoedAndItsVersionIsNot() {
        String spec = api.get(versionAddress()).ok().json().path("pipeline_spec").toString();
        Reply created =
                api.post(
                                RUNS,
                                "{\"displayName\":\"inline\",\"pipelineSpec\":"
                                        + spec
                                        + ",\"runtimeConfig\":{\"parameters\":{\"times\":3.0,\"text\":\"ö\"}}}")
                        .ok();
        api.await(created.at("run_id"), Phase.SUCCEEDED);
        JsonNode got = run(created.at("run_id")).json();
        assertThat(got.path("pipeline_spec").toString()).isEqualTo(spec);
        assertThat(got.has("pipeline_version_reference")).isFalse();
        assertThat(got.at("/runtime_config/parameters/times").toString()).isEqualTo("3");
    }

    private String versionAddress() {
        List<String> ids = api.uploadHello("source");
        return "/apis/v2beta1/pipelines/" + ids.get(0) + "/versions/" + ids.get(1);
    }

    @Test
    void aFinishedRunShowsItsTasks() {
        String id = api.startHello("r", "hi");
        api.await(id, Phase.SUCCEEDED);
        Reply got = run(id);
        assertThat(got.at("state")).isEqualTo("SUCCEEDED");
        assertThat(got.at("finished_at")).isNotEqualTo("1970-01-01T00:00:00Z");
        assertThat(got.at("run_details", "task_details", "0", "display_name")).isEqualTo("say");
        assertThat(got.at("run_details", "task_details", "0", "state")).isEqualTo("SUCCEEDED");
        assertThat(got.at("run_details", "task_details", "0", "run_id")).isEqualTo(id);
    }

    @Test
    void aFailedRunSaysWhy() {
        String id = api.startHello("r", "fail");
        api.await(id, Phase.FAILED);
        Reply got = run(id);
        assertThat(got.at("state")).isEqualTo("FAILED");
        assertThat(got.at("run_details", "task_details", "0", "error", "message"))
                .contains("exit 3");
        assertThat(got.json().at("/error/message").asText()).contains("say");
    }

    @Test
    void tasksAreToldASecondAfterARunBegan() {
        String id = api.startHello("r", "hold");
        api.await(id, Phase.RUNNING);
        assertThat(run(id).json().has("run_details")).isFalse();
        api.letTimePass();
        assertThat(run(id).at("run_details", "task_details", "0", "display_name")).isEqualTo("say");
    }

    @Test
    void aTerminatedRunIsCancelingForAWhileAndThenFailed() {
        String id = api.startHello("r", "hold");
        api.await(id, Phase.RUNNING);
        assertThat(api.post(RUNS + "/" + id + ":terminate", "").ok().text()).isEqualTo("{}");
        api.await(id, Phase.CANCELED);
        assertThat(run(id).at("state")).isEqualTo("CANCELING");
        assertThat(run(id).json().has("error")).isFalse();
        assertThat(run(id).at("finished_at")).isEqualTo("1970-01-01T00:00:00Z");
        api.post(RUNS + "/" + id + ":terminate", "").ok();
        api.letTimePass();
        assertThat(run(id).at("state")).isEqualTo("FAILED");
        assertThat(run(id).at("error", "code")).isEqualTo("1");
        assertThat(run(id).at("error", "message")).contains("cancel");
        JsonNode history = run(id).json().path("state_history");
        assertThat(history.get(history.size() - 1).path("state").asText()).isEqualTo("FAILED");
        api.post(RUNS + "/" + id + ":terminate", "").refused(400);
        String failed = TestApi.encoded(filter("state", "EQUALS", "FAILED"));
        assertThat(api.get(RUNS + "?filter=" + failed).ok().at("total_size")).isEqualTo("1");
        String others = TestApi.encoded(filter("state", "NOT_EQUALS", "FAILED"));
        assertThat(api.get(RUNS + "?filter=" + others).ok().text()).isEqualTo("{}");
    }

    private static String filter(String key, String operation, String value) {
        return "{\"predicates\":[{\"operation\":\"%s\",\"key\":\"%s\",\"stringValue\":\"%s\"}]}"
                .formatted(operation, key, value);
    }

    @Test
    void aFailedRunCanBeRetriedAndASucceededOneCannot() {
        String failed = api.startHello("r", "fail");
        api.await(failed, Phase.FAILED);
        api.post(RUNS + "/" + failed + ":retry", "").ok();
        String good = api.startHello("r", "hi");
        api.await(good, Phase.SUCCEEDED);
        assertThat(api.post(RUNS + "/" + good + ":retry", "").refused(409).at("message"))
                .contains("Workflow must be Failed/Error to retry");
    }

    @Test
    void runsAreArchivedAndRestored() {
        String id = api.startHello("r", "hi");
        api.post(RUNS + "/" + id + ":archive", "{}").ok();
        assertThat(run(id).at("storage_state")).isEqualTo("ARCHIVED");
        api.post(RUNS + "/" + id + ":archive", "").ok();
        String available = TestApi.encoded(filter("storage_state", "NOT_EQUALS", "ARCHIVED"));
        assertThat(api.get(RUNS + "?filter=" + available).ok().text()).isEqualTo("{}");
        assertThat(api.get(RUNS).ok().at("total_size")).isEqualTo("1");
        api.post(RUNS + "/" + id + ":unarchive", "").ok();
        assertThat(run(id).at("storage_state")).isEqualTo("AVAILABLE");
        api.post(RUNS + "/none:archive", "").refused(404);
    }

    @Test
    void aRunIsNotRestoredIntoAnArchivedExperiment() {
        String id = api.startHello("r", "hi");
        String experiment = run(id).at("experiment_id");
        api.post("/apis/v2beta1/experiments/" + experiment + ":archive", "").ok();
        assertThat(run(id).at("storage_state")).isEqualTo("ARCHIVED");
        assertThat(api.post(RUNS + "/" + id + ":unarchive", "").refused(400).at("message"))
                .contains("must be un-archived first");
    }

    @Test
    void deletingARunningRunCancelsItFirst() {
        String id = api.startHello("r", "hold");
        api.await(id, Phase.RUNNING);
        assertThat(api.delete(RUNS + "/" + id).ok().text()).isEqualTo("{}");
        api.get(RUNS + "/" + id).refused(404);
        api.delete(RUNS + "/" + id).refused(404);
    }

    @Test
    void whatCannotBeARunIsRefused() {
        List<String> ids = api.uploadHello("p");
        String reference =
                "\"pipeline_version_reference\":{\"pipeline_id\":\"" + ids.get(0) + "\"}";
        for (String bad :
                List.of(
                        "{}",
                        "{\"display_name\":\"r\"}",
                        "{" + reference + "}",
                        "{\"display_name\":\"r\"," + reference + ",\"pipeline_spec\":{}}",
                        "{\"display_name\":\"r\",\"pipeline_spec\":{}}",
                        "{\"display_name\":\"r\",\"pipeline_spec\":[]}",
                        "{\"display_name\":\"r\"," + reference + ",\"plugins_input\":{\"m\":{}}}",
                        "{\"display_name\":\"r\"," + reference + ",\"nope\":1}",
                        "{\"display_name\":\"r\"," + reference + ",\"displayName\":\"x\"}",
                        "{\"display_name\":\"r\","
                                + reference
                                + ",\"runtime_config\":{\"parameters\":{\"text\":1}}}",
                        "{\"display_name\":\"r\","
                                + reference
                                + ",\"runtime_config\":{\"parameters\":{\"other\":1}}}")) {
            assertThat(api.post(RUNS, bad).refused(400).text()).as(bad).contains("details");
        }
        assertThat(
                        api.post(
                                        RUNS,
                                        "{\"display_name\":\"r\","
                                                + reference
                                                + ",\"plugins_output\":{\"m\":{}}}")
                                .status())
                .isEqualTo(409);
        api.post(RUNS, "{\"display_name\":\"r\",\"experiment_id\":\"none\"," + reference + "}")
                .refused(404);
        api.post(
                        RUNS,
                        "{\"display_name\":\"r\",\"pipeline_version_reference\":{\"pipeline_id\":\"none\"}}")
                .refused(404);
    }

    @Test
    void aStepsLogAndArtifactAreReadByItsTaskId() {
        String id = api.startHello("r", "hi");
        api.await(id, Phase.SUCCEEDED);
        String task = run(id).at("run_details", "task_details", "0", "task_id");
        for (String version : List.of("v1alpha1", "v1beta1", "v2beta1")) {
            Reply log =
                    api.get("/apis/" + version + "/runs/" + id + "/nodes/" + task + "/log").ok();
            assertThat(log.text()).isEqualTo(MemoryLogs.SAID);
            assertThat(log.headers().get("Content-Type")).isEqualTo("text/plain; charset=utf-8");
        }
        String artifact = RUNS + "/" + id + "/nodes/" + task + "/artifacts/report:read";
        assertThat(api.get(artifact).ok().text()).isEqualTo("{\"data\":\"aGk=\"}");
        assertThat(api.get(artifact.replace("report", "none")).status()).isEqualTo(404);
        assertThat(api.get("/apis/v1alpha1/runs/" + id + "/nodes/none/log").status())
                .isEqualTo(404);
    }

    @Test
    void aListOfAnExperimentHoldsItsRunsAlone() {
        Reply experiment = api.post("/apis/v2beta1/experiments", "{\"display_name\":\"e\"}").ok();
        api.startHello("elsewhere", "hi");
        String query = "?experiment_id=" + experiment.at("experiment_id");
        assertThat(api.get(RUNS + query).ok().text()).isEqualTo("{}");
        assertThat(api.get(RUNS + "?experiment_id=&namespace=kubeflow").ok().at("total_size"))
                .isEqualTo("1");
        api.get(RUNS + "?experiment_id=none").refused(404);
    }

    @Test
    void whatIsNotThereIsToldFromWhatIsNotAllowed() {
        assertThat(api.post("/apis/v1beta1/visualizations/", "{}").refused(400).at("message"))
                .contains("are not made here");
        api.get("/apis/v2beta1/nothing").refused(404);
        assertThat(api.call("PUT", RUNS, Map.of(), new byte[0]).refused(405).at("code"))
                .isEqualTo("12");
    }
}
