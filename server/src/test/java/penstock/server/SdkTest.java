package penstock.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.server.json.Json;
import penstock.testkit.Sdk;

/** The unmodified SDK and command of KFP against a real server that runs real steps. */
@Tag("sdk")
class SdkTest {
    private Sdk sdk;
    private Server server;
    private Path folder;

    @BeforeEach
    void start(@TempDir Path temporary) throws IOException, StartRefused {
        Sdk found = Sdk.find(Sdk.MODERN);
        assumeTrue(found != null, "kfp 2.17.0 cannot be installed here: no python3 or no network");
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
    void theSdkRunsUploadsWaitsAndLists() throws IOException {
        Path script = Files.write(folder.resolve("sdk.py"), TestApi.resource("sdk.py"));
        Sdk.Ended ended =
                sdk.python(
                        script.toString(), server.url(), folder.resolve("package.yaml").toString());
        assertThat(ended.code()).as(ended.output()).isZero();
        assertThat(ended.output()).contains(server.url() + "/#/runs/details/");
        JsonNode found = Json.tree(ended.lastLine(), "what the script found");
        assertThat(found.path("healthz").isNull()).as(ended.output()).isFalse();
        for (String run : List.of("package", "func", "python", "version_run")) {
            assertThat(found.path(run).asText()).as(run).isEqualTo("SUCCEEDED");
        }
        assertThat(found.path("pipeline_id").asBoolean()).isTrue();
        assertThat(found.path("experiment").asBoolean()).isTrue();
        assertThat(found.path("lists").toString()).isEqualTo("[1,2,2,1,1]");
        assertThat(found.path("archived").asText()).isEqualTo("ARCHIVED");
        assertThat(found.path("gone").asInt()).isEqualTo(404);
        assertThat(found.path("taken").asInt()).isEqualTo(409);
    }

    @Test
    void theGeneratedClientFindsEveryOperation() throws IOException {
        Path script = Files.write(folder.resolve("api2.py"), TestApi.resource("api2.py"));
        Path file = Files.write(folder.resolve("hello.yaml"), TestApi.resource("hello.yaml"));
        Sdk.Ended ended = sdk.python(script.toString(), server.url(), file.toString());
        assertThat(ended.code()).as(ended.output()).isZero();
        assertThat(Json.tree(ended.lastLine(), "what the script found"))
                .isEqualTo(
                        Json.tree(
                                """
                                {"store": "database", "experiment": true, "experiments": 2,
                                 "pipeline": true, "by_name": true, "version": true, "versions": 2,
                                 "pipelines": 1, "changed": ["P", {"b": "2"}],
                                 "changed_version": "V", "url": 400,
                                 "service_account": "pipeline-runner", "state": "SUCCEEDED",
                                 "echo": true, "task": "say", "retry": 409, "archived": "ARCHIVED",
                                 "runs": 2, "gone": 404, "kept": 400,
                                 "left": {"next_page_token": null, "pipelines": null,
                                          "total_size": null}}\
                                """,
                                "what it should find"));
    }

    @Test
    void theSdkSchedulesRuns() throws IOException {
        Path script = Files.write(folder.resolve("s.py"), TestApi.resource("schedules.py"));
        Path file = Files.write(folder.resolve("hello.yaml"), TestApi.resource("hello.yaml"));
        Sdk.Ended ended = sdk.python(script.toString(), server.url(), file.toString());
        assertThat(ended.code()).as(ended.output()).isZero();
        ObjectNode found = (ObjectNode) Json.tree(ended.lastLine(), "what the script found");
        assertThat(found.remove("name").asText()).matches("everysecond[0-9a-f]{5}-1-[0-9]+");
        assertThat(found)
                .isEqualTo(
                        Json.tree(
                                """
                                {"status": "ENABLED", "mode": "ENABLE", "pinned": true,
                                 "interval": "1", "disabled": "DISABLED", "ended": "SUCCEEDED",
                                 "linked": true, "macro": true, "enabled": "ENABLED",
                                 "cron": ["0 0 3 * * *", "DISABLED", true],
                                 "start": "2030-01-01T00:00:00+00:00", "spec": "hello",
                                 "listed": ["by cron", "Every Second!"], "gone": 404, "bad": 400,
                                 "left": null}\
                                """,
                                "what it should find"));
    }

    @Test
    void theCommandOfKfpSchedules() throws IOException {
        Path file = Files.write(folder.resolve("hello.yaml"), TestApi.resource("hello.yaml"));
        String endpoint = server.url();
        String created =
                kfp(
                        endpoint,
                        "--output",
                        "json",
                        "recurring-run",
                        "create",
                        "--experiment-name",
                        "of-command",
                        "--job-name",
                        "nightly",
                        "--cron-expression",
                        "0 0 3 * * *",
                        "--pipeline-package-path",
                        file.toString());
        String id =
                Json.tree(created.substring(created.indexOf("{")), "schedule")
                        .path("recurring_run_id")
                        .asText();
        assertThat(kfp(endpoint, "recurring-run", "list")).contains("nightly", id);
        kfp(endpoint, "recurring-run", "disable", id);
        assertThat(kfp(endpoint, "--output", "json", "recurring-run", "get", id))
                .contains("DISABLED");
        kfp(endpoint, "recurring-run", "enable", id);
    }

    @Test
    void theCommandOfKfpWorks() throws IOException {
        Path file = Files.write(folder.resolve("hello.yaml"), TestApi.resource("hello.yaml"));
        String endpoint = server.url();
        assertThat(kfp(endpoint, "pipeline", "create", "-p", "by-command", file.toString()))
                .contains("by-command");
        assertThat(kfp(endpoint, "pipeline", "list")).contains("by-command");
        assertThat(kfp(endpoint, "experiment", "create", "of-command")).contains("of-command");
        assertThat(kfp(endpoint, "experiment", "list")).contains("of-command", "Default");
        String run =
                kfp(
                        endpoint,
                        "run",
                        "create",
                        "-e",
                        "of-command",
                        "-r",
                        "r1",
                        "-f",
                        file.toString(),
                        "--watch");
        assertThat(run).contains("SUCCEEDED");
        String runs = kfp(endpoint, "--output", "json", "run", "list");
        assertThat(runs).contains("r1");
    }

    private String kfp(String endpoint, String... arguments) throws IOException {
        String[] all = new String[arguments.length + 2];
        all[0] = "--endpoint";
        all[1] = endpoint;
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        Sdk.Ended ended = sdk.kfp(all);
        assertThat(ended.code()).as(ended.output()).isZero();
        return ended.output();
    }
}
