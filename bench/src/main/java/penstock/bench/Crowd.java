package penstock.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import penstock.control.port.Catalogue;
import penstock.control.port.Journal.Append;
import penstock.control.port.Journal.AppendOutcome;
import penstock.control.port.RunOrigin;
import penstock.engine.AttemptFacts;
import penstock.engine.RunHeader;
import penstock.engine.RunId;
import penstock.plan.Plan;
import penstock.store.Store;
import penstock.testkit.contract.RunScript;

/**
 * Fills a store with experiments, pipelines, versions and ended runs through its own ports, so that
 * any store can be filled. Everything derives from the numbers: the same crowd each time, its runs
 * half a minute apart.
 */
final class Crowd {

    static final Instant FIRST = Instant.parse("2025-01-01T00:00:00Z");
    static final Duration APART = Duration.ofSeconds(30);

    /** Every so-manyth run failed, was cancelled, or is archived. */
    private static final int FAILED = 12;

    private static final int CANCELED = 97;
    private static final int ARCHIVED = 20;

    private static final List<String> WORDS =
            List.of(
                    "train",
                    "evaluate",
                    "nightly",
                    "backfill",
                    "tune",
                    "export",
                    "score",
                    "ingest");

    private static final String STEP = "step-000000";
    private static final int AT_ONCE = 256;
    private static final int MOST_WAITING = 4_096;
    private static final int STEPS_OF_PROGRESS = 10;

    private final Store store;
    private final Report report;
    private final Plan plan = Shapes.fan(1);
    private final String document;

    /**
     * How many there are of each.
     *
     * @param versions of all pipelines together
     */
    record Size(int runs, int pipelines, int versions, int experiments) {}

    Crowd(Store store, Report report, String document) {
        this.store = store;
        this.report = report;
        this.document = document;
    }

    /** Adds all of them. */
    void fill(Size size) {
        each("experiments", size.experiments(), i -> addExperiment(i));
        each("pipelines", size.pipelines(), i -> addPipeline(i));
        each("versions", size.versions(), i -> addVersion(i, size.pipelines()));
        runs(size, Crowd::ended);
        each("archived", size.runs() / ARCHIVED, i -> archive(i * ARCHIVED));
    }

    /** Adds runs that have begun and whose step has not been launched. */
    void fillLive(Size size) {
        addExperiment(0);
        addPipeline(0);
        addVersion(0, 1);
        runs(size, (script, _) -> script.batch(script.begin()));
    }

    static String runId(int i) {
        return id("run", i);
    }

    static String experimentId(int i) {
        return id("experiment", i);
    }

    static String pipelineId(int i) {
        return id("pipeline", i);
    }

    static String versionId(int i) {
        return id("version", i);
    }

    /** Names end with the number, so that each differs and few hold a given number. */
    static String runName(int i) {
        return WORDS.get(i % WORDS.size()) + "-model " + i;
    }

    static Instant createdAt(int i) {
        return FIRST.plus(APART.multipliedBy(i));
    }

    private static String id(String kind, int i) {
        return UUID.nameUUIDFromBytes((kind + i).getBytes(StandardCharsets.UTF_8)).toString();
    }

    private void addExperiment(int i) {
        store.catalogue()
                .addExperiment(
                        new Catalogue.Experiment(
                                experimentId(i),
                                "",
                                "experiment " + i,
                                "",
                                createdAt(i),
                                null,
                                false));
    }

    private void addPipeline(int i) {
        String name = WORDS.get(i % WORDS.size()) + "-pipeline-" + i;
        store.catalogue()
                .addPipeline(
                        new Catalogue.Pipeline(
                                pipelineId(i),
                                "",
                                name,
                                name,
                                "",
                                createdAt(i),
                                Collections.emptySortedMap()),
                        null);
    }

    private void addVersion(int i, int pipelines) {
        store.catalogue()
                .addVersion(
                        new Catalogue.Version(
                                versionId(i),
                                pipelineId(i % pipelines),
                                "v" + i / pipelines,
                                "v" + i / pipelines,
                                "",
                                createdAt(i),
                                Catalogue.Links.NONE,
                                Collections.emptySortedMap(),
                                document));
    }

    private void archive(int i) {
        store.runReads().archive(new RunId(runId(i)), true);
    }

    /** Runs are appended without waiting for each, a bounded number at a time. */
    private void runs(Size size, Beginning how) {
        Semaphore places = new Semaphore(MOST_WAITING);
        AtomicReference<@Nullable AppendOutcome> refused = new AtomicReference<>();
        each(
                "runs",
                size.runs(),
                i -> {
                    Append append = how.of(script(i, size), i);
                    places.acquireUninterruptibly();
                    store.journal()
                            .append(
                                    append,
                                    outcome -> {
                                        if (!(outcome instanceof AppendOutcome.Committed)) {
                                            refused.set(outcome);
                                        }
                                        places.release();
                                    });
                });
        places.acquireUninterruptibly(MOST_WAITING);
        if (refused.get() != null) {
            throw new IllegalStateException("a run was not stored: " + refused.get());
        }
    }

    /** How far a run is to come in its first batch. */
    @FunctionalInterface
    private interface Beginning {
        Append of(RunScript script, int number);
    }

    private RunScript script(int i, Size size) {
        Instant at = createdAt(i);
        int version = i % size.versions();
        RunHeader header =
                new RunHeader(
                        new RunId(runId(i)),
                        runName(i),
                        "run-" + i,
                        "minio://mlpipeline/v2/artifacts",
                        at,
                        at,
                        new TreeMap<>());
        RunOrigin origin =
                new RunOrigin(
                        "",
                        experimentId(i % size.experiments()),
                        "",
                        pipelineId(version % size.pipelines()),
                        versionId(version),
                        document,
                        "pipeline-runner");
        return new RunScript(store.journal(), store.epoch(), plan, header, origin);
    }

    private static Append ended(RunScript script, int i) {
        if (i % CANCELED == 0) {
            return script.batch(script.begin(), script.cancel(), script.failed(STEP));
        }
        return script.batch(
                script.begin(),
                script.started(STEP, AttemptFacts.NONE),
                i % FAILED == 0 ? script.failed(STEP) : script.succeeded(STEP));
    }

    /** Calls block until they are committed, so that many at a time share a commit. */
    private void each(String what, int count, IntConsumer add) {
        long start = System.nanoTime();
        Semaphore places = new Semaphore(AT_ONCE);
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count && failure.get() == null; i++) {
                int number = i;
                places.acquireUninterruptibly();
                threads.execute(() -> {
                    try {
                        add.accept(number);
                    } catch (RuntimeException e) {
                        failure.set(e);
                    } finally {
                        places.release();
                    }
                });
                if (count >= 100_000 && (i + 1) % (count / STEPS_OF_PROGRESS) == 0) {
                    report.row(what, "%d, %.0f s".formatted(i + 1, seconds(start)));
                }
            }
        }
        if (failure.get() != null) {
            throw new IllegalStateException("filling with " + what + " failed", failure.get());
        }
        report.row(
                "added " + count + " " + what,
                "%.0f a second".formatted(count / Math.max(1e-9, seconds(start))));
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /** Ids of {@code count} runs spread over all of {@code size}. */
    static List<String> someRuns(Size size, int count) {
        List<String> ids = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ids.add(runId((int) ((long) i * size.runs() / count)));
        }
        return ids;
    }
}
