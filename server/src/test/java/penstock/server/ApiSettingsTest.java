package penstock.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.engine.Phase;
import penstock.server.kfp.KfpSettings;
import penstock.server.kfp.UrlPolicy;

/** What can be chosen about KFP's API, and what the choices do. */
class ApiSettingsTest {
    private static final String RUNS = "/apis/v2beta1/runs";
    private static final String CREATE = "/apis/v2beta1/pipelines/create";

    @TempDir private Path folder;

    private KfpSettings read(String yaml) throws IOException, StartRefused {
        Files.writeString(folder.resolve("penstock.yaml"), yaml);
        Settings.read(folder);
        return ApiSettings.read(folder);
    }

    @Test
    void theyAreReadFromTheFile() throws IOException, StartRefused {
        assertThat(ApiSettings.read(folder)).isEqualTo(KfpSettings.DEFAULT);
        assertThat(read("env: {pass: [HOME]}")).isEqualTo(KfpSettings.DEFAULT);
        KfpSettings settings =
                read(
                        "api: {show_canceled: true, package_http: true, package_hosts: ['*.a.org', h:81]}");
        assertThat(settings.canceledShown()).isTrue();
        assertThat(settings.urls())
                .isEqualTo(new UrlPolicy(new TreeSet<>(List.of("*.a.org", "h:81")), true));
    }

    @Test
    void mistakesAreNamedWithTheirPlace() {
        for (String bad :
                List.of(
                        "api: [1]",
                        "api: {show_cancelled: true}",
                        "api: {show_canceled: 1}",
                        "api: {package_hosts: x}",
                        "api: {package_hosts: ['https://x']}",
                        "apis: {}")) {
            assertThatThrownBy(() -> read(bad)).as(bad).isInstanceOf(StartRefused.class);
        }
    }

    @Test
    void cancelledRunsCanBeShownAsSuch() {
        KfpSettings shown = new KfpSettings(true, UrlPolicy.DEFAULT);
        try (TestApi api = new TestApi(folder, null, Map.of(), shown)) {
            String id = api.startHello("r", "hold");
            api.await(id, Phase.RUNNING);
            api.post(RUNS + "/" + id + ":terminate", "").ok();
            api.await(id, Phase.CANCELED);
            api.letTimePass();
            assertThat(api.get(RUNS + "/" + id).ok().at("state")).isEqualTo("CANCELED");
            String filter =
                    TestApi.encoded(
                            "{\"predicates\":[{\"operation\":1,\"key\":\"state\",\"string_value\":\"CANCELED\"}]}");
            assertThat(api.get(RUNS + "?filter=" + filter).ok().at("total_size")).isEqualTo("1");
            assertThat(api.get("/apis/v1beta1/runs/" + id).ok().at("run", "status"))
                    .isEqualTo("Failed");
        }
    }

    private static HttpServer files() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] hello = TestApi.resource("hello.yaml");
        server.createContext(
                "/p/hello.yaml",
                exchange -> {
                    exchange.sendResponseHeaders(200, hello.length);
                    exchange.getResponseBody().write(hello);
                    exchange.close();
                });
        server.createContext(
                "/elsewhere",
                exchange -> {
                    exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/x.yaml");
                    exchange.sendResponseHeaders(302, -1);
                    exchange.close();
                });
        server.start();
        return server;
    }

    private static String body(String url) {
        return "{\"pipeline\":{\"display_name\":\"%s\"},\"pipeline_version\":{\"package_url\":{\"pipeline_url\":\"%s\"}}}"
                .formatted(url.replaceAll("\\W", "-"), url);
    }

    @Test
    void packagesComeFromHostsThatAreAddedAndFromNoOthers() throws IOException {
        HttpServer files = files();
        int port = files.getAddress().getPort();
        String host = "127.0.0.1:" + port;
        KfpSettings added =
                new KfpSettings(false, new UrlPolicy(new TreeSet<>(List.of(host)), true));
        try (TestApi api = new TestApi(folder, null, Map.of(), added)) {
            String url = "http://" + host + "/p/hello.yaml";
            Reply created = api.post(CREATE, body(url)).ok();
            String versions = "/apis/v2beta1/pipelines/" + created.at("pipeline_id") + "/versions";
            Reply listed = api.get(versions).ok();
            assertThat(listed.at("pipeline_versions", "0", "pipeline_spec", "pipelineInfo", "name"))
                    .isEqualTo("hello");
            assertThat(listed.at("pipeline_versions", "0", "package_url", "pipeline_url"))
                    .isEqualTo(url);
            String second =
                    "{\"pipeline_id\":\"x\",\"name\":\"v2\",\"package_url\":{\"pipeline_url\":\"%s\"}}"
                            .formatted(url);
            assertThat(api.post(versions, second).ok().at("name")).isEqualTo("v2");
            String old = "{\"name\":\"old\",\"url\":{\"pipeline_url\":\"%s\"}}".formatted(url);
            assertThat(api.post("/apis/v1beta1/pipelines", old).ok().at("default_version", "name"))
                    .isEqualTo("old");
            api.post(CREATE, body("http://" + host + "/none.yaml")).refused(400);
            assertThat(
                            api.post(CREATE, body("http://" + host + "/elsewhere/x.yaml"))
                                    .refused(400)
                                    .at("message"))
                    .contains("Pipeline URL validation failed");
            api.post(CREATE, body("http://127.0.0.1:1/p/hello.yaml")).refused(400);
            api.post(CREATE, body("http://localhost:" + port + "/p/hello.yaml")).refused(400);
        } finally {
            files.stop(0);
        }
    }
}
