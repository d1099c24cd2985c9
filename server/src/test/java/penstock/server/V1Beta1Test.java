package penstock.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.engine.Phase;
import penstock.server.json.Json;

/** KFP's first API, as SDK 1.8 and its contemporaries use it. */
class V1Beta1Test {
    private static final String V1 = "/apis/v1beta1";
    private static final String PIPELINES = V1 + "/pipelines";
    private static final String VERSIONS = V1 + "/pipeline_versions";
    private static final String RUNS = V1 + "/runs";
    private static final String EXPERIMENTS = V1 + "/experiments";
    private static final byte[] WHALESAY = TestApi.resource("whalesay.yaml");
    private static final byte[] HELLO = TestApi.resource("hello.yaml");

    private TestApi api;

    @BeforeEach
    void open(@TempDir Path folder) {
        api = new TestApi(folder);
    }

    @AfterEach
    void close() {
        api.close();
    }

    private Reply upload(String name, byte[] document) {
        return api.upload(PIPELINES + "/upload?name=" + name, "p.yaml", document).ok();
    }

    private static String filter(String key, String value) {
        return "filter="
                + TestApi.encoded(
                        "{\"predicates\":[{\"op\":1,\"key\":\"%s\",\"stringValue\":\"%s\"}]}"
                                .formatted(key, value));
    }

    @Test
    void anUploadAnswersWithItsNewestVersionAndParametersAndSoDoesAGet() {
        Reply uploaded = upload("whale", WHALESAY);
        assertThat(uploaded.at("name")).isEqualTo("whale");
        assertThat(uploaded.json().path("parameters").toString())
                .isEqualTo("[{\"name\":\"param1\",\"value\":\"hello\"},{\"name\":\"param2\"}]");
        String version = uploaded.at("default_version", "id");
        assertThat(uploaded.at("default_version", "resource_references", "0", "key", "type"))
                .isEqualTo("PIPELINE");
        assertThat(uploaded.at("default_version", "resource_references", "0", "relationship"))
                .isEqualTo("OWNER");
        String id = uploaded.at("id");
        assertThat(api.get(PIPELINES + "/" + id).ok().json()).isEqualTo(uploaded.json());
        assertThat(api.get(PIPELINES + "/" + version).ok().at("id")).isEqualTo(id);
        assertThat(api.get(VERSIONS + "/" + version).ok().json())
                .isEqualTo(uploaded.json().path("default_version"));
        assertThat(api.get(V1 + "/namespaces/-/pipelines/whale").ok().json())
                .isEqualTo(uploaded.json());
    }

    @Test
    void aVersionOfThePipelinesOwnIdIsItsNewestOne() {
        String id = upload("elyra", WHALESAY).at("id");
        Reply version = api.get(VERSIONS + "/" + id).ok();
        assertThat(version.at("resource_references", "0", "key", "id")).isEqualTo(id);
    }

    @Test
    void templatesAreReadBack() {
        Reply uploaded = upload("whale", WHALESAY);
        String text = new String(WHALESAY, StandardCharsets.UTF_8);
        assertThat(api.get(PIPELINES + "/" + uploaded.at("id") + "/templates").at("template"))
                .isEqualTo(text);
        String version = VERSIONS + "/" + uploaded.at("default_version", "id") + "/templates";
        assertThat(api.get(version).at("template")).isEqualTo(text);
        api.get(PIPELINES + "/none/templates").refused(404);
        api.get(VERSIONS + "/none/templates").refused(404);
    }

    @Test
    void versionsAreListedByTheirPipeline() {
        String id = upload("whale", WHALESAY).at("id");
        String address = PIPELINES + "/upload_version?name=v2&pipelineid=" + id;
        Reply second = api.upload(address, "p.yaml", HELLO).ok();
        assertThat(second.json().has("parameters")).isFalse();
        String list = VERSIONS + "?resource_key.type=PIPELINE&resource_key.id=" + id;
        Reply versions = api.get(list + "&sort_by=created_at%20desc").ok();
        assertThat(versions.at("versions", "0", "name")).isEqualTo("v2");
        assertThat(versions.at("versions", "1", "parameters", "0", "name")).isEqualTo("param1");
        assertThat(versions.at("total_size")).isEqualTo("2");
        assertThat(api.get(PIPELINES + "/" + id).at("default_version", "name")).isEqualTo("v2");
        api.get(VERSIONS).refused(400);
        api.post(PIPELINES + "/" + id + "/default_version/" + second.at("id"), "").ok();
        api.post(PIPELINES + "/" + id + "/default_version/none", "").refused(404);
        api.delete(VERSIONS + "/" + second.at("id")).ok();
        api.get(VERSIONS + "/" + second.at("id")).refused(404);
    }

