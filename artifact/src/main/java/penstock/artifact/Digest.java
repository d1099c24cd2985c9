package penstock.artifact;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 being computed; its text is {@code sha256:} and lower-case hex. */
final class Digest {

    private final MessageDigest sha256;

    Digest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    void add(ByteBuffer bytes) {
        sha256.update(bytes);
    }

    void add(String text) {
        sha256.update(text.getBytes(StandardCharsets.UTF_8));
    }

    String text() {
        return "sha256:" + HexFormat.of().formatHex(sha256.digest());
    }
}
