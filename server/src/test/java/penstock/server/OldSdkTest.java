package penstock.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.server.json.Json;
import penstock.testkit.Sdk;

/** The unmodified SDK 1.8 and its generated client against a real server. */
@Tag("sdk")
class OldSdkTest {
    private Sdk sdk;
    private Server server;
    private Path folder;

    @BeforeEach
    void start(@TempDir Path temporary) throws IOException, StartRefused {
        Sdk found = Sdk.find(Sdk.OLD);
        assumeTrue(found != null, "kfp 1.8.22 cannot be installed here: no python3 or no network");
        sdk = Objects.requireNonNull(found);
        folder = temporary;
        server = Server.start(ServerConfig.local(temporary.resolve("data")));
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void theOldSdkUploadsRunsWaitsAndLists() throws IOException {
        Path script = Files.write(folder.resolve("sdk18.py"), TestApi.resource("sdk18.py"));
        Path modern = Files.write(folder.resolve("hello.yaml"), TestApi.resource("hello.yaml"));
        Sdk.Ended ended =
                sdk.python(
                        script.toString(),
                        server.url(),
                        folder.resolve("package.yaml").toString(),
                        modern.toString());
        assertThat(ended.code()).as(ended.output()).isZero();
        JsonNode found = Json.tree(ended.lastLine(), "what the script found");
        assertThat(found.path("parameters").toString())
                .isEqualTo("[[\"text\",\"hello\"],[\"count\",\"2\"]]");
        assertThat(found.path("inline").get(0).asText()).isEqualTo("Failed");
        assertThat(found.path("version_run").asText()).isEqualTo("Failed");
        assertThat(found.path("func").asText()).isEqualTo("Failed");
        assertThat(found.path("manifest").asText()).startsWith("from-1-8-");
        assertThat(found.path("modern").asText()).isEqualTo("Succeeded");
        assertThat(found.path("pipeline_id").asBoolean()).isTrue();
        assertThat(found.path("default").asBoolean()).isTrue();
        assertThat(found.path("experiment").asBoolean()).isTrue();
        assertThat(found.path("experiments").toString()).isEqualTo("[\"Default\",\"by hand\"]");
        assertThat(found.path("lists").toString()).isEqualTo("[2,2,3,1]");
        assertThat(found.path("archived").asText()).isEqualTo("STORAGESTATE_ARCHIVED");
        assertThat(found.path("experiment_state").asText()).isEqualTo("STORAGESTATE_ARCHIVED");
        assertThat(found.path("missing").asInt()).isEqualTo(404);
        assertThat(found.path("taken").asInt()).isEqualTo(409);
        assertThat(found.path("unknown").asInt()).isEqualTo(400);
    }

    @Test
    void theOldSdkSchedulesRuns() throws IOException {
        Path script = Files.write(folder.resolve("s.py"), TestApi.resource("schedules18.py"));
        Path argo = Files.write(folder.resolve("argo.yaml"), TestApi.resource("whalesay.yaml"));
        Path modern = Files.write(folder.resolve("hello.yaml"), TestApi.resource("hello.yaml"));
        Sdk.Ended ended =
                sdk.python(script.toString(), server.url(), argo.toString(), modern.toString());
        assertThat(ended.code()).as(ended.output()).isZero();
        assertThat(Json.tree(ended.lastLine(), "what the script found"))
                .isEqualTo(
                        Json.tree(
                                """
                                {"status": "ENABLED", "enabled": true,
                                 "references": ["EXPERIMENT/OWNER", "NAMESPACE/OWNER",
                                                "PIPELINE_VERSION/CREATOR"],
                                 "interval": "1", "disabled": "DISABLED", "ended": "Succeeded",
                                 "of": ["EXPERIMENT/OWNER", "JOB/CREATOR"], "linked": true,
                                 "again": true, "argo": ["0 0 0 1 1 *", "DISABLED", true],
                                 "parameters": [["param1", "given"], ["param2", "too"]],
                                 "manifest": true, "listed": ["Each Second", "argo"],
                                 "gone": [404, true], "left": null}\
                                """,
                                "what it should find"));
    }

    @Test
    void theOldGeneratedClientFindsEveryOperationButThoseOfJobs() throws IOException {
        Path script = Files.write(folder.resolve("api18.py"), TestApi.resource("api18.py"));
        Path argo = Files.write(folder.resolve("argo.yaml"), TestApi.resource("whalesay.yaml"));
        Path modern = Files.write(folder.resolve("hello.yaml"), TestApi.resource("hello.yaml"));
        Sdk.Ended ended =
                sdk.python(script.toString(), server.url(), argo.toString(), modern.toString());
        assertThat(ended.code()).as(ended.output()).isZero();
        assertThat(Json.tree(ended.lastLine(), "what the script found"))
                .isEqualTo(
                        Json.tree(
                                """
                                {"multi_user": false, "experiment": true,
                                 "archived": "STORAGESTATE_ARCHIVED", "experiments": 2,
                                 "parameters": ["param1", "param2"], "version": true,
                                 "default": true, "template": true, "same": true, "pipelines": 1,
                                 "versions": 2, "url": 400, "version_url": 400,
                                 "status": "Succeeded",
                                 "references": ["EXPERIMENT", "PIPELINE_VERSION"],
                                 "reported": "OK", "metric": 0.5, "artifact": 404, "retry": 409,
                                 "state": "STORAGESTATE_ARCHIVED", "runs": 1, "gone": 404,
                                 "left": null}\
                                """,
                                "what it should find"));
    }
}
