package penstock.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.engine.Phase;
import penstock.server.kfp.KfpSettings;

/** Downloads by link from a server that wants a token. */
class SignedLinksTest {
    private static final Map<String, String> TOKEN = Map.of("Authorization", "Bearer secret");

    private TestApi api;
    private String artifact;

    @BeforeEach
    void runHello(@TempDir Path folder) {
        api = new TestApi(folder, "secret", TOKEN, KfpSettings.DEFAULT);
        String run = api.startHello("r", "hi");
        api.await(run, Phase.SUCCEEDED);
        JsonNode tasks = api.get("/apis/penstock/v1/runs/" + run + "/tasks").ok().json();
        String task = tasks.at("/tasks/0/task_id").asText();
        Reply detail = api.get("/apis/penstock/v1/runs/" + run + "/tasks/" + task).ok();
        String id = detail.json().findValue("artifact_id").asText();
        artifact = "/apis/penstock/v1/artifacts/" + id;
    }

    @AfterEach
    void close() {
        api.close();
    }

    private Reply follow(String method, String address) {
        return api.call(method, address, Map.of("Authorization", ""), new byte[0]);
    }

    @Test
    void aLinkOpensWhatItNamesWithoutTheToken() {
        String url = api.get(artifact + ":link").ok().at("url");
        assertThat(follow("GET", artifact + "/content").status()).isEqualTo(401);
        assertThat(follow("GET", url).ok().text()).isEqualTo("hi");
        assertThat(follow("GET", "/pipeline" + url).ok().text()).isEqualTo("hi");
    }

    @Test
    void aLinkOpensNothingElse() {
        String url = api.get(artifact + ":link").ok().at("url");
        String query = url.substring(url.indexOf('?'));
        assertThat(follow("GET", artifact + query).status()).isEqualTo(401);
        assertThat(follow("GET", artifact + "/preview" + query).status()).isEqualTo(401);
        assertThat(follow("GET", url + "&path=other").status()).isEqualTo(401);
        assertThat(follow("GET", url.replace("expires=", "expires=9")).status()).isEqualTo(401);
        assertThat(follow("GET", url + "0").status()).isEqualTo(401);
        assertThat(follow("GET", artifact + "/content?signature=").status()).isEqualTo(401);
        assertThat(follow("GET", artifact + ":link").status()).isEqualTo(401);
        assertThat(follow("POST", url).status()).isIn(401, 405);
    }

    @Test
    void aLinkExpires() {
        String url = api.get(artifact + ":link").ok().at("url");
        for (int minute = 0; minute < 11; minute++) {
            api.letTimePass();
        }
        assertThat(follow("GET", url).refused(401).at("message")).contains("expired");
    }

    @Test
    void linksLeadToArtifactsThatThereAre() {
        api.get("/apis/penstock/v1/artifacts/999:link").refused(404);
        api.get("/apis/penstock/v1/artifacts/nonsense:link").refused(404);
    }
}
