package penstock.runner.python;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import penstock.runner.python.EnvironmentOutcome.Failed;
import penstock.runner.python.EnvironmentOutcome.Ready;

/**
 * The environments of a data folder: built once per request, shared by all steps that ask for the
 * same, kept until they are pruned.
 *
 * <p>An environment that is there is handed out without a lock: it is marked as used by the
 * attempt, and only counts if it is still listed after that; {@link #prune} takes it off the list
 * first and looks for marks afterwards.
 */
public final class Environments {
    private static final Duration TOUCH_EVERY = Duration.ofMinutes(1);

    private final EnvironmentFolders folders;
    private final EnvironmentUses uses;
    private final EnvironmentBuilder builder;
    private final InstantSource clock;
    private final long limit;
    private final Semaphore builds;
    private final Map<String, Environment> listed = new ConcurrentHashMap<>();
    private final Map<String, Instant> touched = new ConcurrentHashMap<>();
    private final Map<String, Turn> turns = new ConcurrentHashMap<>();

    /** Who builds for a key, and how the last try failed. */
    private static final class Turn {
        final ReentrantLock lock = new ReentrantLock();
        final AtomicInteger failures = new AtomicInteger();
        @Nullable Failed failure;
    }

    /**
     * Where things are.
     *
     * @param folder of the environments, {@code <data>/envs}
     * @param attempts of the attempts' folders, {@code <data>/attempts}
     * @param variables the server's own
     * @param limit bytes that all environments together may take; in use they may take more
     */
    public record Settings(Path folder, Path attempts, Map<String, String> variables, long limit) {
        public Settings {
            variables = Map.copyOf(variables);
        }
    }

