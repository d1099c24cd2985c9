package penstock.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pipelines, versions and uploads as KFP's clients use them. */
class PipelinesTest {
    private static final String PIPELINES = "/apis/v2beta1/pipelines";
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

    private Reply upload(String query) {
        return api.upload(PIPELINES + "/upload?" + query, "hello.yaml", HELLO);
    }

    @Test
    void uploadAnswersWhatAGetAnswersLater() {
        Reply uploaded = upload("name=my+pipeline&description=d&display_name=Mine").ok();
        String id = uploaded.at("pipeline_id");
        assertThat(api.get(PIPELINES + "/" + id).ok().json()).isEqualTo(uploaded.json());
        assertThat(uploaded.at("name")).isEqualTo("my pipeline");
        assertThat(uploaded.at("display_name")).isEqualTo("Mine");
        assertThat(uploaded.at("created_at")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(uploaded.json().has("namespace")).isFalse();
    }

    @Test
    void withoutANameTheFileNameIsTheName() {
        assertThat(upload("").ok().at("name")).isEqualTo("hello.yaml");
        assertThat(upload("display_name=shown").ok().at("name")).isEqualTo("shown");
    }

    @Test
    void theFirstVersionHasTheNameAndTheNormalisedDocument() {
        List<String> ids = api.uploadHello("first");
        Reply version = api.get(PIPELINES + "/" + ids.get(0) + "/versions/" + ids.get(1)).ok();
        assertThat(version.at("name")).isEqualTo("first");
        assertThat(version.at("pipeline_spec", "pipelineInfo", "name")).isEqualTo("hello");
        String times =
                version.json()
                        .at("/pipeline_spec/root/inputDefinitions/parameters/times/defaultValue")
                        .toString();
        assertThat(times).isEqualTo("1");
        // As in KFP, the pipeline in the path does not matter.
        assertThat(api.get(PIPELINES + "/other/versions/" + ids.get(1)).ok().json())
                .isEqualTo(version.json());
    }

    @Test
    void aTakenNameIsRefused() {
        upload("name=twice").ok();
        Reply second = upload("name=twice");
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.at("error_details")).contains("twice").contains("already exists");
        assertThat(second.headers().get("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void tagsGoToThePipelineAndNotToItsFirstVersion() {
        String tags = TestApi.encoded("{\"team\":\"a\"}");
        String id = upload("name=tagged&tags=" + tags).ok().at("pipeline_id");
        assertThat(api.get(PIPELINES + "/" + id).at("tags", "team")).isEqualTo("a");
        Reply versions = api.get(PIPELINES + "/" + id + "/versions").ok();
        assertThat(versions.json().at("/pipeline_versions/0").has("tags")).isFalse();
    }

    @Test
    void badTagsAreRefused() {
        for (String bad :
                List.of(
                        "nope",
                        "[1]",
                        "{\"a\":1}",
                        "{\"\":\"v\"}",
                        "{\"a.b\":\"v\"}",
                        "{\"" + "k".repeat(64) + "\":\"v\"}",
                        "{\"k\":\"" + "v".repeat(64) + "\"}")) {
            Reply reply = upload("name=x&tags=" + TestApi.encoded(bad));
            assertThat(reply.status()).as(bad).isEqualTo(400);
        }
        assertThat(upload("name=x&tags=%7B%7D").status()).isEqualTo(200);
    }

    @Test
    void aVersionIsAddedToItsPipeline() {
        String id = api.uploadHello("versioned").get(0);
        String address = PIPELINES + "/upload_version?name=v2&pipelineid=" + id + "&description=d2";
        Reply added = api.upload(address, "hello.yaml", HELLO).ok();
        assertThat(added.at("pipeline_id")).isEqualTo(id);
        assertThat(added.at("description")).isEqualTo("d2");
        assertThat(added.at("pipeline_spec", "schemaVersion")).isEqualTo("2.1.0");
        Reply versions = api.get(PIPELINES + "/" + id + "/versions").ok();
        assertThat(versions.at("total_size")).isEqualTo("2");
        assertThat(api.upload(address, "hello.yaml", HELLO).status()).isEqualTo(409);
    }

    @Test
    void aVersionOfAnUnknownPipelineIsABadRequest() {
        Reply reply =
                api.upload(PIPELINES + "/upload_version?name=v&pipelineid=12345", "p.yaml", HELLO);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.at("error_message")).isEqualTo("Failed to create a pipeline version");
        assertThat(api.upload(PIPELINES + "/upload_version?name=v", "p.yaml", HELLO).status())
                .isEqualTo(400);
    }

    @Test
    void whatIsNoPipelineIsRefusedWithAPlaceAndAHint() {
        byte[] text = "pipelineInfo:\n  nam: x\nroot: {}\n".getBytes(StandardCharsets.UTF_8);
        Reply reply = api.upload(PIPELINES + "/upload?name=bad", "bad.yaml", text);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text()).contains("\"line\":2").contains("did you mean");
        for (String name : List.of("x.txt", "x.png", "x")) {
            assertThat(api.upload(PIPELINES + "/upload?name=bad", name, text).status())
                    .isEqualTo(400);
        }
        assertThat(api.upload(PIPELINES + "/upload?name=bad", "e.yaml", new byte[0]).status())
                .isEqualTo(400);
        assertThat(api.upload(PIPELINES + "/upload?name=bad", "e.zip", new byte[0]).status())
                .isEqualTo(400);
    }

    @Test
    void aPipelineIsFoundByItsName() {
        String id = upload("name=" + TestApi.encoded("a/b ü")).ok().at("pipeline_id");
        assertThat(api.get(PIPELINES + "/names/a%2Fb%20%C3%BC").ok().at("pipeline_id"))
                .isEqualTo(id);
        api.get(PIPELINES + "/names/none").refused(404);
    }

    @Test
    void aPipelineIsDeletedWithItsVersionsOnlyOnRequest() {
        String id = api.uploadHello("short-lived").get(0);
        assertThat(api.delete(PIPELINES + "/" + id).refused(400).at("message"))
                .contains("cascade=true");
        assertThat(api.delete(PIPELINES + "/" + id + "?cascade=True").ok().text()).isEqualTo("{}");
        api.get(PIPELINES + "/" + id).refused(404);
        api.delete(PIPELINES + "/" + id).refused(404);
    }

    @Test
    void aPipelineIsCreatedWithoutAVersion() {
        Reply created = api.post(PIPELINES, "{\"display_name\":\"empty\",\"tags\":{\"k\":\"v\"}}");
        assertThat(created.ok().at("name")).isEqualTo("empty");
        assertThat(created.at("tags", "k")).isEqualTo("v");
        String versions = PIPELINES + "/" + created.at("pipeline_id") + "/versions";
        assertThat(api.get(versions).ok().text()).isEqualTo("{}");
        api.post(PIPELINES, "{\"name\":\"\"}").refused(400);
    }

    @Test
    void aPackageIsFetchedOnlyFromKnownHosts() {
        for (String url :
                List.of(
                        "http://github.com/x.yaml",
                        "https://127.0.0.1/x.yaml",
                        "https://github.com:8443/x.yaml",
                        "https://user@github.com/x.yaml",
                        "https://github.com.evil.example/x.yaml",
                        "file:///etc/passwd",
                        "/etc/passwd",
                        "::::",
                        "")) {
            String body =
                    "{\"pipeline\":{\"name\":\"x\"},\"pipeline_version\":{\"package_url\":{\"pipeline_url\":\""
                            + url
                            + "\"}}}";
            api.post(PIPELINES + "/create", body).refused(400);
        }
    }
}
