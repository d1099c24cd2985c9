package penstock.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import penstock.store.DataFolder;
import penstock.store.Store;

/**
 * 8,000 runs submitted at once while lists are read, and the start of a server with 20,000 live
 * ones. Their one step is a real process.
 */
final class CrowdScale implements Benchmark {

    private static final int SUBMITTED = 8_000;
    private static final int LIVE = 20_000;
    private static final int SLOTS = 4;
    private static final String LIST = "/apis/v2beta1/runs?sort_by=created_at%20desc";
    private static final Duration PATIENCE = Duration.ofMillis(200);

    @Override
    public String name() {
        return "crowd";
    }

    @Override
    public void run(Report report) throws Exception {
        submit(report);
        start(report);
    }

    private static void submit(Report report) throws Exception {
        report.title("%,d runs submitted at once".formatted(SUBMITTED));
        try (Site site = Site.open(SLOTS)) {
            site.run(Hello.DOCUMENT);
            long start = System.nanoTime();
            double[] lists;
            List<String> ids = new ArrayList<>();
            try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<String>> answers = new ArrayList<>();
                for (int i = 0; i < SUBMITTED; i++) {
                    ObjectNode body = body("at once " + i);
                    answers.add(
                            callers.submit(() ->
                                    site.post("/apis/penstock/v1/runs", body)
                                            .path("run_id")
                                            .asText()));
                }
                lists = listUntil(site, answers.getLast());
                for (Future<String> answer : answers) {
                    ids.add(answer.get());
                }
            }
            report.row("all answered with 200 after", "%.1f s".formatted(seconds(start)));
            report.row(
                    lists.length + " lists meanwhile",
                    "p50 %.1f ms, p99 %.1f ms (goal: 100)"
                            .formatted(
                                    Report.percentile(lists, 0.5), Report.percentile(lists, 0.99)));
            report.row(
                    "found afterwards",
                    "%d of %d"
                            .formatted(
                                    ids.stream().filter(id -> isThere(site, id)).count(),
                                    SUBMITTED));
        }
    }

    private static boolean isThere(Site site, String id) {
        try {
            return site.get("/apis/v2beta1/runs/" + id).path("run_id").asText().equals(id);
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }

    private static double[] listUntil(Site site, Future<?> last)
            throws IOException, InterruptedException {
        List<Double> times = new ArrayList<>();
        while (!last.isDone()) {
            long start = System.nanoTime();
            site.get(LIST);
            times.add(seconds(start) * 1e3);
        }
        return times.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static ObjectNode body(String name) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        return body.put("display_name", name).put("document", Hello.DOCUMENT);
    }

    private static void start(Report report) throws Exception {
        report.title("A server that starts with %,d live runs".formatted(LIVE));
        Path data = Files.createTempDirectory(Path.of("/var/tmp"), "penstock-bench");
        try {
            fill(data, report);
            long start = System.nanoTime();
            try (Site site = Site.in(data, SLOTS)) {
                site.get(LIST);
                report.row("first list after", "%.2f s (goal: 2)".formatted(seconds(start)));
                long ended = ended(site);
                long before = ended;
                while (ended == before) {
                    Thread.sleep(PATIENCE);
                    ended = ended(site);
                }
                report.row("first runs ended after", "%.1f s".formatted(seconds(start)));
                while (ended < LIVE) {
                    Thread.sleep(PATIENCE);
                    ended = ended(site);
                }
                report.row("all succeeded after", "%.0f s".formatted(seconds(start)));
            }
        } finally {
            Site.remove(data);
        }
    }

    private static void fill(Path data, Report report) throws IOException {
        if (!(DataFolder.open(data, Instant.now(), true)
                instanceof DataFolder.Opening.Opened(DataFolder folder))) {
            throw new IOException("cannot open " + data);
        }
        try (folder) {
            if (!(Store.open(folder, Instant.now()) instanceof Store.Opening.Opened(Store store))) {
                throw new IOException("cannot open the store in " + data);
            }
            try (store) {
                new Crowd(store, report, Hello.DOCUMENT).fillLive(new Crowd.Size(LIVE, 1, 1, 1));
            }
        }
    }

    private static long ended(Site site) throws IOException, InterruptedException {
        JsonNode list =
                site.get(
                        "/apis/v2beta1/runs?page_size=1&filter=%7B%22predicates%22%3A%5B%7B%22key%22"
                                + "%3A%22state%22%2C%22operation%22%3A1%2C%22string_value%22%3A%22"
                                + "SUCCEEDED%22%7D%5D%7D");
        return list.path("total_size").asLong();
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
