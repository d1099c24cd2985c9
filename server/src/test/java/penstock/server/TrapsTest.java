package penstock.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.engine.Phase;

/** Peculiarities of KFP's API that its clients rely on and no other test is about. */
class TrapsTest {
    private static final String RUNS = "/apis/v2beta1/runs";
    private static final String EPOCH = "1970-01-01T00:00:00Z";

    private TestApi api;

    @BeforeEach
    void open(@TempDir Path folder) {
        api = new TestApi(folder);
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void zeroValuesVanishAndAnEmptyListIsAnEmptyObject() {
        assertThat(api.get(RUNS).ok().text()).isEqualTo("{}");
        assertThat(api.get("/apis/v1beta1/runs").ok().text()).isEqualTo("{}");
        assertThat(api.get("/apis/v2beta1/pipelines").ok().text()).isEqualTo("{}");
    }

    @Test
    void anAvailableRunSaysSoInTheSecondVersionAlone() {
        String id = api.startHello("r", "hi");

        assertThat(api.get(RUNS + "/" + id).ok().at("storage_state")).isEqualTo("AVAILABLE");
        JsonNode old = api.get("/apis/v1beta1/runs/" + id).ok().json().path("run");
        assertThat(old.has("storage_state")).isFalse();
    }

    @Test
    void timesThatAreNotKnownYetAre1970() {
        String id = api.startHello("r", "hold");

        assertThat(api.get(RUNS + "/" + id).ok().at("finished_at")).isEqualTo(EPOCH);
        String experiment =
                api.post("/apis/v2beta1/experiments", "{\"display_name\":\"e\"}")
                        .ok()
                        .at("last_run_created_at");
        assertThat(experiment).isEqualTo(EPOCH);
    }

    @Test
    void unknownFieldsAreRefusedAndUnknownParametersIgnored() {
        api.post("/apis/v2beta1/experiments", "{\"display_name\":\"e\",\"x\":1}").refused(400);
        api.get("/apis/v2beta1/experiments?x=1&page_size=1").ok();
    }

    @Test
    void archivedRunsAreListedUnlessTheyAreFilteredOut() {
        String id = api.startHello("r", "hi");
        api.post(RUNS + "/" + id + ":archive", "").ok();

        assertThat(api.get(RUNS).ok().at("total_size")).isEqualTo("1");
        String filter =
                "{\"predicates\":[{\"key\":\"storage_state\",\"operation\":\"NOT_EQUALS\","
                        + "\"string_value\":\"ARCHIVED\"}]}";
        assertThat(api.get(RUNS + "?filter=" + TestApi.encoded(filter)).ok().text())
                .isEqualTo("{}");
    }

    @Test
    void aNamespaceIsIgnoredWhereThereIsOne() {
        api.uploadHello("p");

        assertThat(api.get("/apis/v2beta1/pipelines?namespace=any").ok().at("total_size"))
                .isEqualTo("1");
        Reply created =
                api.post(
                                "/apis/v2beta1/experiments",
                                "{\"display_name\":\"e\",\"namespace\":\"any\"}")
                        .ok();
        assertThat(created.json().has("namespace")).isFalse();
    }

    @Test
    void aReferenceWithoutAVersionMeansTheNewestOne() {
        List<String> ids = api.uploadHello("p");
        String newer =
                api.upload(
                                "/apis/v2beta1/pipelines/upload_version?name=v2&pipelineid="
                                        + ids.getFirst(),
                                "hello.yaml",
                                TestApi.resource("hello.yaml"))
                        .ok()
                        .at("pipeline_version_id");
        Reply run =
                api.post(
                                RUNS,
                                "{\"display_name\":\"r\",\"pipeline_version_reference\":{\"pipeline_id\":\""
                                        + ids.getFirst()
                                        + "\"}}")
                        .ok();

        assertThat(run.at("pipeline_version_reference", "pipeline_version_id")).isEqualTo(newer);
        api.post(RUNS, "{\"display_name\":\"r\",\"pipeline_version_id\":\"" + newer + "\"}")
                .refused(400);
    }

    @Test
    void aRunWhoseExperimentIsGoneCanStillBeDeleted() {
        String experiment =
                api.post("/apis/v2beta1/experiments", "{\"display_name\":\"e\"}")
                        .ok()
                        .at("experiment_id");
        List<String> ids = api.uploadHello("p");
        String run =
                api.post(
                                RUNS,
                                """
                                {"display_name":"r","experiment_id":"%s",
                                 "pipeline_version_reference":{"pipeline_id":"%s"}}\
                                """
                                        .formatted(experiment, ids.getFirst()))
                        .ok()
                        .at("run_id");
        api.await(run, Phase.SUCCEEDED);
        api.delete("/apis/v2beta1/experiments/" + experiment).ok();

        api.post(RUNS + "/" + run + ":archive", "").ok();
        api.post(RUNS + "/" + run + ":unarchive", "").ok();
        api.delete(RUNS + "/" + run).ok();
    }

    @Test
    void theNameOfAFileDecidesBeforeItsContent() {
        String upload = "/apis/v2beta1/pipelines/upload?name=";
        byte[] yaml = TestApi.resource("hello.yaml");

        api.upload(upload + "a", "hello.yml", yaml).ok();
        byte[] zip = "PK\3\4".getBytes(StandardCharsets.UTF_8);
        assertThat(api.upload(upload + "b", "hello.txt", yaml).status()).isEqualTo(400);
        assertThat(api.upload(upload + "c", "zip.yaml", zip).text()).doesNotContain("archive");
    }

    @Test
    void anArchiveWithoutThatNameHasItsFirstEntry() throws IOException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(archive)) {
            zip.putNextEntry(new ZipEntry("any.yaml"));
            zip.write(TestApi.resource("hello.yaml"));
            zip.putNextEntry(new ZipEntry("other.txt"));
        }
        String upload = "/apis/v2beta1/pipelines/upload?name=zipped";

