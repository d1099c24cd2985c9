package penstock.server.kfp;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import penstock.server.http.Code;
import penstock.server.http.Refusal;
import penstock.server.http.Text;
import penstock.spec.Diagnostic;
import penstock.spec.Reading;
import penstock.spec.archive.Found;
import penstock.spec.archive.PackageLimits;
import penstock.spec.archive.PackageReader;

/**
 * Gets the pipeline document out of a file that somebody uploaded or that is fetched from a URL.
 */
final class Packages {
    private static final int MOST_REDIRECTS = 5;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final PackageLimits limits = PackageLimits.DEFAULT;
    private final UrlPolicy urls;

    Packages(UrlPolicy urls) {
        this.urls = urls;
    }

    /**
     * A document and where it was found.
     *
     * @param fileName the last part of the URL's path
     */
    record Fetched(String fileName, String document) {}

    /** The document in the file called {@code fileName}. */
    String unpack(String fileName, byte[] bytes) {
        return switch (new PackageReader(limits).read(fileName, bytes)) {
            case Reading.Done<Found>(Found found, var _) -> text(found);
            case Reading.Refused<Found>(List<Diagnostic> diagnostics) -> {
                Diagnostic first = diagnostics.getFirst();
                throw Refusal.of(
                        Code.INVALID_ARGUMENT,
                        new Refusal.Words(first.message(), first.hint(), diagnostics));
            }
        };
    }

    private static String text(Found found) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(found.bytes());
            String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw Refusal.invalid("'" + Text.shown(found.name()) + "' is not text in UTF-8");
        }
    }

    /** The document at {@code url}. */
    Fetched fetch(String url) {
        if (url.isEmpty()) {
            throw Refusal.invalid("package_url.pipeline_url is required");
        }
        URI address = urls.checked(url);
        try (HttpClient client =
                HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(TIMEOUT)
                        .build()) {
            for (int i = 0; i <= MOST_REDIRECTS; i++) {
                HttpResponse<InputStream> response = get(client, address);
                if (response.statusCode() / 100 != 3) {
                    return fetched(url, response);
                }
                response.body().close();
                String next = response.headers().firstValue("Location").orElse("");
                address = urls.checked(address.resolve(next).toString());
            }
            throw Refusal.invalid("pipeline URL: more than " + MOST_REDIRECTS + " redirects");
        } catch (IOException | IllegalArgumentException e) {
            throw Refusal.invalid(
                    "pipeline URL: '" + Text.shown(url) + "' cannot be fetched: " + e);
        }
    }

    private static HttpResponse<InputStream> get(HttpClient client, URI address)
            throws IOException {
        try {
            return client.send(
                    HttpRequest.newBuilder(address).timeout(TIMEOUT).build(),
                    HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private Fetched fetched(String url, HttpResponse<InputStream> response) throws IOException {
        try (InputStream body = response.body()) {
            if (response.statusCode() != 200) {
                throw Refusal.invalid(
                        "pipeline URL: '"
                                + Text.shown(url)
                                + "' answers with status "
                                + response.statusCode());
            }
            String path = URI.create(url).getPath();
            String fileName = path.substring(path.lastIndexOf('/') + 1);
            byte[] bytes = body.readNBytes(limits.rawBytes() + 1);
            return new Fetched(fileName, unpack(fileName, bytes));
        }
    }
}
