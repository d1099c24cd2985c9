package penstock.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A server's HTTP interface as the commands use it; a refusal becomes a {@link CliFailure}. */
final class Api {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final String base;
    private final @Nullable String token;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT)
                    .build();

    /**
     * @param base for instance {@code http://localhost:8888}
     * @param token sent as bearer token; null where the server asks for none
     */
    Api(String base, @Nullable String token) {
        this.base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        this.token = token;
    }

    String base() {
        return base;
    }

    JsonNode get(String path) {
        return json(request(path).GET().build());
    }

    JsonNode post(String path, JsonNode body) {
        return send("POST", path, body);
    }

    JsonNode put(String path, JsonNode body) {
        return send("PUT", path, body);
    }

    private JsonNode send(String method, String path, JsonNode body) {
        HttpRequest request =
                request(path)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build();
        return json(request);
    }

    JsonNode delete(String path) {
        return json(request(path).DELETE().build());
    }

    /** The answer's bytes as they come; the caller closes them. */
    HttpResponse<InputStream> stream(String path) {
        HttpResponse<InputStream> response =
                send(request(path).GET().build(), HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() >= 400) {
            throw refusal(response.statusCode(), text(response.body()));
        }
        return response;
    }

    /** As above, of a request that makes the server do something. */
    HttpResponse<InputStream> streamOfPost(String path) {
        HttpRequest request = request(path).POST(HttpRequest.BodyPublishers.noBody()).build();
        HttpResponse<InputStream> response =
                send(request, HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() >= 400) {
            throw refusal(response.statusCode(), text(response.body()));
        }
        return response;
    }

    /** {@code text} as one segment or value of a URL. */
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private JsonNode json(HttpRequest request) {
        HttpResponse<String> response =
                send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        if (response.statusCode() >= 400) {
            throw refusal(response.statusCode(), response.body());
        }
        try {
            return response.body().isBlank()
                    ? JSON.createObjectNode()
                    : JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new CliFailure(
                    base + " did not answer with JSON", "Is that the URL of a Penstock server?");
        }
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return client.send(request, handler);
        } catch (IOException e) {
            throw new CliFailure.Unreachable(
                    "no answer from " + base + ": " + reason(e),
                    "Start a server with './penstock up', or name one with --server.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliFailure("interrupted while waiting for " + base, "");
        }
    }

    private static String reason(IOException e) {
        if (e instanceof ConnectException) {
            return "nothing listens there";
        }
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    private CliFailure refusal(int status, String body) {
        try {
            JsonNode error = JSON.readTree(body);
            String message = error.path("message").asText(error.path("error").asText(""));
            if (!message.isEmpty()) {
                return new CliFailure(Plain.safe(message), "");
            }
        } catch (JsonProcessingException e) {
            // Not this server's error body: the status has to do.
        }
        return new CliFailure(base + " answered with HTTP status " + status, "");
    }

    private static String text(InputStream body) {
        try (body) {
            return new String(body.readNBytes(64 * 1024), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(base + path));
        return token == null ? builder : builder.header("Authorization", "Bearer " + token);
    }
}
