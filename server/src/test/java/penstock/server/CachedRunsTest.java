package penstock.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.server.json.Json;

/** Results that are taken instead of running steps again, on a whole server with real steps. */
class CachedRunsTest {

    private static final String OWN = "/apis/penstock/v1";

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

    private JsonNode send(String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.url() + OWN + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build();
        HttpResponse<String> response =
                client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return path.endsWith("/events") ? Json.object() : Json.tree(response.body(), "answer");
    }

    private String run(String text, boolean noCache) throws Exception {
        ObjectNode request = Json.object();
        request.put("display_name", "r");
        request.put(
                "document", new String(TestApi.resource("cached.yaml"), StandardCharsets.UTF_8));
        request.putObject("parameters").put("text", text);
        request.put("no_cache", noCache);
        return ended(send("POST", "/runs", request.toString()).path("run_id").asText());
    }

    private String ended(String run) throws Exception {
        send("GET", "/runs/" + run + "/events", "");
        JsonNode shown = send("GET", "/runs/" + run, "");
        assertThat(shown.path("state").asText()).as(shown.toString()).isEqualTo("SUCCEEDED");
        return run;
    }

    private JsonNode task(String run, String path) throws Exception {
        for (JsonNode row : send("GET", "/runs/" + run + "/tasks", "").path("tasks")) {
            if (row.path("path").asText().equals(path)) {
                return row;
            }
        }
        throw new AssertionError("no task " + path);
    }

    private List<Boolean> cached(String run) throws Exception {
        return List.of(
                task(run, "make").path("cached").asBoolean(),
                task(run, "use").path("cached").asBoolean());
    }

    private JsonNode explanation(String run, String path) throws Exception {
        String id = task(run, path).path("task_id").asText();
        return send("GET", "/runs/" + run + "/tasks/" + id + "/cache", "");
    }

    @Test
    void aSecondRunTakesWhatTheFirstMade() throws Exception {
        String first = run("hello", false);
        assertThat(cached(first)).containsExactly(false, false);
        assertThat(explanation(first, "make").path("outcome").asText()).isEqualTo("MISS");
        String second = run("hello", false);
        assertThat(cached(second)).containsExactly(true, true);
        JsonNode why = explanation(second, "use");
        assertThat(why.path("outcome").asText()).isEqualTo("HIT");
        assertThat(why.at("/origin/run_id").asText()).isEqualTo(first);
        JsonNode list = send("GET", "/cache", "").path("entries");
        assertThat(list).hasSize(2);
        assertThat(list.at("/0/hits").asInt()).isEqualTo(1);
    }

    @Test
    void aChangedInputIsNamed() throws Exception {
        run("hello", false);
        String second = run("other", false);
        assertThat(cached(second)).containsExactly(false, false);
        JsonNode why = explanation(second, "make");
        assertThat(why.path("differs").toString())
                .isEqualTo(
                        """
                        [{"part":"parameter:text","value":"\\"other\\"","before":"\\"hello\\""}]\
                        """);
        assertThat(why.path("reason").asText()).contains("\"hello\" → \"other\"");
    }

    @Test
    void equalContentHitsDownstreamAfterANewExecution() throws Exception {
        run("hello", false);
        String entry = "";
        for (JsonNode each : send("GET", "/cache", "").path("entries")) {
            entry =
                    each.path("task").asText().equals("make")
                            ? each.path("entry_id").asText()
                            : entry;
        }
        send("DELETE", "/cache/" + entry, "");
        assertThat(cached(run("hello", false))).containsExactly(false, true);
    }

    @Test
    void theEntryThatWasMadeOrTakenIsNamedWhileItIsThere() throws Exception {
        String first = run("hello", false);
        String entry = explanation(first, "make").path("entry_id").asText();
        String second = run("hello", false);
        assertThat(explanation(second, "make").path("entry_id").asText()).isEqualTo(entry);
        send("DELETE", "/cache/" + entry, "");
        assertThat(explanation(first, "make").has("entry_id")).isFalse();
        assertThat(explanation(second, "make").has("entry_id")).isFalse();
        assertThat(explanation(second, "use").has("entry_id")).isTrue();
    }

    @Test
    void withoutCacheEverythingRuns() throws Exception {
        run("hello", false);
        assertThat(cached(run("hello", true))).containsExactly(false, false);
    }

    @Test
    void bytesThatAreGoneAreAMissThatSaysSo() throws Exception {
        String first = run("hello", false);
        try (Stream<Path> files = Files.walk(data.resolve("artifacts"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (file.toString().contains(first + "/make/")) {
                    Files.delete(file);
                }
            }
        }
        String second = run("hello", false);
        assertThat(cached(second)).containsExactly(false, true);
        assertThat(explanation(second, "make").path("reason").asText()).contains("is gone");
    }

    @Test
    void aRerunFromAStepKeepsWhatComesBeforeIt() throws Exception {
        String first = run("hello", true);
        String path = "/runs/" + first;
        JsonNode preview = send("POST", path + ":preview_rerun", "{\"from_tasks\":[\"use\"]}");
        assertThat(preview.path("reused").asInt()).isEqualTo(1);
        assertThat(preview.path("to_run").asInt()).isEqualTo(1);
        String again =
                ended(
                        send("POST", path + ":rerun", "{\"from_tasks\":[\"use\"]}")
                                .path("run_id")
                                .asText());
        assertThat(cached(again)).containsExactly(true, false);
        assertThat(explanation(again, "make").path("outcome").asText()).isEqualTo("REUSED");
        assertThat(send("GET", "/runs/" + again, "").path("reused_from").asText()).isEqualTo(first);
    }

    @Test
    void aRerunWithAnotherParameterRunsWhatTakesIt() throws Exception {
        String first = run("hello", false);
        String body = "{\"parameters\":{\"text\":\"other\"}}";
        JsonNode preview = send("POST", "/runs/" + first + ":preview_rerun", body);
        assertThat(preview.path("to_run").asInt()).as(preview.toString()).isEqualTo(2);
        String again =
                ended(send("POST", "/runs/" + first + ":rerun", body).path("run_id").asText());
        assertThat(cached(again)).containsExactly(false, false);
    }
}
