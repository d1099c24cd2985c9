package penstock.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.engine.Phase;

/** Penstock's own endpoints, which the pages and the command line use. */
class OwnApiTest {
    private static final String OWN = "/apis/penstock/v1";

    private TestApi api;

    @BeforeEach
    void open(@TempDir Path folder) {
        api = new TestApi(folder);
    }

    @AfterEach
    void close() {
        api.close();
    }

    private String finished() {
        String run = api.startHello("r", "<script>alert(1)</script>");
        api.await(run, Phase.SUCCEEDED);
        return run;
    }

    private Reply task(String run) {
        String id = api.get(OWN + "/runs/" + run + "/tasks").ok().at("tasks", "0", "task_id");
        return api.get(OWN + "/runs/" + run + "/tasks/" + id).ok();
    }

    @Test
    void aRunIsShownWithItsOwnState() {
        String run = api.startHello("r", "hold");
        api.await(run, Phase.RUNNING);
        api.post("/apis/v2beta1/runs/" + run + ":terminate", "").ok();
        api.await(run, Phase.CANCELED);
        Reply shown = api.get(OWN + "/runs/" + run).ok();
        assertThat(shown.at("state")).isEqualTo("CANCELED");
        assertThat(shown.at("task_counts", "CANCELED")).isEqualTo("1");
        assertThat(shown.json().path("version").isInt()).isTrue();
        api.get(OWN + "/runs/none").refused(404);
    }

    @Test
    void aTaskIsShownWithDataAndAttempts() {
        Reply task = task(finished());
        assertThat(task.at("path")).isEqualTo("say");
        assertThat(task.at("inputs", "parameters", "text")).startsWith("<script>");
        assertThat(task.at("outputs", "artifacts", "report", "0", "type"))
                .isEqualTo("system.Dataset");
        assertThat(task.at("attempts", "0", "notes", "0")).isEqualTo("a note");
        assertThat(task.at("attempts", "0", "environment", "PATH")).isEqualTo("/bin");
    }

    @Test
    void bytesOfAnArtifactAreInert() {
        Reply task = task(finished());
        String id = task.at("outputs", "artifacts", "report", "0", "artifact_id");
        Reply content = api.get(OWN + "/artifacts/" + id + "/content").ok();
        assertThat(content.text()).isEqualTo("<script>alert(1)</script>");
        assertThat(content.headers())
                .containsEntry("Content-Type", "application/octet-stream")
                .containsEntry("X-Content-Type-Options", "nosniff");
        assertThat(content.headers().get("Content-Disposition")).startsWith("attachment");
        assertThat(content.headers().get("Content-Security-Policy")).contains("sandbox");
        Reply preview = api.get(OWN + "/artifacts/" + id + "/preview?max_bytes=4").ok();
        assertThat(preview.at("text")).isEqualTo("<scr");
        assertThat(preview.at("truncated")).isEqualTo("true");
        for (String path :
                List.of(
                        "..",
                        "../../penstock.db",
                        "%2e%2e%2fpenstock.db",
                        "/etc/passwd",
                        "a%00b")) {
            for (String view : List.of("content", "preview")) {
                int status =
                        api.get(OWN + "/artifacts/" + id + "/" + view + "?path=" + path).status();
                assertThat(status).as(path).isBetween(400, 404);
            }
        }
        for (String wrong : List.of("0", "-1", "x", "99999999999999999999")) {
            api.get(OWN + "/artifacts/" + wrong + "/content").refused(404);
        }
    }

    @Test
    void aLogIsReadFromWhereItWasLeft() {
        String run = finished();
        String log = OWN + "/runs/" + run + "/tasks/" + task(run).at("task_id") + "/log";
        Reply whole = api.get(log).ok();
        assertThat(whole.text()).isEqualTo(MemoryLogs.SAID);
        assertThat(whole.headers().get("X-Log-Offset")).isEqualTo("8");
        assertThat(api.get(log + "?offset=4&follow=true").ok().text()).isEqualTo("two\n");
        assertThat(api.get(log + "?offset=99").ok().text()).isEmpty();
        api.get(log + "?offset=-1").refused(400);
        api.get(log + "?attempt=7").refused(404);
    }

    @Test
    void eventsEndWithTheRunAndResumeWhereTheyWereLeft() {
        String run = finished();
        String events = OWN + "/runs/" + run + "/events";
        String all = api.get(events).ok().text();
        assertThat(all).contains("event: tasks\n", "\"complete\":true", "event: run\n");
        assertThat(all.lines().filter(line -> line.equals("event: end"))).hasSize(1);
        String version = api.get(OWN + "/runs/" + run).at("version");
        String none =
                api.call("GET", events, Map.of("Last-Event-ID", version), new byte[0]).ok().text();
        assertThat(none).doesNotContain("event: tasks").contains("event: end");
        String some = api.get(events + "?after=1").ok().text();
        assertThat(some).contains("event: tasks").contains("event: end");
        api.call("GET", events, Map.of("Last-Event-ID", "x"), new byte[0]).refused(400);
    }

    @Test
    void theGraphOfARunIsItsPlan() {
        JsonNode graph = api.get(OWN + "/runs/" + finished() + "/graph").ok().json();
        assertThat(graph.path("root").asText()).isEqualTo("root");
        assertThat(graph.at("/scopes/root/tasks/0/kind").asText()).isEqualTo("CONTAINER");
    }
}