    @Test
    void deletingAPipelineDeletesItsVersions() {
        Reply uploaded = upload("whale", WHALESAY);
        assertThat(api.delete(PIPELINES + "/" + uploaded.at("id")).ok().text()).isEqualTo("{}");
        api.get(VERSIONS + "/" + uploaded.at("default_version", "id")).refused(404);
        api.delete(PIPELINES + "/" + uploaded.at("id")).refused(404);
    }

    @Test
    void pipelinesAreFoundByTheFilterOfTheSdk() {
        upload("one", WHALESAY);
        upload("two", HELLO);
        Reply found = api.get(PIPELINES + "?" + filter("name", "two")).ok();
        assertThat(found.at("pipelines", "0", "name")).isEqualTo("two");
        assertThat(found.at("total_size")).isEqualTo("1");
        assertThat(api.get(PIPELINES + "?" + filter("name", "none")).ok().text()).isEqualTo("{}");
        String operation = TestApi.encoded("{\"predicates\":[{\"operation\":1,\"key\":\"name\"}]}");
        api.get(PIPELINES + "?filter=" + operation).refused(400);
        api.get(PIPELINES + "?resource_reference_key.type=RUN").refused(400);
        api.get(PIPELINES + "?resource_reference_key.type=EXPERIMENT").refused(400);
    }

    @Test
    void experimentsHaveTheirReferenceAndStorageState() {
        Reply created =
                api.post(
                                EXPERIMENTS,
                                """
                                {"name":"e","description":"d","resource_references":
                                 [{"key":{"type":"NAMESPACE","id":"kubeflow"},"relationship":"OWNER"}]}\
                                """)
                        .ok();
        String id = created.at("id");
        assertThat(created.json().path("resource_references").toString())
                .isEqualTo("[{\"key\":{\"type\":\"NAMESPACE\"},\"relationship\":\"OWNER\"}]");
        assertThat(created.at("storage_state")).isEqualTo("STORAGESTATE_AVAILABLE");
        String list = EXPERIMENTS + "?resource_reference_key.type=NAMESPACE&";
        assertThat(api.get(list + filter("name", "E")).ok().at("experiments", "0", "id"))
                .isEqualTo(id);
        assertThat(api.post(EXPERIMENTS, "{\"name\":\"e\"}").refused(409).at("message"))
                .contains("Please specify a new name");
        api.post(EXPERIMENTS + "/" + id + ":archive", "").ok();
        assertThat(api.get(EXPERIMENTS + "/" + id).at("storage_state"))
                .isEqualTo("STORAGESTATE_ARCHIVED");
        String archived = EXPERIMENTS + "?" + filter("storage_state", "STORAGESTATE_ARCHIVED");
        assertThat(api.get(archived).ok().at("total_size")).isEqualTo("1");
        api.post(EXPERIMENTS + "/" + id + ":unarchive", "").ok();
        api.delete(EXPERIMENTS + "/" + id).ok();
        api.get(EXPERIMENTS + "/" + id).refused(404);
    }

    private Reply run(String more) {
        return api.post(RUNS, "{\"name\":\"r\"," + more + "}");
    }

    private static String creator(String type, String id) {
        return "\"resource_references\":[{\"key\":{\"type\":\"%s\",\"id\":\"%s\"},\"relationship\":\"CREATOR\"}]"
                .formatted(type, id);
    }

