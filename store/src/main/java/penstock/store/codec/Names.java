package penstock.store.codec;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Names of fields as JSON takes them. A name with half a surrogate pair, which readers of JSON
 * refuse, is written as a NUL and its UTF-16 in hex; so is one that begins with a NUL.
 */
final class Names {

    private static final String MARK = "\u0000";

    /** Hex digits of a char. */
    private static final int DIGITS = 4;

    private Names() {}

    static String encode(String name) {
        if (isPlain(name)) {
            return name;
        }
        StringBuilder encoded = new StringBuilder(MARK);
        for (int i = 0; i < name.length(); i++) {
            encoded.append(HexFormat.of().toHexDigits(name.charAt(i)));
        }
        return encoded.toString();
    }

    static String decode(String name) {
        if (!name.startsWith(MARK)) {
            return name;
        }
        try {
            StringBuilder decoded = new StringBuilder();
            for (int i = MARK.length(); i < name.length(); i += DIGITS) {
                decoded.append((char) HexFormat.fromHexDigits(name, i, i + DIGITS));
            }
            return decoded.toString();
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new UnreadableException("not a name: '" + name + "'");
        }
    }

    private static boolean isPlain(String name) {
        return !name.startsWith(MARK)
                && (name.chars().noneMatch(c -> Character.isSurrogate((char) c))
                        || StandardCharsets.UTF_16BE.newEncoder().canEncode(name));
    }
}
