package penstock.server.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Addresses that let whoever has them read one thing for a while. A browser cannot send a token
 * when it follows a link, so what is downloaded by link is signed instead.
 */
public final class SignedLinks {
    /** How long an address is good for. */
    public static final Duration LIFE = Duration.ofMinutes(10);

    private static final String ALGORITHM = "HmacSHA256";
    private static final String EXPIRES = "expires";
    private static final String SIGNATURE = "signature";

    private final SecretKeySpec key;
    private final Clock clock;

    /** Links under a secret key. */
    public SignedLinks(byte[] key, Clock clock) {
        this.key = new SecretKeySpec(key, ALGORITHM);
        this.clock = clock;
    }

    /**
     * An address and until when it is good.
     *
     * @param url without the server's name
     */
    public record Link(String url, Instant expiresAt) {}

    /** The address that lets its holder GET {@code path} with these query parameters. */
    public Link sign(String path, Map<String, String> query) {
        Instant expiresAt = Instant.ofEpochSecond(clock.instant().plus(LIFE).getEpochSecond());
        SortedMap<String, String> all = new TreeMap<>(query);
        all.put(EXPIRES, Long.toString(expiresAt.getEpochSecond()));
        String asked = Query.encoded(all);
        return new Link(path + "?" + asked + "&" + SIGNATURE + "=" + mac(path, asked), expiresAt);
    }

    /** Whether {@code call} follows such an address; one that has expired is refused. */
    boolean admits(Call call) {
        String signature = call.query().text(SIGNATURE);
        boolean reading = call.method().equals("GET") || call.method().equals("HEAD");
        if (signature.isEmpty() || !reading) {
            return false;
        }
        String wanted = mac(call.path(), call.query().encodedWithout(SIGNATURE));
        byte[] given = signature.getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(wanted.getBytes(StandardCharsets.UTF_8), given)) {
            return false;
        }
        if (clock.instant().getEpochSecond() > call.query().number(EXPIRES, 0)) {
            throw Refusal.of(Code.UNAUTHENTICATED, "this link has expired; ask for a new one");
        }
        return true;
    }

    private String mac(String path, String query) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            String signed = "link\n" + path + "\n" + query;
            return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks " + ALGORITHM, e);
        }
    }
}
