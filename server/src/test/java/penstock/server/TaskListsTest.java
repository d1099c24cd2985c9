package penstock.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.engine.Phase;

/** Parts of a run's tree of steps, and holding a run. */
class TaskListsTest {
    private static final String RUNS = "/apis/penstock/v1/runs/";

    private TestApi api;

    @BeforeEach
    void open(@TempDir Path folder) {
        api = new TestApi(folder);
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void stepsAreListedByTheirPlaceInTheRun() {
        String run = api.startHello("r", "hello");
        api.await(run, Phase.SUCCEEDED);
        for (String query : List.of("", "?within=/", "?within=say", "?parent=/")) {
            Reply list = api.get(RUNS + run + "/tasks" + query).ok();
            assertThat(list.at("tasks", "0", "path")).as(query).isEqualTo("say");
            assertThat(list.at("total_size")).as(query).isEqualTo("1");
        }
        Reply none = api.get(RUNS + run + "/tasks?parent=/&state=FAILED").ok();
        assertThat(none.at("total_size")).isEqualTo("0");
        Reply nothing = api.get(RUNS + run + "/tasks?within=nothing%5B3%5D").ok();
        assertThat(nothing.json().path("tasks").isEmpty()).isTrue();
    }

    @Test
    void listsThatMakeNoSenseAreRefused() {
        String run = api.startHello("r", "hello");
        for (String query :
                List.of(
                        "?parent=/&within=/",
                        "?state=FAILED",
                        "?parent=/&state=BROKEN",
                        "?parent=" + "x".repeat(5_000),
                        "?page_size=0",
                        "?page_size=2001",
                        "?page_token=-1")) {
            api.get(RUNS + run + "/tasks" + query).refused(400);
        }
        api.get(RUNS + "nobody/tasks").refused(404);
    }

    @Test
    void aRunIsHeldAndGoesOn() {
        String run = api.startHello("r", "hold");
        api.await(run, Phase.RUNNING);
        api.post(RUNS + run + ":pause", "").ok();
        api.await(run, Phase.PAUSED);
        assertThat(api.get(RUNS + run).ok().at("state")).isEqualTo("PAUSED");
        api.post(RUNS + run + ":resume", "").ok();
        api.await(run, Phase.RUNNING);
        String task = api.get(RUNS + run + "/tasks").ok().at("tasks", "0", "task_id");
        Reply notHeld = api.post(RUNS + run + "/tasks/" + task + ":resume", "");
        assertThat(notHeld.status()).isBetween(400, 499);
        api.post(RUNS + "nobody:pause", "").refused(404);
        api.post("/apis/v2beta1/runs/" + run + ":terminate", "").ok();
        api.await(run, Phase.CANCELED);
        assertThat(api.post(RUNS + run + ":pause", "").status()).isBetween(400, 499);
        assertThat(api.post(RUNS + run + ":resume", "").status()).isBetween(400, 499);
    }

    @Test
    void theGraphSaysWhichStepsRunAtTheEnd() {
        String run = api.startHello("r", "hello");
        Reply graph = api.get(RUNS + run + "/graph").ok();
        assertThat(graph.at("scopes", "root", "tasks", "0", "exit")).isEqualTo("false");
    }
}
