package penstock.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.SequencedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import penstock.artifact.LocalArtifactStore;
import penstock.control.port.ArtifactRemoval;
import penstock.control.port.ArtifactStore.Stored;
import penstock.control.port.CacheEntries.Selection;
import penstock.control.port.RunFiles;
import penstock.control.port.StepExecutor;
import penstock.control.port.StoreUnavailableException;
import penstock.control.retention.Collector;
import penstock.control.retention.RetentionRules;
import penstock.engine.RunId;
import penstock.plan.Artifact;
import penstock.plan.ArtifactType;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;
import penstock.plan.Value;
import penstock.store.DataFolder;
import penstock.store.Store;
import penstock.testkit.contract.CachedRun;

/**
 * Runs that make, take and import artifacts while others are deleted, results are revoked, a
 * collector collects and the process dies, all in an order that a seed decides. The database and
 * the files are real; the time is not.
 *
 * <p>After every action, every byte that a run or a result names has to be there.
 */
final class GcWorld implements AutoCloseable {

    /** Actions that somebody needs at most from looking at bytes to committing a reference. */
    private static final int LONGEST_FLIGHT = 4;

    private final Random dice;
    private final Path folder;
    private final DataFolder data;
    private final Store store;
    private final boolean hasty;
    private final List<Flight> flights = new ArrayList<>();
    private final SequencedMap<RunId, String> runs = new LinkedHashMap<>();
    private final SequencedMap<RunId, Made> results = new LinkedHashMap<>();
    private final SequencedMap<String, String> everMade = new LinkedHashMap<>();
    private Instant now = Instant.parse("2026-03-01T10:00:00Z");
    private Steps steps = new Steps();
    private LocalArtifactStore artifacts;
    private int named;
    private boolean mortal = true;
    private long crashes;

    /**
     * @param hasty plants a fault: bytes are deleted although somebody has just looked at them
     */
    GcWorld(Path parent, long seed, boolean hasty) throws IOException {
        this.dice = new Random(seed);
        this.hasty = hasty;
        this.folder = Files.createDirectory(parent.resolve("world" + seed));
        this.data = ((DataFolder.Opening.Opened) DataFolder.open(folder, now, true)).folder();
        this.store = ((Store.Opening.Opened) Store.open(data, now)).store();
        this.artifacts = new LocalArtifactStore(data.artifacts(), () -> now);
        begin();
    }

    /** What a step made. */
    private record Made(String fingerprint, Artifact artifact) {}

    /** Somebody who has looked at bytes, and will then commit a reference to them. */
    private static final class Flight {
        private final Runnable commit;
        private int age;

        Flight(Runnable commit) {
            this.commit = commit;
        }
    }

    /** The process dies. */
    private static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private void begin() {
        steps = new Steps();
        artifacts = new LocalArtifactStore(data.artifacts(), () -> now);
        new Collector(
                        new Collector.Outside(store.retention(), new NoFiles(), this::remove),
                        steps,
                        RetentionRules.NONE)
                .begin();
    }

    /** Acts so many times; gives what is wrong, or null. */
    @Nullable String act(int times) throws IOException {
        for (int i = 0; i < times; i++) {
            try {
                act();
            } catch (Death death) {
                crashes++;
                flights.clear();
                begin();
            }
            String wrong = missing();
            if (wrong != null) {
                return "after action " + i + ": " + wrong;
            }
        }
        return null;
    }

    long crashes() {
        return crashes;
    }

    private void act() throws IOException {
        now = now.plusSeconds(dice.nextInt(90));
        for (Flight flight : List.copyOf(flights)) {
            flight.age++;
            if (flight.age >= LONGEST_FLIGHT || dice.nextInt(4) == 0) {
                flights.remove(flight);
                flight.commit.run();
            }
        }
        switch (dice.nextInt(14)) {
            case 0, 1 -> make();
            case 2, 3 -> take();
            case 4, 5 -> importSomething();
            case 6 -> removeRun();
            case 7 -> revoke();
            case 8 -> now = now.plusSeconds(dice.nextInt(150));
            case 9 -> {
                if (dice.nextInt(8) == 0) {
                    throw new Death();
                }
            }
            default -> steps.runSome(1 + dice.nextInt(8));
        }
    }

    private CachedRun fresh() {
        named++;
        return new CachedRun(store.journal(), store.epoch(), "r" + named, now);
    }

    private void make() throws IOException {
        CachedRun run = fresh();
        String uri = "minio://b/p/" + run.run() + "/a/u/out";
        Path staged = Files.writeString(folder.resolve("staged"), "made by " + run.run());
        Stored stored = artifacts.publish(uri, staged);
        if (stored == null) {
            throw new IllegalStateException("nothing was stored");
        }
        Artifact artifact = artifact(uri, stored);
        String fingerprint = "%064x".formatted(named);
        flights.add(
                new Flight(() -> {
                    run.makes(fingerprint, artifact);
                    runs.put(run.run(), uri);
                    results.put(run.run(), new Made(fingerprint, artifact));
                    everMade.put(uri, uri);
                }));
    }

