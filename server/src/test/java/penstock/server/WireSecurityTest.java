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

/** What other pages and other machines must not be able to do. */
class WireSecurityTest {
    private static final String EXPERIMENTS = "/apis/v2beta1/experiments";
    private static final byte[] BODY =
            "{\"display_name\":\"planted\"}".getBytes(StandardCharsets.UTF_8);

    private TestApi api;
    private Path data;

    @BeforeEach
    void open(@TempDir Path folder) {
        data = folder;
        api = new TestApi(folder);
    }

    @AfterEach
    void close() {
        api.close();
    }

    private Reply post(String header, String value) {
        return api.call("POST", EXPERIMENTS, Map.of(header, value), BODY);
    }

    @Test
    void onlyItsOwnNamesAreAnswered() {
        for (String host : List.of("localhost:8888", "LOCALHOST", "127.0.0.1:1", "[::1]:8888")) {
            assertThat(api.call("GET", EXPERIMENTS, Map.of("Host", host), new byte[0]).status())
                    .as(host)
                    .isEqualTo(200);
        }
        for (String host :
                List.of(
                        "evil.example",
                        "localhost.evil.example",
                        "127.0.0.1.nip.io",
                        "localhost@evil.example",
                        "0.0.0.0",
                        "[::2]",
                        "",
                        ":8888")) {
            api.call("GET", EXPERIMENTS, Map.of("Host", host), new byte[0]).refused(421);
        }
    }

    @Test
    void aPageOfAnotherOriginChangesNothing() {
        for (String origin :
                List.of(
                        "null",
                        "http://evil.example",
                        "http://localhost",
                        "http://localhost:3000",
                        "https://localhost:8888.evil.example",
                        "file://",
                        "localhost:8888",
                        "")) {
            post("Origin", origin).refused(403);
        }
        for (String site : List.of("cross-site", "same-site", "", "nonsense")) {
            post("Sec-Fetch-Site", site).refused(403);
        }
        assertThat(api.get(EXPERIMENTS).ok().text()).isEqualTo("{}");
    }

    @Test
    void ourOwnPageMay() {
        assertThat(post("Origin", "http://localhost:8888").status()).isEqualTo(200);
        assertThat(post("Sec-Fetch-Site", "same-origin").status()).isEqualTo(409);
    }

    @Test
    void noAnswerInvitesAnotherOrigin() {
        Reply preflight =
                api.call("OPTIONS", EXPERIMENTS, Map.of("Origin", "http://evil.example"), BODY);
        assertThat(preflight.status()).isEqualTo(403);
        assertThat(preflight.headers()).doesNotContainKey("Access-Control-Allow-Origin");
        Reply answer =
                api.call("GET", EXPERIMENTS, Map.of("Origin", "http://evil.example"), new byte[0]);
        assertThat(answer.headers())
                .doesNotContainKey("Access-Control-Allow-Origin")
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry("Cross-Origin-Resource-Policy", "same-origin");
        assertThat(answer.headers().get("Content-Security-Policy"))
                .contains("frame-ancestors 'self'");
    }

    @Test
    void withATokenNothingButHealthAndPagesIsOpen() {
        api.close();
        api = new TestApi(data, "secret");
        for (String wrong :
                List.of("", "secret", "Bearer", "Bearer wrong", "Basic secret", "Bearer secret2")) {
            api.call("GET", EXPERIMENTS, Map.of("Authorization", wrong), new byte[0]).refused(401);
        }
        for (String trick :
                List.of(
                        EXPERIMENTS,
                        "/pipeline" + EXPERIMENTS,
                        EXPERIMENTS + "/",
                        "/apis/penstock/v1/server",
                        "/apis/v1alpha1/runs/x/nodes/y/log")) {
            api.get(trick).refused(401);
        }
        for (String trick :
                List.of(
                        "/%61pis/v2beta1/experiments",
                        "/apis//v2beta1/experiments",
                        "/apis;x/v2beta1/experiments",
                        "/APIS/v2beta1/experiments")) {
            api.get(trick).refused(404);
        }
        assertThat(
                        api.call(
                                        "GET",
                                        EXPERIMENTS,
                                        Map.of("Authorization", "bearer secret"),
                                        new byte[0])
                                .status())
                .isEqualTo(200);
        assertThat(api.get("/apis/v2beta1/healthz").status()).isEqualTo(200);
        assertThat(api.get("/").status()).isEqualTo(200);
    }

    @Test
    void healthIsAnsweredAsClientsExpect() {
        assertThat(api.get("/apis/v2beta1/healthz").ok().at("multi_user")).isEqualTo("false");
        assertThat(api.get("/apis/v2beta1/healthz").at("pipeline_store")).isEqualTo("database");
        assertThat(api.get("/apis/v1beta1/healthz").ok().json().has("pipeline_store")).isFalse();
    }

    @Test
    void pagesLiveAtTheRootAndUnderKfpsPrefixAndNowhereElse() {
        for (String page : List.of("/", "/index.html", "/pipeline", "/pipeline/")) {
            Reply reply = api.get(page).ok();
            assertThat(reply.headers())
                    .containsEntry("Content-Type", "text/html; charset=utf-8")
                    .containsEntry("Cache-Control", "no-cache");
            assertThat(reply.headers().get("Content-Security-Policy"))
                    .contains("script-src 'self'")
                    .contains("frame-ancestors 'self'");
        }
        for (String path :
                List.of(
                        "/../pom.xml",
                        "/%2e%2e/x.txt",
                        "/..%2fx.txt",
                        "/assets",
                        "/assets/",
                        "/x.class",
                        "//x.js",
                        "/.x.js",
                        "/a/../index.html")) {
            api.get(path).refused(404);
        }
        assertThat(api.call("POST", "/", Map.of(), new byte[0]).status()).isEqualTo(405);
    }
}