    private Environments(Settings settings, InstantSource clock) {
        this.folders = new EnvironmentFolders(settings.folder());
        this.uses = new EnvironmentUses(settings.attempts());
        this.builder = new EnvironmentBuilder(folders, settings.variables(), clock);
        this.clock = clock;
        this.limit = settings.limit();
        this.builds = new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    /** Finds what is there and removes what a crash left half done. */
    public static Environments open(Settings settings, InstantSource clock) throws IOException {
        Environments environments = new Environments(settings, clock);
        environments.folders.sweep();
        environments.folders.read().forEach(each -> environments.listed.put(each.id(), each));
        return environments;
    }

    /**
     * The environment for a request, built if there is none.
     *
     * @param attempt the folder of the attempt that will use it, if one will
     * @param progress gets lines for people while it takes long
     * @throws InterruptedException when the caller's thread was interrupted; nothing is left behind
     */
    public EnvironmentOutcome prepare(
            EnvironmentRequest request, Optional<Path> attempt, Consumer<String> progress)
            throws InterruptedException {
        try {
            return switch (builder.describe(request)) {
                case EnvironmentBuilder.Description.Unusable(Failed failed) -> failed;
                case EnvironmentBuilder.Description.Known known ->
                        prepare(known, attempt, progress);
            };
        } catch (IOException e) {
            return unwritable(e);
        }
    }

    private EnvironmentOutcome prepare(
            EnvironmentBuilder.Description.Known known,
            Optional<Path> attempt,
            Consumer<String> progress)
            throws IOException, InterruptedException {
        while (true) {
            Optional<Environment> there = newest(known.key());
            if (there.isEmpty()) {
                EnvironmentOutcome outcome = inTurn(known, progress);
                if (outcome instanceof Failed) {
                    return outcome;
                }
            } else if (!Files.exists(there.get().executable())) {
                listed.remove(there.get().id()); // somebody removed it, or the interpreter below it
            } else if (use(there.get(), attempt)) {
                return new Ready(there.get());
            }
        }
    }

    private boolean use(Environment environment, Optional<Path> attempt) throws IOException {
        if (attempt.isPresent()) {
            uses.mark(attempt.get(), environment.id());
        }
        Instant now = clock.instant();
        Instant before = touched.get(environment.id());
        if (before == null || before.plus(TOUCH_EVERY).isBefore(now)) {
            touched.put(environment.id(), now);
            folders.touch(environment.id(), now);
        }
        return listed.containsKey(environment.id());
    }

    /** Builds, or waits for who is building; a failure is shared by all who waited for it. */
    private EnvironmentOutcome inTurn(
            EnvironmentBuilder.Description.Known known, Consumer<String> progress)
            throws IOException, InterruptedException {
        Turn turn = turns.computeIfAbsent(known.key(), _ -> new Turn());
        int failures = turn.failures.get();
        if (!turn.lock.tryLock()) {
            progress.accept("waiting for its Python environment, which another step is building");
            turn.lock.lockInterruptibly();
        }
        try {
            Failed shared = turn.failure;
            if (turn.failures.get() > failures && shared != null) {
                return shared;
            }
            Optional<Environment> there = newest(known.key());
            if (there.isPresent()) {
                return new Ready(there.get());
            }
            EnvironmentOutcome outcome = build(known, progress, false);
            if (outcome instanceof Failed failed) {
                turn.failure = failed;
                turn.failures.incrementAndGet();
            }
            return outcome;
        } finally {
            turn.lock.unlock();
        }
    }

    private EnvironmentOutcome build(
            EnvironmentBuilder.Description.Known known, Consumer<String> progress, boolean again)
            throws IOException, InterruptedException {
        builds.acquire();
        try (BuildLock _ = BuildLock.take(folders.locks(), known.key())) {
            if (!again) { // another process may have built it meanwhile
                folders.read().stream()
                        .filter(each -> each.key().equals(known.key()))
                        .forEach(each -> listed.put(each.id(), each));
                Optional<Environment> there = newest(known.key());
                if (there.isPresent()) {
                    return new Ready(there.get());
                }
            }
            EnvironmentOutcome outcome = builder.build(known, progress);
            if (outcome instanceof Ready(Environment environment)) {
                listed.put(environment.id(), environment);
                prune(limit, Set.of(environment.id()));
            }
            return outcome;
        } finally {
            builds.release();
        }
    }

    /** The environments that are there, last used first. */
    public List<Environment> list() {
        return listed.values().stream()
                .sorted(Comparator.comparing(folders::lastUsed).reversed())
                .toList();
    }

    /** When an environment was last prepared for an attempt. */
    public Instant lastUsed(Environment environment) {
        return folders.lastUsed(environment);
    }

    /**
     * Resolves the request of an environment anew. Steps that start from now on get the result;
     * running ones keep what they have.
     *
     * @param name an id or a key
     */
    public EnvironmentOutcome refresh(String name, Consumer<String> progress)
            throws InterruptedException {
        Optional<Environment> found =
                listed.values().stream()
                        .filter(each -> each.id().equals(name) || each.key().equals(name))
                        .findFirst();
        if (found.isEmpty()) {
            return new Failed(
                    "there is no environment '" + name + "'", "list them: penstock env list");
        }
        try {
            return switch (builder.describe(found.get().request())) {
                case EnvironmentBuilder.Description.Unusable(Failed failed) -> failed;
                case EnvironmentBuilder.Description.Known known -> {
                    Turn turn = turns.computeIfAbsent(known.key(), _ -> new Turn());
                    turn.lock.lockInterruptibly();
                    try {
                        yield build(known, progress, true);
                    } finally {
                        turn.lock.unlock();
                    }
                }
            };
        } catch (IOException e) {
            return unwritable(e);
        }
    }

    /**
     * Removes environments, least recently used first, until all together take no more than {@code
     * maxBytes}; zero removes all. What an attempt uses stays. Superseded ones go first.
     *
     * @return what was removed
     */
    public List<Environment> prune(long maxBytes) throws IOException {
        return prune(maxBytes, Set.of());
    }

    private List<Environment> prune(long maxBytes, Set<String> kept) throws IOException {
        List<Environment> removed = new ArrayList<>();
        long total = listed.values().stream().mapToLong(Environment::bytes).sum();
        List<Environment> oldestFirst =
                listed.values().stream()
                        .sorted(
                                Comparator.comparing((Environment each) -> !isSuperseded(each))
                                        .thenComparing(folders::lastUsed))
                        .toList();
        for (Environment each : oldestFirst) {
            boolean goes = total > maxBytes || isSuperseded(each);
            if (goes && !kept.contains(each.id()) && remove(each)) {
                total -= each.bytes();
                removed.add(each);
            }
        }
        return removed;
    }

    private boolean isSuperseded(Environment environment) {
        return newest(environment.key())
                .filter(newest -> !newest.id().equals(environment.id()))
                .isPresent();
    }

    private boolean remove(Environment environment) throws IOException {
        if (listed.remove(environment.id()) == null) {
            return false;
        }
        if (uses.inUse().contains(environment.id())) {
            listed.put(environment.id(), environment);
            return false;
        }
        folders.remove(environment.id());
        touched.remove(environment.id());
        return true;
    }

    private Optional<Environment> newest(String key) {
        return listed.values().stream()
                .filter(each -> each.key().equals(key))
                .max(Comparator.comparing(Environment::builtAt));
    }

    /** An interrupt in the midst of reading or writing is one, too. */
    private static Failed unwritable(IOException e) throws InterruptedException {
        if (e instanceof ClosedByInterruptException) {
            throw new InterruptedException(e.getMessage());
        }
        return new Failed(
                "the Python environment cannot be written: " + e.getMessage(),
                "check space and permissions of the data folder");
    }
}
