package penstock.runner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The connection to the spawner of a data folder. It is made again, with a new spawner if need be,
 * whenever it breaks; what is asked while there is none is dropped, because {@link
 * Listener#connected} is the moment to ask for everything again.
 */
final class Spawner implements Supervisor {

    private static final int VERSION = 1;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final SpawnerProcess process;
    private final Listener listener;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile @Nullable SocketChannel channel;
    private volatile boolean closed;
    private volatile long pid;
    private boolean greeted;

    private Spawner(SpawnerProcess process, Listener listener) {
        this.process = process;
        this.listener = listener;
    }

    /** Connects, starting a spawner if there is none. */
    static Spawner connect(SpawnerProcess process, Listener listener) throws IOException {
        Spawner spawner = new Spawner(process, listener);
        BufferedReader lines = spawner.open();
        Thread.ofVirtual().name("spawner-reader").start(() -> spawner.readForever(lines));
        return spawner;
    }

    @Override
    public void launch(String attempt, Limits limits, Preparation.@Nullable Warm warm) {
        Map<String, Object> message = message("launch", attempt);
        message.put("log_bytes", limits.logBytes());
        message.put("grace_ms", limits.grace().toMillis());
        Duration timeout = limits.timeout();
        if (timeout != null) {
            message.put("timeout_ms", timeout.toMillis());
        }
        if (warm != null) {
            message.put(
                    "warm",
                    Map.of(
                            "key", warm.key(),
                            "command", warm.parentCommand(),
                            "env", warm.parentEnvironment()));
        }
        send(message);
    }

    @Override
    public void stop(String attempt, String by) {
        Map<String, Object> message = message("stop", attempt);
        message.put("by", by);
        send(message);
    }

    @Override
    public void release(String attempt) {
        send(message("release", attempt));
    }

    /** The process that answers. */
    long pid() {
        return pid;
    }

    /** Ends the spawner as soon as nothing runs. */
    void quit() {
        send(message("quit", ""));
    }

    /** Closes the connection; the spawner and what it runs go on. */
    @Override
    public void close() {
        closed = true;
        disconnect();
    }

    private BufferedReader open() throws IOException {
        try {
            return greet(connectTo(process));
        } catch (IOException nobodyListens) {
            process.start();
            return greet(connectTo(process));
        }
    }

    private BufferedReader greet(SocketChannel opened) throws IOException {
        BufferedReader lines =
                new BufferedReader(Channels.newReader(opened, StandardCharsets.UTF_8));
        channel = opened;
        Map<String, Object> hello = message("hello", "");
        hello.put("version", VERSION);
        send(hello);
        greeted = false;
        while (!greeted) { // news of attempts may come before the answer
            String line = lines.readLine();
            if (line == null) {
                disconnect();
                throw new IOException("the spawner closed the connection");
            }
            hear(line);
        }
        return lines;
    }

    private static SocketChannel connectTo(SpawnerProcess process) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(process.address()));
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private void readForever(BufferedReader first) {
        BufferedReader lines = first;
        while (!closed) {
            readAll(lines);
            disconnect();
            BufferedReader again = closed ? null : reopen();
            if (again == null) {
                return;
            }
            lines = again;
        }
    }

    private void readAll(BufferedReader lines) {
        try {
            String line = lines.readLine();
            while (line != null) {
                hear(line);
                line = lines.readLine();
            }
        } catch (IOException e) {
            if (!closed) {
                listener.trouble("the connection to the spawner broke: " + e.getMessage());
            }
        }
    }

    private @Nullable BufferedReader reopen() {
        Duration pause = FIRST_PAUSE;
        while (!closed) {
            try {
                return open();
            } catch (IOException e) {
                listener.trouble("no spawner: " + e.getMessage());
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                return null;
            }
            pause =
                    pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0
                            ? LONGEST_PAUSE
                            : pause.multipliedBy(2);
        }
        return null;
    }

    private void hear(String line) {
        try {
            JsonNode event = Json.read(line);
            String attempt = event.path("attempt").asText("");
            switch (event.path("event").asText("")) {
                case "hello" -> hello(event);
                case "started" -> listener.started(attempt);
                case "exited" -> listener.exited(attempt);
                case "refused" -> listener.refused(attempt, event.path("why").asText(""));
                case "error" -> listener.trouble("the spawner: " + event.path("why").asText(""));
                default -> {} // news of a later version, or of warm parents
            }
        } catch (JsonProcessingException e) {
            listener.trouble("the spawner sent what is not JSON: " + e.getOriginalMessage());
        }
    }

    private void hello(JsonNode event) {
        if (event.path("version").asInt() != VERSION) {
            listener.trouble("a spawner of another version runs; it is used as it is");
        }
        greeted = true;
        boolean works = event.path("view").path("works").asBoolean(false);
        String problem = works ? null : event.path("view").path("problem").asText("unknown");
        pid = event.path("pid").asLong();
        TreeSet<String> limits = new TreeSet<>();
        event.path("limits").path("kinds").forEach(kind -> limits.add(kind.asText()));
        String limitsProblem = event.path("limits").path("problem").asText(null);
        listener.connected(new Abilities(problem, limits, limitsProblem));
    }

    private static Map<String, Object> message(String operation, String attempt) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("op", operation);
        if (!attempt.isEmpty()) {
            message.put("attempt", attempt);
        }
        return message;
    }

    private void send(Map<String, Object> message) {
        SocketChannel current = channel;
        if (current == null) {
            return;
        }
        ByteBuffer bytes =
                ByteBuffer.wrap((Json.write(message) + "\n").getBytes(StandardCharsets.UTF_8));
        writing.lock();
        try {
            while (bytes.hasRemaining()) {
                current.write(bytes);
            }
        } catch (IOException e) {
            disconnect(); // the reader notices and connects again
        } finally {
            writing.unlock();
        }
    }

    private void disconnect() {
        SocketChannel current = channel;
        channel = null;
        if (current != null) {
            try {
                current.close();
            } catch (IOException e) {
                listener.trouble("closing the connection to the spawner: " + e.getMessage());
            }
        }
    }

    /** Interpreters that can run a spawner, best first: the system's, then those in PATH. */
    static List<Path> pythons(Map<String, String> environment) {
        return Programs.named("python3", environment.getOrDefault("PATH", ""), List.of("/usr/bin"));
    }
}
