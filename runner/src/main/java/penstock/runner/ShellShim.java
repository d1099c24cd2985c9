package penstock.runner;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Supervision by one shell script per attempt, for machines without Python. It outlives the server
 * as the spawner does; what it cannot do is listed in the script.
 */
final class ShellShim implements Supervisor {

    private static final Duration POLL = Duration.ofMillis(500);

    private static final Duration CLOCK_GRAIN = Duration.ofSeconds(1);

    private final Path attempts;
    private final Path script;
    private final Listener listener;
    private final Set<String> watched = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private ShellShim(Path data, Path script, Listener listener) {
        this.attempts = data.resolve("attempts");
        this.script = script;
        this.listener = listener;
    }

    static ShellShim open(Path data, Listener listener) throws IOException {
        Path code = SpawnerCode.install(Files.createDirectories(data.resolve("spawner")));
        Files.createDirectories(data.resolve("attempts"));
        ShellShim shim = new ShellShim(data, code.resolve("shim.sh"), listener);
        listener.connected(
                Abilities.none("there is no Python 3, which the supervisor of steps needs for it"));
        return shim;
    }

    @Override
    public void launch(String attempt, Limits limits, Preparation.@Nullable Warm warm) {
        AttemptFolder folder = new AttemptFolder(attempts.resolve(attempt));
        try {
            if (!Files.exists(folder.claim())) {
                writeCommand(folder);
                start(folder, limits);
            }
            if (watched.add(attempt)) {
                Thread.ofVirtual().name("shim-" + attempt).start(() -> watch(attempt, folder));
            }
        } catch (IOException e) {
            listener.refused(attempt, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void stop(String attempt, String by) {
        Path folder = attempts.resolve(attempt);
        try {
            run("stop", folder.toString(), Long.toString(2));
        } catch (IOException e) {
            listener.refused(attempt, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void release(String attempt) {
        watched.remove(attempt);
    }

    @Override
    public void close() {
        closed = true;
    }

    private void start(AttemptFolder folder, Limits limits) throws IOException {
        Duration timeout = limits.timeout();
        run(
                "run",
                folder.path().toString(),
                Long.toString(limits.logBytes()),
                Long.toString(timeout == null ? 0 : Math.max(1, timeout.toSeconds())),
                Long.toString(limits.grace().toSeconds()));
        listener.started(String.valueOf(folder.path().getFileName()));
    }

    private void run(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectInput(Path.of("/dev/null").toFile());
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.start();
    }

    /** Until the exit file is there, or the script that would write it is gone. */
    private void watch(String attempt, AttemptFolder folder) {
        try {
            while (!closed && !folder.hasEnded()) {
                Thread.sleep(POLL);
                if (Files.exists(folder.claim()) && !isSupervised(folder) && !folder.hasEnded()) {
                    lose(attempt, folder);
                }
            }
            if (folder.hasEnded()) {
                listener.exited(attempt);
            }
        } catch (IOException e) {
            listener.trouble("attempt " + attempt + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The script is known by its pid and by the folder among its arguments. */
    private static boolean isSupervised(AttemptFolder folder) throws IOException {
        JsonNode claim = Json.read(Files.readString(folder.claim()));
        Optional<ProcessHandle> process = ProcessHandle.of(claim.path("pid").asLong(-1));
        return process.filter(ProcessHandle::isAlive)
                .flatMap(each -> each.info().arguments())
                .filter(arguments -> List.of(arguments).contains(folder.path().toString()))
                .isPresent();
    }

    private void lose(String attempt, AttemptFolder folder) throws IOException {
        Path group = folder.path().resolve("group");
        if (Files.exists(group)) {
            Instant written = Files.getLastModifiedTime(group).toInstant();
            ProcessHandle.of(Long.parseLong(Files.readString(group).strip()))
                    .filter(step -> startedBy(step, written))
                    .ifPresent(ShellShim::end);
        }
        String lost = "the supervisor of the step died; what was left of the step was ended";
        Path temporary = folder.exit().resolveSibling("exit.tmp");
        Files.writeString(temporary, Json.write(Map.of("attempt", attempt, "lost", lost)));
        Files.move(temporary, folder.exit());
    }

    /** Whether this is the process whose number was written then, and not one that got it later. */
    private static boolean startedBy(ProcessHandle process, Instant written) {
        Instant started = process.info().startInstant().orElse(Instant.MAX);
        return started.isBefore(written.plus(CLOCK_GRAIN));
    }

    private static void end(ProcessHandle step) {
        step.descendants().forEach(ProcessHandle::destroyForcibly);
        step.destroyForcibly();
    }

    /** The order as a script: the shim cannot read JSON. */
    private static void writeCommand(AttemptFolder folder) throws IOException {
        JsonNode order = Json.read(Files.readString(folder.order()));
        StringBuilder script = new StringBuilder("cd ");
        quote(order.path("cwd").asText(), script);
        script.append(" || exit 126\nexec env -i");
        order.path("env")
                .properties()
                .forEach(variable -> {
                    script.append(' ');
                    quote(variable.getKey() + "=" + variable.getValue().asText(), script);
                });
        order.path("argv")
                .forEach(word -> {
                    script.append(' ');
                    quote(word.asText(), script);
                });
        Files.writeString(folder.path().resolve("command.sh"), script.append('\n'));
    }

    private static void quote(String text, StringBuilder out) {
        out.append('\'').append(text.replace("'", "'\\''")).append('\'');
    }
}
