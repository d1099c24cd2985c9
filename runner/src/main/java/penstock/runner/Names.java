package penstock.runner;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Names that are safe as file names. */
final class Names {

    private Names() {}

    /** Sixteen hex digits that stand for any text. */
    static String digest(String text) {
        UUID uuid = UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(uuid.getMostSignificantBits());
    }
}
