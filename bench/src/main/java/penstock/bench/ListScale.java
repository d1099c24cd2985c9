package penstock.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import penstock.store.DataFolder;
import penstock.store.Store;

/**
 * Lists of a million runs over HTTP, beside the same rows by SQL alone; getting and creating runs
 * in that crowd; the start of a server with it. {@code PENSTOCK_BENCH_DATA} names a folder to keep
 * the crowd in for the next time, {@code PENSTOCK_BENCH_RUNS} another number of runs.
 */
final class ListScale implements Benchmark {

    private static final int WARM_UP = 30;
    private static final int REPEATS = 200;
    private static final int SLOW_REPEATS = 20;
    private static final double SLOW_MILLIS = 50;
    private static final int CALLERS = 8;
    private static final int CREATED = 800;

    private final Crowd.Size size = size();

    @Override
    public String name() {
        return "lists";
    }

    @Override
    public void run(Report report) throws Exception {
        report.title(
                "Lists of %,d runs, %,d pipelines, %,d versions"
                        .formatted(size.runs(), size.pipelines(), size.versions()));
        String kept = System.getenv("PENSTOCK_BENCH_DATA");
        Path data =
                kept == null
                        ? Files.createTempDirectory(Path.of("/var/tmp"), "penstock-bench")
                        : Path.of(kept);
        try {
            if (Files.notExists(data.resolve("penstock.db"))) {
                fill(data, report);
            }
            measure(data, report);
        } finally {
            if (kept == null) {
                Site.remove(data);
            }
        }
    }

    private static Crowd.Size size() {
        String runs = System.getenv("PENSTOCK_BENCH_RUNS");
        int count = runs == null ? 1_000_000 : Integer.parseInt(runs);
        return new Crowd.Size(count, 10_000, 100_000, 100);
    }

    private void fill(Path data, Report report) throws IOException {
        if (!(DataFolder.open(data, Instant.now(), true)
                instanceof DataFolder.Opening.Opened(DataFolder folder))) {
            throw new IOException("cannot open " + data);
        }
        try (folder) {
            if (!(Store.open(folder, Instant.now()) instanceof Store.Opening.Opened(Store store))) {
                throw new IOException("cannot open the store in " + data);
            }
            try (store) {
                new Crowd(store, report, Hello.DOCUMENT).fill(size);
            }
        }
    }

    private void measure(Path data, Report report) throws Exception {
        long bytes = Files.size(data.resolve("penstock.db"));
        report.row(
                "database", "%.2f GB, %d bytes a run".formatted(bytes / 1e9, bytes / size.runs()));
        long start = System.nanoTime();
        try (Site site = Site.in(data, 1);
                Connection sql =
                        DriverManager.getConnection(
                                "jdbc:sqlite:" + data.resolve("penstock.db").toUri())) {
            report.row("start of the server", "%.0f ms".formatted(millis(start)));
            double[] floor = timed(() -> site.get("/apis/v2beta1/healthz"));
            percentiles(report, "HTTP alone (healthz)", floor);
            for (ListCases.Case each : ListCases.of(size, site)) {
                lists(site, sql, each, report);
            }
            get(site, report);
            create(site, report);
        }
    }

    private void lists(Site site, Connection sql, ListCases.Case each, Report report)
            throws Exception {
        JsonNode first = site.get(each.path());
        double[] http = timed(() -> site.get(each.path()));
        double[] raw;
        try (PreparedStatement statement = sql.prepareStatement(each.sql())) {
            raw = timed(() -> read(statement));
        }
        double p50 = Report.percentile(http, 0.5);
        double rawP50 = Report.percentile(raw, 0.5);
        report.row(
                each.what(),
                "p50 %.2f ms, p99 %.2f ms; SQL alone %.2f and %.2f: %.1f times; total %d"
                        .formatted(
                                p50,
                                Report.percentile(http, 0.99),
                                rawP50,
                                Report.percentile(raw, 0.99),
                                p50 / rawP50,
                                first.path("total_size").asInt()));
    }

    private static int read(PreparedStatement statement) throws SQLException {
        int read = 0;
        try (ResultSet rows = statement.executeQuery()) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                for (int i = 1; i <= columns; i++) {
                    read += rows.getObject(i) == null ? 0 : 1;
                }
            }
        }
        return read;
    }

    /** Something that is measured. */
    @FunctionalInterface
    private interface Act {
        Object run() throws Exception;
    }

    /** Milliseconds of each repeat, fewer of them where each is slow. */
    private static double[] timed(Act act) throws Exception {
        double slowest = 0;
        for (int i = 0; i < WARM_UP && slowest < SLOW_MILLIS; i++) {
            long start = System.nanoTime();
            act.run();
            slowest = i == 0 ? 0 : Math.max(slowest, millis(start));
        }
        double[] times = new double[slowest < SLOW_MILLIS ? REPEATS : SLOW_REPEATS];
        for (int i = 0; i < times.length; i++) {
            long start = System.nanoTime();
            act.run();
            times[i] = millis(start);
        }
        return times;
    }

    private void get(Site site, Report report) throws Exception {
        List<String> ids = Crowd.someRuns(size, WARM_UP + REPEATS);
        double[] times = new double[REPEATS];
        for (int i = 0; i < ids.size(); i++) {
            long start = System.nanoTime();
            site.get("/apis/v2beta1/runs/" + ids.get(i));
            if (i >= WARM_UP) {
                times[i - WARM_UP] = millis(start);
            }
        }
        percentiles(report, "get of a run", times);
    }

    private void create(Site site, Report report) throws Exception {
        created(site, CREATED / 4);
        percentiles(report, "create, " + CALLERS + " callers", created(site, CREATED));
    }

    private double[] created(Site site, int count) throws Exception {
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            List<Future<Double>> answers = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                ObjectNode body = body(i);
                answers.add(
                        callers.submit(() -> {
                            long start = System.nanoTime();
                            site.post("/apis/v2beta1/runs", body);
                            return millis(start);
                        }));
            }
            double[] times = new double[count];
            for (int i = 0; i < count; i++) {
                times[i] = answers.get(i).get();
            }
            return times;
        }
    }

    private ObjectNode body(int i) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("display_name", "created " + i);
        body.put("experiment_id", Crowd.experimentId(i % size.experiments()));
        body.putObject("pipeline_version_reference")
                .put("pipeline_id", Crowd.pipelineId(i % size.pipelines()))
                .put("pipeline_version_id", Crowd.versionId(i % size.pipelines()));
        return body;
    }

    private static void percentiles(Report report, String what, double[] times) {
        report.row(
                what,
                "p50 %.2f ms, p99 %.2f ms"
                        .formatted(Report.percentile(times, 0.5), Report.percentile(times, 0.99)));
    }

    private static double millis(long start) {
        return (System.nanoTime() - start) / 1e6;
    }
}
