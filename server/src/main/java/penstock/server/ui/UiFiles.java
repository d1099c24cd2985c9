package penstock.server.ui;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import penstock.server.http.Answer;
import penstock.server.http.Call;
import penstock.server.http.Code;
import penstock.server.http.Handler;
import penstock.server.http.Refusal;

/**
 * Serves the files that the UI was built into. Pages are told apart behind the {@code #}, so there
 * is one page; where the UI was not built, a page that says so stands in for it.
 */
public final class UiFiles implements Handler {
    private static final Pattern PLAIN =
            Pattern.compile(
                    "/(?:[A-Za-z0-9_-][A-Za-z0-9._-]{0,100}/){0,5}[A-Za-z0-9_-][A-Za-z0-9._-]{0,100}");

    private static final Set<String> PAGES = Set.of("/", "/index.html", "/pipeline");
    private static final List<String> METHODS = List.of("GET", "HEAD");

    /** Files under this folder have a hash of their content in their names. */
    private static final String HASHED = "/assets/";

    private static final String FOREVER = "public, max-age=31536000, immutable";
    private static final String CHECK_ALWAYS = "no-cache";

    /**
     * No script but the UI's own. Styles may be inline, because previews of HTML artifacts live in
     * a sandbox without scripts that inherits this policy.
     */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
                    + " img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self';"
                    + " frame-src 'self' blob:; base-uri 'self'; form-action 'self';"
                    + " frame-ancestors 'self'";

    private static final Map<String, String> TYPES =
            Map.ofEntries(
                    Map.entry("html", "text/html; charset=utf-8"),
                    Map.entry("js", "text/javascript; charset=utf-8"),
                    Map.entry("css", "text/css; charset=utf-8"),
                    Map.entry("json", "application/json"),
                    Map.entry("map", "application/json"),
                    Map.entry("txt", "text/plain; charset=utf-8"),
                    Map.entry("svg", "image/svg+xml"),
                    Map.entry("png", "image/png"),
                    Map.entry("ico", "image/x-icon"),
                    Map.entry("woff2", "font/woff2"),
                    Map.entry("wasm", "application/wasm"));

    private static final String NOT_BUILT =
            """
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><title>Penstock</title>
            <meta name="color-scheme" content="light dark">
            <style>body{font:16px/1.5 system-ui,sans-serif;max-width:40em;margin:4em auto;padding:0 1em}</style>
            </head>
            <body>
            <h1>Penstock is running</h1>
            <p>Its web pages were not built, because Node.js was missing at the time. Everything else works:
            the API under <code>/apis</code>, the <code>kfp</code> SDK and the command <code>./penstock</code>.</p>
            <p>To have the pages, install Node.js 20.19 or newer with npm and start <code>./penstock</code> again.</p>
            </body>
            </html>
            """;

    private final ClassLoader loader;
    private final String folder;
    private final Map<String, Answer> known = new ConcurrentHashMap<>();

    /**
     * Serves a folder.
     *
     * @param folder on the class path, without a slash at its end
     */
    public UiFiles(ClassLoader loader, String folder) {
        this.loader = loader;
        this.folder = folder;
    }

    /** Whether there is a UI. */
    public boolean isBuilt() {
        return loader.getResource(folder + "/index.html") != null;
    }

    @Override
    public Answer handle(Call call) {
        if (!METHODS.contains(call.method())) {
            throw Refusal.methodNotAllowed(METHODS);
        }
        String path = PAGES.contains(call.path()) ? "/index.html" : call.path();
        Answer answer = PLAIN.matcher(path).matches() ? find(path) : null;
        if (answer == null) {
            throw Refusal.plain(Code.NOT_FOUND, "Not Found");
        }
        return answer;
    }

    /** Only what exists is remembered, so that strange paths fill no memory. */
    private @Nullable Answer find(String path) {
        Answer answer = known.get(path);
        if (answer == null) {
            answer = read(path);
            if (answer != null) {
                known.put(path, answer);
            }
        }
        return answer;
    }

    private @Nullable Answer read(String path) {
        // Without a known ending it may be a folder, which some class paths list.
        if (type(path) == null) {
            return null;
        }
        try (InputStream in = loader.getResourceAsStream(folder + path)) {
            if (in != null) {
                return answer(path, in.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return path.equals("/index.html")
                ? answer(path, NOT_BUILT.getBytes(StandardCharsets.UTF_8))
                : null;
    }

    private static Answer answer(String path, byte[] bytes) {
        return Answer.of(200, String.valueOf(type(path)), bytes)
                .with("Cache-Control", path.startsWith(HASHED) ? FOREVER : CHECK_ALWAYS)
                .with("Content-Security-Policy", POLICY);
    }

    private static @Nullable String type(String path) {
        return TYPES.get(path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }
}
