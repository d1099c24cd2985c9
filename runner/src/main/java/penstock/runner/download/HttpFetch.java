package penstock.runner.download;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;

/** Gets one http address into the cache, unless what the cache has is still current. */
final class HttpFetch {

    private static final int MAX_REDIRECTS = 5;
    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Duration UNTIL_HEADERS = Duration.ofMinutes(1);
    private static final String NO_SERVER_HINT =
            "Check the importer's URI and whether the server answers, then retry the run.";

    private final HttpClient client;
    private final DownloadCache cache;
    private final ImportPolicy policy;

    HttpFetch(HttpClient client, DownloadCache cache, ImportPolicy policy) {
        this.client = client;
        this.cache = cache;
        this.policy = policy;
    }

    Fetched fetch(String uri, Instant now) throws IOException, InterruptedException {
        DownloadCache.Known known = cache.find(uri);
        if (known != null && known.askedAt().plus(FRESH).isAfter(now)) {
            return new Fetched.Content(known.content());
        }
        URI address = Addresses.http(uri);
        if (address == null) {
            return Fetched.refused(
                    ErrorCode.INVALID_ARGUMENT,
                    "'" + Addresses.shown(uri) + "' is no address that can be downloaded",
                    "Write http(s)://host/path, without a user name or password in it.");
        }
        try {
            return follow(new Wanted(uri, known, now), address);
        } catch (HttpTimeoutException e) {
            return outside(uri, "does not answer in time", "");
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return outside(uri, "cannot be downloaded", e.toString());
        }
    }

    /** What is asked for and what is known of it already. */
    private record Wanted(String uri, DownloadCache.@Nullable Known known, Instant now) {}

    private Fetched follow(Wanted wanted, URI first) throws IOException, InterruptedException {
        URI address = first;
        for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
            Fetched.Refused fault = Addresses.fault(address, policy.linkLocal());
            if (fault != null) {
                return fault;
            }
            HttpResponse<InputStream> response =
                    client.send(
                            request(address, wanted), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (!isRedirect(response.statusCode())) {
                    return take(wanted, response, body);
                }
            }
            URI next = target(address, response);
            if (next == null) {
                return outside(wanted.uri(), "redirects to where nothing is fetched from", "");
            }
            address = next;
        }
        return outside(wanted.uri(), "redirects more than " + MAX_REDIRECTS + " times", "");
    }

    private HttpRequest request(URI address, Wanted wanted) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(UNTIL_HEADERS).GET();
        String validator = wanted.known() == null ? "" : wanted.known().validator();
        if (!validator.isEmpty()) {
            boolean tag = validator.startsWith("\"") || validator.startsWith("W/");
            request.header(tag ? "If-None-Match" : "If-Modified-Since", validator);
        }
        return request.build();
    }

    private Fetched take(Wanted wanted, HttpResponse<InputStream> response, InputStream body)
            throws IOException {
        int status = response.statusCode();
        if (status == 304 && wanted.known() != null) {
            cache.confirm(wanted.uri(), wanted.known(), wanted.now());
            return new Fetched.Content(wanted.known().content());
        }
        if (status != 200) {
            return refusal(wanted.uri(), status);
        }
        long length = response.headers().firstValueAsLong("Content-Length").orElse(0);
        if (length > policy.maxBytes()) {
            return tooLong(wanted.uri(), Long.toString(length));
        }
        AtomicBoolean late = new AtomicBoolean();
        CompletableFuture<Void> watchdog =
                CompletableFuture.runAsync(
                        () -> {
                            late.set(true);
                            close(body);
                        },
                        CompletableFuture.delayedExecutor(
                                policy.patience().toMillis(), TimeUnit.MILLISECONDS));
        try {
            return new Fetched.Content(
                    cache.keep(
                            wanted.uri(),
                            validator(response),
                            body,
                            policy.maxBytes(),
                            wanted.now()));
        } catch (DownloadCache.TooLong e) {
            return tooLong(wanted.uri(), "more than " + policy.maxBytes());
        } catch (IOException e) {
            if (late.get()) {
                return outside(
                        wanted.uri(),
                        "took longer than " + policy.patience().toSeconds() + " s",
                        "");
            }
            throw e;
        } finally {
            watchdog.cancel(false);
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            // The reader of the body meets the same failure and tells it.
        }
    }

    private static String validator(HttpResponse<?> response) {
        return response.headers()
                .firstValue("ETag")
                .or(() -> response.headers().firstValue("Last-Modified"))
                .orElse("");
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    /** Where it goes on; null when that is no http address or gives up encryption. */
    private static @Nullable URI target(URI from, HttpResponse<?> response) {
        try {
            String location = response.headers().firstValue("Location").orElse("");
            URI next = Addresses.http(from.resolve(location).toString());
            boolean weaker = next != null && isHttps(from) && !isHttps(next);
            return location.isEmpty() || weaker ? null : next;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean isHttps(URI address) {
        return address.getScheme().toLowerCase(Locale.ROOT).equals("https");
    }

    private static Fetched refusal(String uri, int status) {
        boolean passing = status >= 500 || status == 408 || status == 429;
        String message = "'" + Addresses.shown(uri) + "' answers with HTTP status " + status;
        ErrorCode code =
                status == 404 || status == 410 ? ErrorCode.NOT_FOUND : ErrorCode.STEP_FAILED;
        return new Fetched.Refused(
                new Problem(
                        code, message, passing ? NO_SERVER_HINT : "Correct the importer's URI."),
                passing);
    }

    private Fetched tooLong(String uri, String bytes) {
        return Fetched.refused(
                ErrorCode.LIMIT_EXCEEDED,
                "'%s' has %s bytes (expected: at most %d)"
                        .formatted(Addresses.shown(uri), bytes, policy.maxBytes()),
                "Raise imports.max_bytes in penstock.yaml, or fetch it in a step of your own.");
    }

    private static Fetched outside(String uri, String what, String why) {
        String detail = why.isEmpty() ? "" : ": " + why;
        return new Fetched.Refused(
                new Problem(
                        ErrorCode.STEP_FAILED,
                        "'" + Addresses.shown(uri) + "' " + what + detail,
                        NO_SERVER_HINT),
                true);
    }
}
