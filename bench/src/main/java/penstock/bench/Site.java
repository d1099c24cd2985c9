package penstock.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import penstock.server.Server;
import penstock.server.ServerConfig;
import penstock.server.StartRefused;

/** A whole server in a data folder of its own, asked over HTTP. */
final class Site implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMillis(50);

    private final Path data;
    private final Server server;
    private final boolean temporary;
    private final HttpClient client = HttpClient.newHttpClient();

    private Site(Path data, Server server, boolean temporary) {
        this.data = data;
        this.server = server;
        this.temporary = temporary;
    }

    /** A server that runs at most {@code slots} steps at once. */
    static Site open(int slots) throws IOException, StartRefused {
        Path data = Files.createTempDirectory(Path.of("/var/tmp"), "penstock-bench");
        return new Site(data, start(data, slots), true);
    }

    /** A server in a folder that stays. */
    static Site in(Path data, int slots) throws StartRefused {
        return new Site(data, start(data, slots), false);
    }

    private static Server start(Path data, int slots) throws StartRefused {
        ServerConfig config =
                new ServerConfig(
                        "127.0.0.1",
                        0,
                        data,
                        slots,
                        null,
                        false,
                        List.of(),
                        List.of(),
                        ServerConfig.StepOptions.DEFAULT,
                        ServerConfig.CacheOptions.DEFAULT);
        return Server.start(config);
    }

    Path data() {
        return data;
    }

    /** Runs a document to its end; the answer is the time from its start to its end, in seconds. */
    double run(String document) throws IOException, InterruptedException {
        ObjectNode request = JSON.createObjectNode();
        request.put("display_name", "bench").put("document", document);
        request.putObject("parameters");
        String id = post("/apis/penstock/v1/runs", request).path("run_id").asText();
        while (true) {
            JsonNode run = get("/apis/penstock/v1/runs/" + id);
            if (run.has("finished_at")) {
                String state = run.path("state").asText();
                if (!state.equals("SUCCEEDED")) {
                    throw new IOException("the run ended " + state + ": " + run.path("error"));
                }
                Instant start = Instant.parse(run.path("started_at").asText());
                Instant end = Instant.parse(run.path("finished_at").asText());
                return Duration.between(start, end).toNanos() / 1e9;
            }
            Thread.sleep(PATIENCE);
        }
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return answer(HttpRequest.newBuilder(URI.create(server.url() + path)).build());
    }

    /** Posts nothing to an address and keeps the answer in a file. */
    void download(String path, Path file) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.url() + path))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build();
        HttpResponse<Path> response = client.send(request, HttpResponse.BodyHandlers.ofFile(file));
        if (response.statusCode() >= 400) {
            throw new IOException(path + " answered " + response.statusCode());
        }
    }

    JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
        return answer(
                HttpRequest.newBuilder(URI.create(server.url() + path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build());
    }

    private JsonNode answer(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 400) {
            throw new IOException(response.statusCode() + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }

    @Override
    public void close() throws IOException {
        client.close();
        server.close();
        if (temporary) {
            remove(data);
        }
    }

    static void remove(Path data) throws IOException {
        try (Stream<Path> paths = Files.walk(data)) {
            paths.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        }
    }
}