    private void take() throws IOException {
        RunId maker = any(results);
        Made made = maker == null ? null : results.get(maker);
        if (maker == null || made == null || artifacts.stat(made.artifact().uri()) == null) {
            return;
        }
        CachedRun run = fresh();
        flights.add(
                new Flight(() -> {
                    run.takes(made.fingerprint(), maker, made.artifact());
                    runs.put(run.run(), made.artifact().uri());
                }));
    }

    private void importSomething() throws IOException {
        String uri = any(everMade);
        Stored stored = uri == null ? null : artifacts.stat(uri);
        if (uri == null || stored == null) {
            return;
        }
        CachedRun run = fresh();
        Artifact artifact = artifact(uri, stored);
        flights.add(
                new Flight(() -> {
                    run.gives(artifact);
                    runs.put(run.run(), uri);
                }));
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

    private Artifact artifact(String uri, Stored stored) {
        return new Artifact(
                store.artifactNumbers().next(),
                "out",
                ArtifactType.ANY,
                uri,
                stored.digest(),
                stored.sizeBytes(),
                Value.EMPTY_STRUCT);
    }

    private <K> @Nullable K any(SequencedMap<K, ?> map) {
        return map.isEmpty() ? null : new ArrayList<>(map.keySet()).get(dice.nextInt(map.size()));
    }

    private void removeRun() {
        RunId run = any(runs);
        if (run != null && store.runReads().remove(run)) {
            runs.remove(run);
        }
    }

    private void revoke() {
        RunId run = any(results);
        if (run != null) {
            store.cacheEntries().revoke(new Selection(null, run, null));
            results.remove(run);
        }
    }

    /** The process may die before and after. */
    private ArtifactRemoval.Removal remove(String uri) throws IOException {
        dieSometimes();
        failSometimes();
        ArtifactRemoval.Removal removal;
        if (hasty) {
            Files.deleteIfExists(path(uri));
            removal = ArtifactRemoval.Removal.GONE;
        } else {
            removal = artifacts.remove(uri);
        }
        dieSometimes();
        return removal;
    }

    private void failSometimes() throws IOException {
        if (mortal && dice.nextInt(10) == 0) {
            if (dice.nextBoolean()) {
                throw new IOException("the disk says no");
            }
            throw new StoreUnavailableException(
                    Problem.of(ErrorCode.STORE_UNAVAILABLE, "the store says no"));
        }
    }

    private void dieSometimes() {
        if (mortal && dice.nextInt(20) == 0) {
            throw new Death();
        }
    }

    private Path path(String uri) {
        return data.artifacts().resolve(uri.replace("://", "/"));
    }

    private @Nullable String missing() {
        for (Map.Entry<RunId, String> run : runs.entrySet()) {
            if (Files.notExists(path(run.getValue()))) {
                return "run " + run.getKey() + " names " + run.getValue() + ", which is gone";
            }
        }
        for (Made made : results.values()) {
            if (Files.notExists(path(made.artifact().uri()))) {
                return "a result names " + made.artifact().uri() + ", which is gone";
            }
        }
        return null;
    }

    /** Removes all that refers to anything and collects; gives what is left all the same. */
    List<String> afterTheEnd() {
        mortal = false;
        flights.clear();
        runs.keySet().forEach(run -> store.runReads().remove(run));
        store.cacheEntries().revoke(Selection.ALL);
        for (int round = 0; round < 12; round++) {
            now = now.plus(Duration.ofMinutes(20));
            steps.runSome(10_000);
        }
        List<String> left = new ArrayList<>();
        for (String uri : new TreeSet<>(everMade.keySet())) {
            if (Files.exists(path(uri))) {
                left.add(uri);
            }
        }
        store.retention().unsettled(100).forEach(each -> left.add("marked " + each.uri()));
        return left;
    }

    @Override
    public void close() {
        store.close();
        data.close();
        try {
            Files.deleteIfExists(folder.resolve("staged"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Steps in the order of their times, run when the world says so. */
    private final class Steps implements StepExecutor {
        private final PriorityQueue<Due> due =
                new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::number));
        private long number;

        private record Due(Instant at, long number, Runnable step) {}

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public void execute(Runnable step) {
            at(now, step);
        }

        @Override
        public Timer at(Instant at, Runnable step) {
            Due it = new Due(at, number++, step);
            due.add(it);
            return () -> due.remove(it);
        }

        void runSome(int most) {
            for (int i = 0; i < most; i++) {
                Due next = due.peek();
                if (next == null || next.at().isAfter(now)) {
                    return;
                }
                due.remove(next);
                next.step().run();
            }
        }
    }
}