        assertThat(api.upload(upload, "archive", archive.toByteArray()).ok().at("name"))
                .isEqualTo("zipped");
    }

    /** KFP has plain text for some of these; what reads the one form reads it for all. */
    @Test
    void whateverIsWrongWithAnUploadIsSaidInOneForm() {
        for (String query : List.of("name=" + "n".repeat(129), "name=a&tags=%7B", "name=a")) {
            String file = query.equals("name=a") ? "nothing.png" : "hello.yaml";
            Reply reply =
                    api.upload(
                            "/apis/v2beta1/pipelines/upload?" + query,
                            file,
                            TestApi.resource("hello.yaml"));
            assertThat(reply.status()).as(query).isEqualTo(400);
            assertThat(reply.at("error_message")).as(query).isNotEmpty();
            assertThat(reply.at("error_details")).as(query).isNotEmpty();
        }
    }

    @Test
    void logsAreReadUnderEveryVersion() {
        String run = api.startHello("r", "hi");
        api.await(run, Phase.SUCCEEDED);
        String task =
                api.get(RUNS + "/" + run).ok().at("run_details", "task_details", "0", "task_id");
        for (String version : List.of("v1alpha1", "v1beta1", "v2beta1")) {
            assertThat(
                            api.get("/apis/" + version + "/runs/" + run + "/nodes/" + task + "/log")
                                    .status())
                    .as(version)
                    .isEqualTo(200);
        }
        assertThat(api.get("/k8s/pod/logs?podname=" + task + "&runid=" + run).status())
                .isEqualTo(200);
        api.get("/k8s/pod/logs?podname=" + task).refused(400);
    }

    @Test
    void anEmptyLastSegmentIsAnEmptyId() {
        assertThat(api.get("/apis/v2beta1/pipelines/").status()).isEqualTo(404);
        Reply visualization =
                api.post("/apis/v1beta1/visualizations/", "{\"type\":\"CUSTOM\"}").refused(400);
        assertThat(visualization.at("message")).contains("visualizations are not made here");
        assertThat(api.get("/visualizations/allowed").ok().text()).isEqualTo("false");
    }

    @Test
    void namesAreOneWhateverTheirCaseAndAnUnderscoreComesFirst() {
        api.uploadHello("arguments-parameters.yaml");
        api.uploadHello("arguments_parameters.zip");
        api.uploadHello("Argo");

        assertThat(
                        api.get("/apis/v2beta1/pipelines?sort_by=name")
                                .ok()
                                .json()
                                .path("pipelines")
                                .findValuesAsText("name"))
                .containsExactly("Argo", "arguments_parameters.zip", "arguments-parameters.yaml");
        api.post("/apis/v2beta1/pipelines", "{\"name\":\"ARGO\"}").refused(409);
    }

    @Test
    void tagsThatAreNullAreLeftAsTheyAre() {
        String id = api.uploadHello("p").getFirst();
        String path = "/apis/v2beta1/pipelines/" + id;
        patch(path, "{\"tags\":{\"a\":\"b\"}}");
        patch(path, "{\"display_name\":\"P\",\"tags\":null}");

        assertThat(api.get(path).ok().at("tags", "a")).isEqualTo("b");
    }

    private void patch(String path, String body) {
        api.call("PATCH", path, Map.of(), body.getBytes(StandardCharsets.UTF_8)).ok();
    }

    @Test
    void aRunIsNotOverWhenItsCreationIsAnswered() {
        List<String> ids = api.uploadHello("p");
        Reply run =
                api.post(
                                RUNS,
                                "{\"display_name\":\"r\",\"pipeline_version_reference\":{\"pipeline_id\":\""
                                        + ids.getFirst()
                                        + "\"}}")
                        .ok();

        assertThat(run.at("state")).isIn("PENDING", "RUNNING");
        assertThat(run.at("finished_at")).isEqualTo(EPOCH);
    }

    @Test
    void aRunThatEndsAtOnceRunsForAMomentInTheEyesOfClients() {
        String id = api.startHello("r", "fail");
        api.await(id, Phase.FAILED);
        api.turnBackTime();
        Reply early = api.get(RUNS + "/" + id).ok();
        assertThat(early.at("state")).isEqualTo("RUNNING");
        assertThat(early.at("finished_at")).isEqualTo(EPOCH);
        assertThat(early.json().has("error")).isFalse();
        assertThat(early.text()).doesNotContain("FAILED");
        api.letTimePass();
        api.letTimePass();
        Reply later = api.get(RUNS + "/" + id).ok();
        assertThat(later.at("state")).isEqualTo("FAILED");
    }

    @Test
    void wholeNumbersAreWrittenWithoutAFraction() {
        List<String> ids = api.uploadHello("p");
        Reply run =
                api.post(
                                RUNS,
                                """
                                {"display_name":"r","pipeline_version_reference":
                                 {"pipeline_id":"%s"},
                                 "runtime_config":{"parameters":{"times":3.0}}}\
                                """
                                        .formatted(ids.getFirst()))
                        .ok();

        assertThat(run.text()).contains("\"times\":3").doesNotContain("3.0");
    }

    @Test
    void aFreshServerHasExactlyOneExperiment() {
        api.backend().services().experiments().defaultExperiment("");

        Reply list = api.get("/apis/v2beta1/experiments").ok();
        assertThat(list.at("total_size")).isEqualTo("1");
        assertThat(list.at("experiments", "0", "display_name")).isEqualTo("Default");
    }

    @Test
    void aVersionIsFoundByItsOwnIdWhateverPipelineThePathNames() {
        List<String> ids = api.uploadHello("p");
        String path = "/apis/v2beta1/pipelines/another/versions/" + ids.get(1);

        assertThat(api.get(path).ok().at("pipeline_id")).isEqualTo(ids.getFirst());
        api.delete(path).ok();
        api.get(path).refused(404);
        String owner = "{\"key\":{\"type\":\"PIPELINE\",\"id\":\"" + ids.getFirst() + "\"}}";
        api.post(
                        "/apis/v1beta1/pipeline_versions",
                        "{\"name\":\"v\",\"resource_references\":[" + owner + "]}")
                .refused(400);
    }

    @Test
    void whoMayDoWhatIsAskedUnderEitherVersion() {
        for (String version : List.of("v1beta1", "v2beta1")) {
            api.get("/apis/" + version + "/auth?namespace=a&resources=VIEWERS&verb=GET").ok();
            api.get("/apis/" + version + "/auth?namespace=a&resources=ALL&verb=GET").refused(400);
        }
    }

    @Test
    void artifactsAreReadUnderEitherVersion() {
        String run = api.startHello("r", "hi");
        api.await(run, Phase.SUCCEEDED);
        String task =
                api.get(RUNS + "/" + run).ok().at("run_details", "task_details", "0", "task_id");
        for (String version : List.of("v1beta1", "v2beta1")) {
            String node = "/apis/" + version + "/runs/" + run + "/nodes/" + task;
            assertThat(api.get(node + "/artifacts/report:read").ok().at("data")).isEqualTo("aGk=");
        }
    }

    @Test
    void everyKeyThatKfpTakesIsTaken() {
        for (String key :
                List.of(
                        "run_id",
                        "id",
                        "name",
                        "display_name",
                        "created_at",
                        "finished_at",
                        "scheduled_at",
                        "description",
                        "storage_state",
                        "status",
                        "state",
                        "namespace",
                        "experiment_id",
                        "state_history",
                        "runtime_details")) {
            sortedAndFiltered(RUNS, key);
        }
        String id = api.uploadHello("p").getFirst();
        for (String key : List.of("status", "pipeline_spec", "pipeline_version_id", "name")) {
            sortedAndFiltered("/apis/v2beta1/pipelines/" + id + "/versions", key);
        }
        api.get(RUNS + "?sort_by=uuid").refused(400);
    }

    private void sortedAndFiltered(String path, String key) {
        String filter =
                "{\"predicates\":[{\"key\":\"%s\",\"operation\":\"EQUALS\",\"string_value\":\"x\"}]}"
                        .formatted(key);
        api.get(path + "?sort_by=" + key + "%20desc").ok();
        api.get(path + "?filter=" + TestApi.encoded(filter)).ok();
    }

    @Test
    void objectsOfTheStoreAreReadByTheirAddressAndNothingElseIs() {
        String run = api.startHello("r", "hi");
        api.await(run, Phase.SUCCEEDED);
        String get = "/artifacts/get?source=minio&bucket=mlpipeline&key=";

        api.get(get + TestApi.encoded("../../etc/passwd")).refused(404);
        api.get(get + "none").refused(404);
        api.get("/artifacts/get?source=volume&bucket=b&key=k").refused(400);
        api.get("/artifacts/get?source=minio&bucket=..&key=k").refused(400);
        api.get("/artifacts/get?source=minio&bucket=b").refused(400);
        api.get(get + "k&peek=-1").refused(400);
    }
}
