package penstock.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.server.json.Json;

/** Secrets, config maps and volumes on a whole server. */
class KeepersTest {

    private static final String SECRET = "correct-horse-battery-staple";
    private static final String DB = "/apis/penstock/v1/secrets/db";
    private static final String MAP = "/apis/penstock/v1/configmaps/training";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Server server;
    private Path data;

    @BeforeEach
    void start(@TempDir Path folder) throws StartRefused {
        data = folder.resolve("data");
        server = Server.start(ServerConfig.local(data));
    }

    @AfterEach
    void stop() {
        server.close();
        client.close();
    }

    @Test
    void takesSecretsAndNeverGivesThemBack() throws Exception {
        assertThat(ask("POST", DB + ":create", body("password", SECRET)).statusCode())
                .isEqualTo(200);
        assertThat(ask("POST", DB + ":create", body("password", SECRET)).statusCode())
                .isEqualTo(409);
        assertThat(ask("POST", DB + ":merge", body("user", "ann")).statusCode()).isEqualTo(200);

        String one = ask("GET", DB, "").body();
        String all = ask("GET", "/apis/penstock/v1/secrets", "").body();

        assertThat(one + all).doesNotContain(SECRET, "ann");
        assertThat(keys(one)).isEqualTo("[\"password\",\"user\"]");
        assertThat(Json.tree(all, "answer").at("/secrets/0/name").asText()).isEqualTo("db");
        assertThat(ask("DELETE", DB, "").statusCode()).isEqualTo(200);
        assertThat(ask("DELETE", DB, "").statusCode()).isEqualTo(404);
    }

    @Test
    void keepsSecretsReadableForNobodyWithoutTheKey() throws Exception {
        ask("PUT", DB, body("password", SECRET));
        server.close();

        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(SECRET);
            }
        }
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(data.resolve("secrets.key"))))
                .isEqualTo("rw-------");
        server = Server.start(ServerConfig.local(data));
        assertThat(keys(ask("GET", DB, "").body())).isEqualTo("[\"password\"]");
    }

    @Test
    void showsConfigMaps() throws Exception {
        byte[] bytes = {(byte) 0xff, 0};
        String binary = Base64.getEncoder().encodeToString(bytes);
        String body =
                "{\"data\":{\"mode\":\"fast\"},\"binary_data\":{\"blob\":\"" + binary + "\"}}";
        ask("PUT", MAP, body);

        JsonNode answer = Json.tree(ask("GET", MAP, "").body(), "answer");

        assertThat(answer.at("/data/mode").asText()).isEqualTo("fast");
        assertThat(answer.at("/binary_data/blob").asText()).isEqualTo(binary);
        assertThat(answer.at("/version").asText()).isEqualTo("1");
    }

    @Test
    void refusesBadInputWithoutRepeatingIt() throws Exception {
        for (String body :
                List.of(
                        "{\"data\":{\"k\":" + SECRET + "}}",
                        "{\"data\":{\"k\":[\"" + SECRET + "\"]}}",
                        "{\"" + SECRET + "\":1}",
                        "\"" + SECRET + "\"",
                        "{\"binary_data\":{\"k\":\"" + SECRET + "\"}}")) {
            HttpResponse<String> answer = ask("PUT", DB, body);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(answer.body()).doesNotContain(SECRET);
        }
        assertThat(ask("PUT", DB, body("k", "x".repeat(1_100_000))).statusCode()).isEqualTo(400);
        assertThat(ask("PUT", DB, body("a/b", "x")).statusCode()).isEqualTo(400);
        assertThat(ask("PUT", "/apis/penstock/v1/secrets/Not_OK", body("k", "x")).statusCode())
                .isEqualTo(400);
        assertThat(ask("GET", "/apis/penstock/v1/secrets/none", "").statusCode()).isEqualTo(404);
    }

    @Test
    void listsAndRemovesVolumes() throws Exception {
        Path folder = Files.createDirectories(data.resolve("volumes/claim/data"));
        Files.writeString(folder.resolve("file"), "12345");
        Files.writeString(data.resolve("volumes/claim/claim.json"), "{\"run\":\"r1\"}");

        JsonNode volume =
                Json.tree(ask("GET", "/apis/penstock/v1/volumes", "").body(), "answer")
                        .at("/volumes/0");

        assertThat(volume.path("name").asText()).isEqualTo("claim");
        assertThat(volume.path("size_bytes").asText()).isEqualTo("5");
        assertThat(volume.path("run_id").asText()).isEqualTo("r1");
        assertThat(ask("DELETE", "/apis/penstock/v1/volumes/claim", "").statusCode())
                .isEqualTo(200);
        assertThat(ask("DELETE", "/apis/penstock/v1/volumes/claim", "").statusCode())
                .isEqualTo(404);
        assertThat(ask("DELETE", "/apis/penstock/v1/volumes/..%2Fattempts", "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void takesTheKeyFromAVariableAndTellsABadOneWithoutShowingIt() throws Exception {
        byte[] key = new byte[32];
        key[3] = 7;
        String text = Base64.getEncoder().encodeToString(key);

        assertThat(SupplyParts.key(data.resolve("none"), text)).isEqualTo(key);
        for (String bad : List.of("hunter2!", "c2hvcnQ=")) {
            assertThatThrownBy(() -> SupplyParts.key(data.resolve("none"), bad))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("PENSTOCK_SECRETS_KEY is no key")
                    .hasMessageNotContaining(bad);
        }
    }

    private HttpResponse<String> ask(String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.url() + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static String body(String key, String value) {
        return "{\"data\":{\"" + key + "\":\"" + value + "\"}}";
    }

    private static String keys(String answer) {
        return Json.tree(answer, "answer").path("keys").toString();
    }
}