    @Test
    void aWorkflowSentWithTheRunIsListedAndFailsNamingWhatItWaitsFor() {
        String manifest = Json.text(new String(WHALESAY, StandardCharsets.UTF_8));
        Reply created =
                run("\"pipeline_spec\":{\"workflow_manifest\":"
                                + manifest
                                + ",\"parameters\":[{\"name\":\"param2\",\"value\":\"x\"}]}")
                        .ok();
        String id = created.at("run", "id");
        api.await(id, Phase.FAILED);
        Reply got = api.get(RUNS + "/" + id).ok();
        assertThat(got.at("run", "status")).isEqualTo("Failed");
        assertThat(got.json().path("run").path("error").asText()).isEmpty();
        assertThat(got.at("run", "service_account")).isEqualTo("pipeline-runner");
        assertThat(got.at("run", "pipeline_spec", "workflow_manifest")).contains("whalesay");
        assertThat(got.json().at("/run/pipeline_spec/parameters").toString())
                .isEqualTo(
                        "[{\"name\":\"param1\",\"value\":\"hello\"},{\"name\":\"param2\",\"value\":\"x\"}]");
        assertThat(got.json().path("run").has("storage_state")).isFalse();
        JsonNode workflow = workflow(got);
        assertThat(workflow.at("/status/message").asText()).contains("whalesay");
        assertThat(workflow.at("/metadata/name").asText()).startsWith("arguments-parameters-");
        assertThat(workflow.at("/metadata/labels/pipeline~1runid").asText()).isEqualTo(id);
        assertThat(workflow.at("/spec/arguments/parameters/1/value").asText()).isEqualTo("x");
        assertThat(workflow.at("/spec/templates/0/container/image").asText())
                .isEqualTo("docker/whalesay:latest");
        JsonNode node = workflow.at("/status/nodes").elements().next();
        assertThat(node.path("phase").asText()).isEqualTo("Failed");
        assertThat(node.path("message").asText()).contains("front end for Argo workflows");
        assertThat(api.get(RUNS).ok().at("runs", "0", "pipeline_spec", "workflow_manifest"))
                .contains("whalesay");
    }

    private static JsonNode workflow(Reply detail) {
        return Json.tree(detail.at("pipeline_runtime", "workflow_manifest"), "workflow");
    }

    @Test
    void aRunOfAWorkflowFailsAgainWhenItIsRetried() {
        String id = run(creator("PIPELINE", pipelineWithValues())).ok().at("run", "id");
        api.await(id, Phase.FAILED);
        api.post(RUNS + "/" + id + "/retry", "").ok();
        api.await(id, Phase.FAILED);
        assertThat(api.get(RUNS + "/" + id).ok().at("run", "status")).isEqualTo("Failed");
    }

    private String pipelineWithValues() {
        String text = new String(WHALESAY, StandardCharsets.UTF_8);
        String complete = text.replace("{name: param2}", "{name: param2, value: there}");
        return upload("complete", complete.getBytes(StandardCharsets.UTF_8)).at("id");
    }

    @Test
    void aPipelineOfTheSecondKindRunsWithTextsAsItsTypes() {
        Reply uploaded = upload("hello", HELLO);
        Reply created =
                run("\"pipeline_spec\":{\"pipeline_id\":\""
                                + uploaded.at("id")
                                + "\",\"parameters\":[{\"name\":\"text\",\"value\":\"hi\"},"
                                + "{\"name\":\"times\",\"value\":\"3\"}]},"
                                + creator("PIPELINE_VERSION", uploaded.at("default_version", "id")))
                        .ok();
        String id = created.at("run", "id");
        api.await(id, Phase.SUCCEEDED);
        Reply got = api.get(RUNS + "/" + id).ok();
        assertThat(got.at("run", "status")).isEqualTo("Succeeded");
        assertThat(got.at("run", "pipeline_spec", "pipeline_name")).isEqualTo("hello");
        assertThat(got.at("run", "pipeline_spec", "runtime_config", "parameters", "times"))
                .isEqualTo("3");
        assertThat(got.at("run", "pipeline_spec", "pipeline_manifest")).contains("pipelineInfo");
        List<String> references = new ArrayList<>();
        got.json()
                .at("/run/resource_references")
                .forEach(each ->
                        references.add(
                                each.at("/key/type").asText()
                                        + "/"
                                        + each.path("relationship").asText()));
        assertThat(references).containsExactly("EXPERIMENT/OWNER", "PIPELINE_VERSION/CREATOR");
        assertThat(workflow(got).at("/status/phase").asText()).isEqualTo("Succeeded");
        JsonNode node = workflow(got).at("/status/nodes").elements().next();
        assertThat(node.path("type").asText()).isEqualTo("Pod");
        assertThat(node.path("displayName").asText()).isEqualTo("say");
    }

