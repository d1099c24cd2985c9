package penstock.server.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-encoding, decoded strictly: what is malformed or not UTF-8 is refused, not guessed. */
public final class Percent {

    private Percent() {}

    /** Decodes a part of a path, in which {@code +} stands for itself. */
    public static String path(String text) {
        return decode(text, false);
    }

    /** Decodes a part of a query, in which {@code +} is a space. */
    public static String query(String text) {
        return decode(text, true);
    }

    private static String decode(String text, boolean plusIsSpace) {
        if (text.indexOf('%') < 0 && (!plusIsSpace || text.indexOf('+') < 0) && isAscii(text)) {
            return Text.checked(text);
        }
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '%') {
                bytes.write(hex(raw, i + 1));
                i += 2;
            } else {
                bytes.write(plusIsSpace && raw[i] == '+' ? ' ' : raw[i]);
            }
        }
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes.toByteArray());
            return Text.checked(StandardCharsets.UTF_8.newDecoder().decode(buffer).toString());
        } catch (CharacterCodingException e) {
            throw Refusal.invalid("invalid UTF-8 in '" + Text.shown(text) + "'");
        }
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    private static int hex(byte[] raw, int at) {
        if (at + 1 < raw.length
                && HexFormat.isHexDigit(raw[at])
                && HexFormat.isHexDigit(raw[at + 1])) {
            return HexFormat.fromHexDigit(raw[at]) * 16 + HexFormat.fromHexDigit(raw[at + 1]);
        }
        throw Refusal.invalid(
                "invalid URL escape: '%' must be followed by two hex digits (use %25 for '%')");
    }
}
