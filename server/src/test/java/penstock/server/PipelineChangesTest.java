package penstock.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may change about pipelines and versions, and what their names may be. */
class PipelineChangesTest {
    private static final String PIPELINES = "/apis/v2beta1/pipelines";
    private static final byte[] HELLO = TestApi.resource("hello.yaml");

    private TestApi api;
    private String pipeline;
    private String version;

    @BeforeEach
    void open(@TempDir Path folder) {
        api = new TestApi(folder);
        List<String> ids = api.uploadHello("p");
        pipeline = PIPELINES + "/" + ids.get(0);
        version = pipeline + "/versions/" + ids.get(1);
    }

    @AfterEach
    void close() {
        api.close();
    }

    private Reply patch(String address, String body) {
        return api.call("PATCH", address, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aPatchChangesTheNameForPeopleAndNothingThatIsForEver() {
        for (String address : List.of(pipeline, version)) {
            Reply before = api.get(address).ok();
            Reply changed =
                    patch(
                            address,
                            "{\"display_name\":\"New\",\"name\":\"x\",\"description\":\"x\"}");
            assertThat(changed.ok().at("display_name")).isEqualTo("New");
            assertThat(changed.at("name")).isEqualTo(before.at("name"));
            assertThat(changed.json().has("description")).isFalse();
            assertThat(api.get(address).ok().json()).isEqualTo(changed.json());
            assertThat(patch(address, "{\"display_name\":\"\"}").ok().at("display_name"))
                    .isEqualTo("New");
        }
    }

    @Test
    void tagsAreReplacedLeftAndCleared() {
        for (String address : List.of(pipeline, version)) {
            assertThat(patch(address, "{\"tags\":{\"a\":\"1\",\"b\":\"\"}}").ok().at("tags", "a"))
                    .isEqualTo("1");
            assertThat(
                            patch(address, "{\"tags\":{\"c\":\"3\"}}")
                                    .ok()
                                    .json()
                                    .path("tags")
                                    .toString())
                    .isEqualTo("{\"c\":\"3\"}");
            assertThat(patch(address, "{\"tags\":null}").ok().at("tags", "c")).isEqualTo("3");
            assertThat(patch(address, "{}").ok().at("tags", "c")).isEqualTo("3");
            assertThat(patch(address, "{\"tags\":{ }}").ok().json().has("tags")).isFalse();
        }
    }

    @Test
    void aTagThatWasClearedIsNoLongerFound() {
        String tagged =
                PIPELINES
                        + "?filter="
                        + TestApi.encoded(
                                "{\"predicates\":[{\"operation\":\"EQUALS\",\"key\":\"tags.a\",\"string_value\":\"1\"}]}");
        patch(pipeline, "{\"tags\":{\"a\":\"1\"}}").ok();
        assertThat(api.get(tagged).ok().at("total_size")).isEqualTo("1");
        patch(pipeline, "{\"tags\":{}}").ok();
        assertThat(api.get(tagged).ok().text()).isEqualTo("{}");
    }

    @Test
    void badChangesAreRefusedAndChangeNothing() {
        StringBuilder many = new StringBuilder("{\"k\":\"v\"");
        for (int i = 0; i < 20; i++) {
            many.append(",\"k").append(i).append("\":\"v\"");
        }
        for (String bad :
                List.of(
                        "{\"tags\":{\"\":\"v\"}}",
                        "{\"tags\":{\"a.b\":\"v\"}}",
                        "{\"tags\":{\"" + "k".repeat(64) + "\":\"v\"}}",
                        "{\"tags\":{\"k\":\"" + "v".repeat(64) + "\"}}",
                        "{\"tags\":" + many + "}}",
                        "{\"tags\":{\"k\":1}}",
                        "{\"tags\":[]}",
                        "{\"display_name\":1}",
                        "{\"nope\":1}")) {
            for (String address : List.of(pipeline, version)) {
                assertThat(patch(address, "{\"display_name\":\"x\"," + bad.substring(1)).status())
                        .as(bad)
                        .isEqualTo(400);
                assertThat(api.get(address).ok().at("display_name")).isEqualTo("p");
            }
        }
        patch(PIPELINES + "/none", "{\"tags\":{\"a\":\"1\"}}").refused(404);
        patch(pipeline + "/versions/none", "{\"tags\":{\"a\":\"1\"}}").refused(404);
        patch(pipeline, "{\"tags\":{\"" + "k".repeat(63) + "\":\"" + "v".repeat(63) + "\"}}").ok();
    }

    @Test
    void theSourceOfAFirstVersionIsKept() {
        String url = "https://example.org/source";
        Reply uploaded =
                api.upload(
                                PIPELINES
                                        + "/upload?name=s&code_source_url="
                                        + TestApi.encoded(url),
                                "p.yaml",
                                HELLO)
                        .ok();
        String versions = PIPELINES + "/" + uploaded.at("pipeline_id") + "/versions";
        assertThat(api.get(versions).ok().at("pipeline_versions", "0", "code_source_url"))
                .isEqualTo(url);
    }

    @Test
    void listedVersionsHaveTheirDocuments() {
        Reply versions = api.get(pipeline + "/versions").ok();
        assertThat(versions.json().at("/pipeline_versions/0"))
                .isEqualTo(api.get(version).ok().json());
    }

    private Reply upload(String name) {
        return api.upload(PIPELINES + "/upload?name=" + TestApi.encoded(name), "p.yaml", HELLO);
    }

    @Test
    void namesAreCountedInCharacters() {
        assertThat(upload("🐳".repeat(128)).status()).isEqualTo(200);
        assertThat(upload("x".repeat(129)).status()).isEqualTo(400);
        assertThat(upload("流水线 !\"#$%&'()*+,-./:;<=>?@[]^_`{|}~").status()).isEqualTo(200);
        String id = pipeline.substring(pipeline.lastIndexOf('/') + 1);
        String versions = PIPELINES + "/upload_version?pipelineid=" + id + "&name=";
        assertThat(api.upload(versions + "x".repeat(127), "p.yaml", HELLO).status()).isEqualTo(200);
        assertThat(api.upload(versions + "x".repeat(128), "p.yaml", HELLO).status()).isEqualTo(400);
        assertThat(api.post(PIPELINES, "{\"name\":\"" + "x".repeat(500) + "\"}").status())
                .isEqualTo(400);
    }

    @Test
    void theNameInsideADocumentIsLowerCase() {
        String text =
                new String(HELLO, StandardCharsets.UTF_8).replace("name: hello", "name: hello.1");
        Reply reply =
                api.upload(
                        PIPELINES + "/upload?name=n",
                        "p.yaml",
                        text.getBytes(StandardCharsets.UTF_8));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.at("error_details"))
                .contains("must contain only lowercase alphanumeric characters or '-'");
    }

    @Test
    void anArgoWorkflowIsAPipelineToo() {
        byte[] whalesay = TestApi.resource("whalesay.yaml");
        Reply uploaded = api.upload(PIPELINES + "/upload?name=argo", "p.yaml", whalesay).ok();
        String versions = PIPELINES + "/" + uploaded.at("pipeline_id") + "/versions";
        Reply listed = api.get(versions).ok();
        assertThat(listed.at("pipeline_versions", "0", "pipeline_spec", "kind"))
                .isEqualTo("Workflow");
        for (String bad :
                List.of(
                        "apiVersion: argoproj.io/v1\nkind: Workflow\nspec: {entrypoint: a, templates: [{name: a}]}",
                        "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nspec: {entrypoint: b, templates: [{name: a}]}",
                        "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\n",
                        "apiVersion: argoproj.io/v1alpha1\nkind: CronWorkflow\nspec: {}",
                        "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nspec: {entrypoint: a, templates: [{name: a}], arguments: {parameters: [{name: x}, {name: x}]}}")) {
            Reply reply =
                    api.upload(
                            PIPELINES + "/upload?name=bad",
                            "p.yaml",
                            bad.getBytes(StandardCharsets.UTF_8));
            assertThat(reply.status()).as(bad).isEqualTo(400);
        }
    }
}
