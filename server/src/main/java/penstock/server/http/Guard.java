package penstock.server.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps out requests that the user did not mean to send. Any web page can have a browser post to
 * localhost, and JSON is read under every media type, so the address that was asked for and the
 * page that asks are both looked at; there is no CORS.
 */
public final class Guard {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");
    private static final String BEARER = "bearer ";

    private final Set<String> hosts;
    private final byte @Nullable [] token;
    private final @Nullable SignedLinks links;

    /**
     * A guard.
     *
     * @param hosts names, beside the loopback ones, under which the server may be addressed
     * @param token what a client has to know, or null when nothing
     */
    public Guard(Set<String> hosts, @Nullable String token) {
        this(
                Stream.concat(LOOPBACK.stream(), hosts.stream().map(Guard::lower))
                        .collect(Collectors.toUnmodifiableSet()),
                token == null ? null : token.getBytes(StandardCharsets.UTF_8),
                null);
    }

    private Guard(Set<String> hosts, byte @Nullable [] token, @Nullable SignedLinks links) {
        this.hosts = hosts;
        this.token = token;
        this.links = links;
    }

    /** The same guard, which lets those in who follow one of {@code signed}. */
    public Guard with(SignedLinks signed) {
        return new Guard(hosts, token, signed);
    }

    /** Refuses a call that is addressed to someone else or comes from another site's page. */
    void admit(Call call) {
        String authority = authority(call.headers());
        if (!hosts.contains(hostOf(authority))) {
            throw Refusal.of(
                    Code.MISDIRECTED,
                    new Refusal.Words(
                            "this server does not answer as '" + Text.shown(authority) + "'",
                            "use localhost, or start it with --allowed-host "
                                    + Text.shown(hostOf(authority)),
                            List.of()));
        }
        if (!READING.contains(call.method())) {
            checkOrigin(call.headers(), authority);
        }
    }

    /** Refuses a call without the token, where there is one. */
    void authorize(Call call) {
        if (token == null || (links != null && links.admits(call))) {
            return;
        }
        @Nullable String given = call.headers().first("Authorization");
        if (given == null
                || !lower(given).startsWith(BEARER)
                || !matches(given.substring(BEARER.length()).strip())) {
            throw Refusal.of(
                    Code.UNAUTHENTICATED,
                    new Refusal.Words(
                            given == null
                                    ? "no token in the request"
                                    : "the token is not the one of this server",
                            "send the header 'Authorization: Bearer TOKEN'; with the SDK, Client(existing_token=TOKEN)",
                            List.of()));
        }
    }

    private boolean matches(String given) {
        return token != null
                && MessageDigest.isEqual(token, given.getBytes(StandardCharsets.UTF_8));
    }

    private static String authority(Headers headers) {
        List<String> all = headers.all("Host");
        if (all.size() != 1 || all.getFirst().isBlank()) {
            throw Refusal.of(Code.MISDIRECTED, all.size() + " Host headers (expected: one)");
        }
        return lower(all.getFirst().strip());
    }

    private static void checkOrigin(Headers headers, String authority) {
        for (String origin : headers.all("Origin")) {
            if (!authority.equals(authorityOf(origin))) {
                throw Refusal.of(
                        Code.PERMISSION_DENIED,
                        "a page of '" + Text.shown(origin) + "' may not change anything here");
            }
        }
        for (String site : headers.all("Sec-Fetch-Site")) {
            if (!OWN_SITE.contains(lower(site.strip()))) {
                throw Refusal.of(
                        Code.PERMISSION_DENIED,
                        "a page of another site may not change anything here");
            }
        }
    }

    /** Host and port of an origin; null for {@code null} and for what is not an address. */
    private static @Nullable String authorityOf(String origin) {
        try {
            URI uri = new URI(origin.strip());
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return web && uri.getRawAuthority() != null ? lower(uri.getRawAuthority()) : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static String hostOf(String authority) {
        int bracket = authority.indexOf(']');
        int colon = authority.indexOf(':', Math.max(bracket, 0));
        return colon < 0 ? authority : authority.substring(0, colon);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