    @Test
    void aDocumentOfTheSecondKindIsSentAsPipelineManifest() {
        String manifest = Json.text(new String(HELLO, StandardCharsets.UTF_8));
        Reply created =
                run("\"pipeline_spec\":{\"pipeline_manifest\":"
                                + manifest
                                + ",\"runtime_config\":{\"parameters\":{\"text\":\"hi\"}}}")
                        .ok();
        api.await(created.at("run", "id"), Phase.SUCCEEDED);
    }

    @Test
    void aTerminatedRunIsTerminatingAndThenFailed() {
        String id = api.startHello("r", "hold");
        api.await(id, Phase.RUNNING);
        assertThat(api.get(RUNS + "/" + id).at("run", "status")).isEqualTo("Running");
        api.post(RUNS + "/" + id + "/terminate", "").ok();
        api.await(id, Phase.CANCELED);
        assertThat(api.get(RUNS + "/" + id).at("run", "status")).isEqualTo("Terminating");
        api.letTimePass();
        assertThat(api.get(RUNS + "/" + id).at("run", "status")).isEqualTo("Failed");
        assertThat(api.get(RUNS + "?" + filter("status", "Failed")).at("total_size"))
                .isEqualTo("1");
    }

    @Test
    void runsAreArchivedListedByExperimentAndDeleted() {
        String experiment = api.post(EXPERIMENTS, "{\"name\":\"e\"}").ok().at("id");
        String pipeline = pipelineWithValues();
        Reply created =
                run("\"pipeline_spec\":{\"pipeline_id\":\""
                                + pipeline
                                + "\"},\"resource_references\":[{\"key\":{\"type\":\"EXPERIMENT\",\"id\":\""
                                + experiment
                                + "\"},\"relationship\":1}]")
                        .ok();
        String id = created.at("run", "id");
        String list = RUNS + "?resource_reference_key.type=EXPERIMENT&resource_reference_key.id=";
        assertThat(api.get(list + experiment).ok().at("runs", "0", "id")).isEqualTo(id);
        api.get(list + "none").refused(404);
        api.post(RUNS + "/" + id + ":archive", "").ok();
        assertThat(api.get(RUNS + "/" + id).at("run", "storage_state"))
                .isEqualTo("STORAGESTATE_ARCHIVED");
        api.post(RUNS + "/" + id + ":unarchive", "").ok();
        api.delete(RUNS + "/" + id).ok();
        api.get(RUNS + "/" + id).refused(404);
    }

    @Test
    void whatCannotBeARunIsRefused() {
        String pipeline = upload("whale", WHALESAY).at("id");
        for (String bad :
                List.of(
                        "\"pipeline_spec\":{}",
                        "\"pipeline_spec\":{\"workflow_manifest\":\"nonsense\"}",
                        "\"nope\":1",
                        "\"pipeline_spec\":{\"pipeline_id\":\"%s\"}".formatted(pipeline),
                        "\"pipeline_spec\":{\"pipeline_id\":\"%s\",\"parameters\":[{\"name\":\"other\"}]}"
                                .formatted(pipeline),
                        "\"pipeline_spec\":{\"pipeline_id\":\"%s\",\"parameters\":[{\"name\":\"param2\",\"value\":\"%s\"}]}"
                                .formatted(pipeline, "x".repeat(10_001)),
                        creator("NONSENSE", pipeline))) {
            assertThat(run(bad).status()).as(bad).isEqualTo(400);
        }
        run("\"pipeline_spec\":{\"pipeline_id\":\"none\"}").refused(404);
        run(creator("PIPELINE_VERSION", "none")).refused(404);
        run(creator("JOB", "none")).refused(404);
        api.post(RUNS, "{" + creator("PIPELINE", pipeline) + "}").refused(400);
    }

