package penstock.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import penstock.artifact.LocalArtifactStore;
import penstock.control.port.ArtifactStore.Stored;
import penstock.control.port.RunFiles;
import penstock.control.port.StepExecutor;
import penstock.control.retention.Collected;
import penstock.control.retention.Collector;
import penstock.control.retention.Limits;
import penstock.control.retention.RetentionRules;
import penstock.control.retention.Terms;
import penstock.engine.Phase;
import penstock.engine.RunId;
import penstock.plan.Artifact;
import penstock.plan.ArtifactType;
import penstock.plan.Value;
import penstock.runner.volume.Trees;
import penstock.store.DataFolder;
import penstock.store.Store;
import penstock.testkit.contract.CachedRun;

/** What deleting old runs, looking for space and backing up cost. */
final class Storage implements Benchmark {

    private static final int FILES = 100_000;
    private static final int FILES_IN_FOLDER = 500;
    private static final int BACKED_UP = 32;
    private static final int BACKED_UP_BYTES = 16 << 20;

    @Override
    public String name() {
        return "storage";
    }

    @Override
    public void run(Report report) throws Exception {
        report.title("Storage");
        double fewer = collect(1_000);
        double more = collect(10_000);
        report.row("deleting 1,000 runs and their artifacts", "%.1f s".formatted(fewer));
        report.row("… 10,000 of them", "%.1f s: %.1f times".formatted(more, more / fewer));
        try (Site site = Site.open(1)) {
            look(site, report);
            backUp(site, report);
        }
    }

    /** Seconds that it takes to delete that many runs of one step with one artifact. */
    private static double collect(int runs) throws Exception {
        Path data = Files.createTempDirectory(Path.of("/var/tmp"), "penstock-bench");
        if (!(DataFolder.open(data, Instant.now(), false)
                        instanceof DataFolder.Opening.Opened(DataFolder folder))
                || !(Store.open(folder, Instant.now())
                        instanceof Store.Opening.Opened(Store store))) {
            throw new IOException("cannot open " + data);
        }
        try (folder;
                store) {
            fill(store, new LocalArtifactStore(folder.artifacts()), data, runs);
            return collect(store, new LocalArtifactStore(folder.artifacts()), runs);
        } finally {
            Trees.remove(data);
        }
    }

    private static void fill(Store store, LocalArtifactStore artifacts, Path data, int runs)
            throws IOException {
        byte[] content = new byte[4_096];
        for (int i = 0; i < runs; i++) {
            CachedRun run = new CachedRun(store.journal(), store.epoch(), "r" + i, Instant.now());
            String uri = "minio://b/v2/p/" + run.run() + "/a/u/out";
            Stored stored = artifacts.publish(uri, Files.write(data.resolve("staged"), content));
            if (stored == null) {
                throw new IOException("nothing was stored");
            }
            run.gives(
                    new Artifact(
                            store.artifactNumbers().next(),
                            "out",
                            ArtifactType.ANY,
                            uri,
                            stored.digest(),
                            stored.sizeBytes(),
                            Value.EMPTY_STRUCT));
        }
    }

    private static double collect(Store store, LocalArtifactStore artifacts, int runs)
            throws Exception {
        SortedMap<Phase, Long> none = new TreeMap<>();
        none.put(Phase.SUCCEEDED, 0L);
        Limits limits = new Limits(Collections.emptySortedMap(), none);
        RetentionRules rules =
                new RetentionRules(
                        new Terms(limits, null, null),
                        Collections.emptySortedMap(),
                        Collections.emptySortedMap(),
                        null,
                        null);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Collector collector =
                    new Collector(
                            new Collector.Outside(store.retention(), new NoFiles(), artifacts),
                            new Now(threads),
                            rules);
            long start = System.nanoTime();
            CompletableFuture<Collected> ended = new CompletableFuture<>();
            collector.collect(ended::complete);
            Collected collected = ended.get();
            double seconds = (System.nanoTime() - start) / 1e9;
            if (collected.runs() != runs || collected.artifacts() != runs) {
                throw new IOException("not all was deleted: " + collected);
            }
            return seconds;
        }
    }

    private record Now(ExecutorService threads) implements StepExecutor {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public void execute(Runnable step) {
            threads.execute(step);
        }

        @Override
        public Timer at(Instant due, Runnable step) {
            throw new IllegalStateException("nothing is waited for here");
        }
    }

    private static final class NoFiles implements RunFiles {
        @Override
        public void remove(RunId run) {}

        @Override
        public void removeLogs(RunId run) {}

        @Override
        public long trimDownloads(Instant unusedSince) {
            return 0;
        }
    }

    private static void look(Site site, Report report) throws IOException, InterruptedException {
        for (int i = 0; i < FILES; i++) {
            Path folder = site.data().resolve("logs/run" + i / FILES_IN_FOLDER);
            Files.createDirectories(folder);
            Files.write(folder.resolve(i + ".log"), new byte[10]);
        }
        double floor = command("du", "-s", site.data().toString());
        long start = System.nanoTime();
        JsonNode answer = site.get("/apis/penstock/v1/storage");
        double seconds = (System.nanoTime() - start) / 1e9;
        if (answer.path("files").asLong() < FILES) {
            throw new IOException("files were missed: " + answer);
        }
        report.row(
                "what takes space, " + FILES + " files",
                "%.2f s beside %.2f s of du".formatted(seconds, floor));
        Trees.remove(site.data().resolve("logs"));
    }

    private static void backUp(Site site, Report report) throws IOException, InterruptedException {
        Path volume = Files.createDirectories(site.data().resolve("volumes/v/data"));
        Random random = new Random(1);
        byte[] content = new byte[BACKED_UP_BYTES];
        for (int i = 0; i < BACKED_UP; i++) {
            random.nextBytes(content);
            Files.write(volume.resolve("f" + i), content);
        }
        Path out = Files.createTempDirectory(Path.of("/var/tmp"), "penstock-backup");
        double megabytes = BACKED_UP * (double) BACKED_UP_BYTES / 1e6;
        double copy = command("cp", "-r", volume.toString(), out.resolve("copy").toString());
        Instant start = Instant.now();
        site.download("/apis/penstock/v1/backup", out.resolve("backup.tar"));
        double seconds = Duration.between(start, Instant.now()).toMillis() / 1e3;
        report.row(
                "a backup without compression, %.0f MB".formatted(megabytes),
                "%.0f MB/s beside %.0f MB/s of cp"
                        .formatted(megabytes / seconds, megabytes / copy));
        Trees.remove(out);
    }

    private static double command(String... words) throws IOException, InterruptedException {
        long start = System.nanoTime();
        int code =
                new ProcessBuilder(words)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
        if (code != 0) {
            throw new IOException(String.join(" ", words) + " ended with " + code);
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
