package penstock.server.list;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import penstock.control.port.Paging;
import penstock.server.http.Refusal;
import penstock.server.json.Fields;
import penstock.server.json.Json;

/**
 * Says where the next page starts, in a text that clients hand back. It is signed: what is in it
 * reaches a store unchanged or not at all.
 */
public final class PageTokens {
    /** Bytes of a key. */
    public static final int KEY_BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int MAC_BYTES = 32;
    private static final int MAX_LENGTH = 60 << 10;

    private final SecretKeySpec key;

    /** Tokens under a key of {@value #KEY_BYTES} secret bytes. */
    public PageTokens(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("key of " + key.length + " bytes (expected: 32)");
        }
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /**
     * The place in a list.
     *
     * @param list which list: resource and what it is restricted to
     * @param filter the filter's text as sent
     */
    record Place(
            String list, String sort, boolean descending, String filter, Paging.Cursor after) {}

    String write(Place place) {
        ObjectNode json = Json.object();
        json.put("list", place.list());
        json.put("sort", place.sort());
        json.put("descending", place.descending());
        json.put("filter", place.filter());
        json.put("value", place.after().sortValue());
        json.put("id", place.after().id());
        byte[] payload = Json.bytes(json);
        byte[] signed = Arrays.copyOf(payload, payload.length + MAC_BYTES);
        System.arraycopy(mac(payload), 0, signed, payload.length, MAC_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
    }

    Place read(String token) {
        byte[] signed = token.length() > MAX_LENGTH ? new byte[0] : decoded(token);
        int length = signed.length - MAC_BYTES;
        if (length < 0) {
            throw invalid();
        }
        byte[] payload = Arrays.copyOf(signed, length);
        byte[] mac = Arrays.copyOfRange(signed, length, signed.length);
        if (!MessageDigest.isEqual(mac, mac(payload))) {
            throw invalid();
        }
        Fields json = Json.message(new String(payload, StandardCharsets.UTF_8), "page_token");
        return new Place(
                json.text("list"),
                json.text("sort"),
                json.flag("descending"),
                json.text("filter"),
                new Paging.Cursor(json.text("value"), json.text("id")));
    }

    private static byte[] decoded(String token) {
        try {
            return Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    private static Refusal invalid() {
        return Refusal.invalid(
                "page_token: not one of this server (expected: the next_page_token of the page before)");
    }

    private byte[] mac(byte[] payload) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(payload);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks " + ALGORITHM, e);
        }
    }
}
