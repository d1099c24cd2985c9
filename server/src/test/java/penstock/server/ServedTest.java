package penstock.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.server.json.Json;

/** A whole server on a socket, with real steps. */
class ServedTest {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Server server;
    private Path data;

    @BeforeEach
    void start(@TempDir Path folder) throws StartRefused {
        data = folder.resolve("data");
        server = Server.start(ServerConfig.local(data));
    }

    @AfterEach
    void stop() {
        server.close();
        client.close();
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + path)).build();
        HttpResponse<String> response =
                client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    private String startHello() throws IOException, InterruptedException {
        byte[] body =
                Json.bytes(
                        Json.object()
                                .put("display_name", "r")
                                .put(
                                        "document",
                                        new String(
                                                TestApi.resource("hello.yaml"),
                                                StandardCharsets.UTF_8)));
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.url() + "/apis/penstock/v1/runs"))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
        HttpResponse<String> response =
                client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Json.tree(response.body(), "answer").path("run_id").asText();
    }

    @Test
    void aRunIsFollowedToItsEndAndReadAfterARestart() throws Exception {
        String run = startHello();
        String events = get("/apis/penstock/v1/runs/" + run + "/events");
        assertThat(events).contains("event: tasks", "event: run").endsWith("\n\n");
        assertThat(events.substring(events.lastIndexOf("event: "))).startsWith("event: end");
        server.close();
        server = Server.start(ServerConfig.local(data));
        String after = get("/apis/penstock/v1/runs/" + run);
        assertThat(Json.tree(after, "run").path("state").asText()).isEqualTo("SUCCEEDED");
        JsonNode task =
                Json.tree(get("/apis/penstock/v1/runs/" + run + "/tasks"), "tasks").at("/tasks/0");
        String one = "/apis/penstock/v1/runs/" + run + "/tasks/" + task.path("task_id").asText();
        assertThat(get(one + "/log?follow=true")).contains("hi");
        assertThat(Json.tree(get(one), "task").path("image").asText()).isEqualTo("alpine:3");
        assertThat(Json.tree(get(one), "task").path("command").toString())
                .isEqualTo("[\"echo\",\"{{$.inputs.parameters['text']}}\"]");
        assertThat(get("/apis/penstock/v1/server")).contains("\"slots\":");
        assertThat(get("/apis/penstock/v1/runs/" + run + "/graph")).contains("\"key\":\"say\"");
    }

    @Test
    void whatIsNoHttpIsRefusedAndTheServerGoesOn() throws Exception {
        int port = URI.create(server.url()).getPort();
        for (String request :
                new String[] {
                    "nonsense\r\n\r\n",
                    "GET /" + "x".repeat(100_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
                    "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "y".repeat(100_000) + "\r\n\r\n",
                    "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil\r\nConnection: close\r\n\r\n",
                    "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
                    "GET http://evil/ HTTP/1.1\r\nHost: evil\r\nConnection: close\r\n\r\n",
                    "POST /apis/v2beta1/runs HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n"
                }) {
            assertThat(answer(port, request)).as(request.substring(0, 9)).startsWith("HTTP/1.1 4");
        }
        assertThat(get("/apis/v2beta1/healthz")).contains("multi_user");
    }

    private static String answer(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readNBytes(12), StandardCharsets.US_ASCII);
        }
    }
}
