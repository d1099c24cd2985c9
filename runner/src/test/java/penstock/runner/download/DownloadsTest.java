package penstock.runner.download;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.plan.ErrorCode;

class DownloadsTest {

    @TempDir Path folder;

    private HttpServer server;
    private String base;
    private Downloads downloads;
    private final AtomicInteger asked = new AtomicInteger();

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        base = "http://127.0.0.1:" + server.getAddress().getPort();
        downloads = new Downloads(folder.resolve("cache"), policy());
    }

    @AfterEach
    void stop() {
        downloads.close();
        server.stop(0);
    }

    private ImportPolicy policy() {
        return new ImportPolicy(
                List.of(folder.resolve("allowed")),
                folder.resolve("allowed/data"),
                false,
                1_000,
                Duration.ofMillis(300));
    }

    @Test
    void trimsWhatNobodyAskedForAndKeepsContentThatAnotherAddressHas() throws Exception {
        serve("/a", exchange -> answer(exchange, 200, "alone"));
        serve("/b", exchange -> answer(exchange, 200, "shared"));
        serve("/c", exchange -> answer(exchange, 200, "shared"));
        Path alone = content(base + "/a");
        Path shared = content(base + "/b");
        assertThat(content(base + "/c")).isEqualTo(shared);
        for (String path : List.of("/a", "/b")) {
            age(base + path);
        }
        assertThat(downloads.trim(Instant.now().minus(Duration.ofDays(30)))).isZero();

        assertThat(downloads.trim(Instant.now())).isEqualTo(5);

        assertThat(alone).doesNotExist();
        assertThat(shared).exists();
        assertThat(content(base + "/a")).hasContent("alone");
    }

    /** An address that was asked for two hours ago. */
    private void age(String uri) throws IOException {
        DownloadCache cache = new DownloadCache(folder.resolve("cache"));
        DownloadCache.Known known = cache.find(uri);
        assertThat(known).isNotNull();
        cache.confirm(uri, known, Instant.now().minus(Duration.ofHours(2)));
    }

    @Test
    void downloadsOnceAndKeepsIt() throws Exception {
        serve("/a", exchange -> answer(exchange, 200, "hello"));

        Path first = content(base + "/a");
        Path second = content(base + "/a");

        assertThat(first).hasContent("hello").isEqualTo(second);
        assertThat(asked).hasValue(1);
    }

    @Test
    void asksAgainAfterAWhileAndKeepsWhatHasNotChanged() throws Exception {
        serve(
                "/a",
                exchange -> {
                    boolean same =
                            "\"v1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
                    exchange.getResponseHeaders().set("ETag", "\"v1\"");
                    answer(exchange, same ? 304 : 200, same ? "" : "hello");
                });
        HttpFetch fetch = fetch();

        Fetched first = fetch.fetch(base + "/a", Instant.EPOCH);
        Fetched later = fetch.fetch(base + "/a", Instant.EPOCH.plusSeconds(3_600));

        assertThat(later).isEqualTo(first);
        assertThat(asked).hasValue(2);
    }

    @Test
    void followsRedirectsButNotForEver() throws Exception {
        serve("/a", exchange -> answer(exchange, 200, "hello"));
        serve("/to", exchange -> redirect(exchange, "/a"));
        serve("/loop", exchange -> redirect(exchange, "/loop"));

        assertThat(content(base + "/to")).hasContent("hello");
        assertThat(refused(base + "/loop").problem().message()).contains("more than 5 times");
    }

    @Test
    void refusesToBeSentWhereItMayNotAsk() throws Exception {
        serve("/a", exchange -> redirect(exchange, "http://169.254.169.254/latest/meta-data"));
        serve("/b", exchange -> redirect(exchange, "file:///etc/passwd"));

        assertThat(refused(base + "/a").problem().message()).contains("169.254.169.254");
        assertThat(refused(base + "/b").problem().message()).contains("redirects to where");
        assertThat(refused("http://169.254.169.254/latest").retryable()).isFalse();
        assertThat(refused("http://[fe80::1]/").problem().message()).contains("may not ask");
    }

    @Test
    void tellsWhatTheServerAnswered() throws Exception {
        serve("/missing", exchange -> answer(exchange, 404, ""));
        serve("/broken", exchange -> answer(exchange, 503, ""));

        Fetched.Refused missing = refused(base + "/missing?token=hidden");
        Fetched.Refused broken = refused(base + "/broken");

        assertThat(missing.problem().code()).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(missing.problem().message()).contains("status 404").doesNotContain("hidden");
        assertThat(missing.retryable()).isFalse();
        assertThat(broken.retryable()).isTrue();
    }

    @Test
    void refusesMoreThanIsAllowedHoweverItIsSent() throws Exception {
        serve(
                "/told",
                exchange -> {
                    exchange.sendResponseHeaders(200, 10_000_000_000L);
                    exchange.getResponseBody().flush();
                });
        serve(
                "/untold",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    try (OutputStream out = exchange.getResponseBody()) {
                        out.write(new byte[5_000]);
                    }
                });

        assertThat(refused(base + "/told").problem().message())
                .contains("10000000000 bytes (expected: at most 1000)");
        assertThat(refused(base + "/untold").problem().code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
        try (Stream<Path> left = Files.list(folder.resolve("cache"))) {
            assertThat(left.filter(file -> file.toString().contains(".part"))).isEmpty();
        }
    }

    @Test
    void givesUpOnAServerThatStalls() throws Exception {
        serve(
                "/slow",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write(1);
                    exchange.getResponseBody().flush();
                });

        Fetched.Refused refused = refused(base + "/slow");

        assertThat(refused.problem().message()).contains("took longer than");
        assertThat(refused.retryable()).isTrue();
    }

    @Test
    void tellsWhenNobodyAnswers() throws Exception {
        server.stop(0);

        assertThat(refused(base + "/a").problem().message()).contains("cannot be downloaded");
    }

    @Test
    void refusesAddressesOfOtherKinds() throws Exception {
        assertThat(refused("ftp://host/x").problem().message()).contains("no address that can");
        assertThat(refused("http://user:pw@host/x").problem().message())
                .contains("no address")
                .doesNotContain("pw");
        assertThat(refused("gs://bucket/x").problem().message()).contains("no adapter");
        assertThat(refused("relative/path").problem().code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    }

    @Test
    void readsFilesOnlyWhereItMay() throws Exception {
        Path allowed = Files.createDirectories(folder.resolve("allowed"));
        Path file = Files.writeString(allowed.resolve("a b.txt"), "x");
        Path other = Files.writeString(folder.resolve("other.txt"), "x");
        Path link = Files.createSymbolicLink(allowed.resolve("link"), other);
        Files.createDirectories(allowed.resolve("data"));
        Path hidden = Files.writeString(allowed.resolve("data/db"), "x");

        assertThat(content(file.toString())).hasContent("x");
        assertThat(content("file://" + file)).hasContent("x");
        assertThat(content("file://" + allowed + "/a%20b.txt")).hasContent("x");
        for (Path path : List.of(other, link, hidden)) {
            assertThat(refused(path.toString()).problem().message())
                    .contains("may not be imported");
        }
        assertThat(refused(allowed + "/none").problem().code()).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(refused(allowed + "/../other.txt").problem().message())
                .contains("may not be imported");
    }

    private HttpFetch fetch() {
        return new HttpFetch(
                HttpClient.newHttpClient(), new DownloadCache(folder.resolve("cache")), policy());
    }

    private Path content(String uri) throws Exception {
        Fetched fetched = downloads.fetch(uri);
        assertThat(fetched).isInstanceOf(Fetched.Content.class);
        return ((Fetched.Content) fetched).path();
    }

    private Fetched.Refused refused(String uri) throws Exception {
        Fetched fetched = downloads.fetch(uri);
        assertThat(fetched).isInstanceOf(Fetched.Refused.class);
        return (Fetched.Refused) fetched;
    }

    private void serve(String path, HttpHandler handler) {
        server.createContext(
                path,
                exchange -> {
                    asked.incrementAndGet();
                    handler.handle(exchange);
                });
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static void redirect(HttpExchange exchange, String where) throws IOException {
        exchange.getResponseHeaders().set("Location", where);
        answer(exchange, 302, "");
    }
}