    @Test
    void anAuthorizationNamesANamespaceAResourceAndAVerb() {
        String auth = V1 + "/auth?namespace=n";
        assertThat(api.get(auth + "&resources=VIEWERS&verb=GET").ok().text()).isEqualTo("{}");
        api.get(auth + "&resources=1&verb=2").ok();
        api.get(auth + "&resources=VIEWERS").refused(400);
        api.get(auth + "&verb=GET").refused(400);
        api.get(auth + "&resources=PODS&verb=GET").refused(400);
        api.get(V1 + "/auth?resources=VIEWERS&verb=GET").refused(400);
    }

    @Test
    void metricsAreReportedOnceAndRunsSortedByThem() {
        List<String> runs = List.of(api.startHello("low", "hi"), api.startHello("high", "hi"));
        String good =
                "{\"metrics\":[{\"name\":\"accuracy\",\"node_id\":\"n\",\"number_value\":%s,\"format\":2}]}";
        api.post(RUNS + "/" + runs.get(0) + ":reportMetrics", good.formatted("0.25")).ok();
        Reply reported =
                api.post(RUNS + "/" + runs.get(1) + ":reportMetrics", good.formatted("0.1e1")).ok();
        assertThat(reported.at("results", "0", "status")).isEqualTo("OK");
        Reply again =
                api.post(RUNS + "/" + runs.get(1) + ":reportMetrics", good.formatted("7")).ok();
        assertThat(again.at("results", "0", "status")).isEqualTo("DUPLICATE_REPORTING");
        Reply got = api.get(RUNS + "/" + runs.get(0)).ok();
        assertThat(got.json().at("/run/metrics").toString())
                .isEqualTo(
                        "[{\"name\":\"accuracy\",\"node_id\":\"n\",\"number_value\":0.25,\"format\":\"PERCENTAGE\"}]");
        String sorted = RUNS + "?page_size=1&sort_by=metric:Accuracy+desc";
        Reply first = api.get(sorted).ok();
        assertThat(first.at("runs", "0", "name")).isEqualTo("high");
        String token = first.at("next_page_token");
        assertThat(api.get(sorted + "&page_token=" + token).ok().at("runs", "0", "name"))
                .isEqualTo("low");
        api.get(RUNS + "?sort_by=metric:%27").refused(400);
        api.delete(RUNS + "/" + runs.get(0)).ok();
    }

    @Test
    void badMetricsAreAnsweredOneByOne() {
        String run = api.startHello("r", "hi");
        String report = RUNS + "/" + run + ":reportMetrics";
        for (String bad :
                List.of(
                        "{\"name\":\"-\",\"node_id\":\"n\"}",
                        "{\"name\":\"a\"}",
                        "{\"name\":\"a\",\"node_id\":\"n\",\"number_value\":\"NaN\"}",
                        "{\"name\":\"a\",\"node_id\":\"n\",\"number_value\":\"x\"}")) {
            assertThat(
                            api.post(report, "{\"metrics\":[" + bad + "]}")
                                    .ok()
                                    .at("results", "0", "status"))
                    .as(bad)
                    .isEqualTo("INVALID_ARGUMENT");
        }
        api.post(RUNS + "/none:reportMetrics", "{}").refused(404);
        api.post(report, "{\"metrics\":[{\"format\":\"NONE\"}]}").refused(400);
    }

    @Test
    void reportsOfAgentsAreCheckedAndOtherwiseWithoutEffect() {
        String run = api.startHello("r", "hi");
        for (String version : List.of("v1beta1", "v2beta1")) {
            String address = "/apis/" + version + "/workflows";
            String workflow =
                    "{\"metadata\":{\"name\":\"w\",\"namespace\":\"n\",\"uid\":\"u\",\"labels\":{\"pipeline/runid\":\"%s\"}}}";
            assertThat(api.post(address, (Object) workflow.formatted(run)).ok().text())
                    .isEqualTo("{}");
            api.post(address, (Object) workflow.formatted("none")).refused(404);
            api.post(address, (Object) "{\"metadata\":{}}").refused(400);
            api.post(address, (Object) "nonsense").refused(400);
            api.post(address, "{}").refused(400);
            api.post("/apis/" + version + "/scheduledworkflows", (Object) workflow.formatted(run))
                    .refused(404);
        }
    }
}
