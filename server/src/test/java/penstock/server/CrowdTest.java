package penstock.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.engine.Phase;

/** Very many runs at once; {@code ./dev bench crowd} has the numbers that users report. */
class CrowdTest {
    private static final String RUNS = "/apis/v2beta1/runs";
    private static final int SUBMITTED = 1_000;
    private static final int LIVE = 400;

    private static String body(String pipeline, String text) {
        return """
        {"display_name":"r","pipeline_version_reference":{"pipeline_id":"%s"},
         "runtime_config":{"parameters":{"text":"%s"}}}\
        """
                .formatted(pipeline, text);
    }

    private static List<String> submit(TestApi api, int count, String text)
            throws InterruptedException, ExecutionException {
        String pipeline = api.uploadHello("p").getFirst();
        List<Future<String>> answers = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                answers.add(
                        clients.submit(
                                () -> api.post(RUNS, body(pipeline, text)).ok().at("run_id")));
                if (i % 50 == 0) {
                    api.get(RUNS + "?sort_by=created_at%20desc").ok();
                }
            }
        }
        List<String> ids = new ArrayList<>();
        for (Future<String> answer : answers) {
            ids.add(answer.get());
        }
        return ids;
    }

    @Test
    void manyRunsSubmittedAtOnceAreAllTakenWhileListsGoOn(@TempDir Path folder)
            throws InterruptedException, ExecutionException {
        try (TestApi api = new TestApi(folder)) {
            List<String> ids = submit(api, SUBMITTED, "hi");

            assertThat(new TreeSet<>(ids)).hasSize(SUBMITTED);
            assertThat(api.get(RUNS).ok().at("total_size")).isEqualTo("" + SUBMITTED);
            for (String id : ids) {
                api.await(id, Phase.SUCCEEDED);
            }
        }
    }

    @Test
    void aServerThatStartsWithManyLiveRunsServesAtOnceAndAllGoOn(@TempDir Path folder)
            throws InterruptedException, ExecutionException {
        List<String> ids;
        try (TestApi api = new TestApi(folder)) {
            ids = submit(api, LIVE, "hold");
        }
        try (TestApi api = new TestApi(folder)) {
            api.recover();

            assertThat(api.get(RUNS).ok().at("total_size")).isEqualTo("" + LIVE);
            for (String id : ids) {
                while (!api.get(RUNS + "/" + id).ok().at("state").equals("SUCCEEDED")) {
                    api.runner.letGo();
                    Thread.onSpinWait();
                }
            }
        }
    }
}
