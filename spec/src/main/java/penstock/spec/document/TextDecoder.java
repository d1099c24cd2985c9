package penstock.spec.document;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import penstock.spec.Diagnostic;
import penstock.spec.DiagnosticCode;
import penstock.spec.Diagnostics;
import penstock.spec.Span;

/** Bytes to text: UTF-8, or UTF-16 where a byte order mark says so. */
final class TextDecoder {
    private static final String HINT = "save the file as UTF-8";

    private TextDecoder() {}

    /** The text without byte order mark; empty after an error was reported. */
    static String decode(byte[] bytes, Diagnostics diagnostics) {
        return switch (encodingOf(bytes)) {
            case UTF_8 -> decode(bytes, 0, StandardCharsets.UTF_8, diagnostics);
            case UTF_8_MARKED -> decode(bytes, 3, StandardCharsets.UTF_8, diagnostics);
            case UTF_16_LITTLE -> decode(bytes, 2, StandardCharsets.UTF_16LE, diagnostics);
            case UTF_16_BIG -> decode(bytes, 2, StandardCharsets.UTF_16BE, diagnostics);
        };
    }

    private enum Encoding {
        UTF_8,
        UTF_8_MARKED,
        UTF_16_LITTLE,
        UTF_16_BIG
    }

    private static Encoding encodingOf(byte[] bytes) {
        int first = bytes.length > 0 ? bytes[0] & 0xFF : 0;
        int second = bytes.length > 1 ? bytes[1] & 0xFF : 0;
        int third = bytes.length > 2 ? bytes[2] & 0xFF : 0;
        if (first == 0xEF && second == 0xBB && third == 0xBF) {
            return Encoding.UTF_8_MARKED;
        }
        if (first == 0xFF && second == 0xFE) {
            return Encoding.UTF_16_LITTLE;
        }
        return first == 0xFE && second == 0xFF ? Encoding.UTF_16_BIG : Encoding.UTF_8;
    }

    private static String decode(byte[] bytes, int from, Charset charset, Diagnostics diagnostics) {
        ByteBuffer in = ByteBuffer.wrap(bytes, from, bytes.length - from);
        CharBuffer out = CharBuffer.allocate(bytes.length - from + 1);
        CoderResult result =
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)
                        .decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            String found = String.format("0x%02X", in.get(in.position()));
            diagnostics.add(
                    Diagnostic.error(
                            DiagnosticCode.UNREADABLE_TEXT,
                            endOf(text),
                            "byte " + found + " is not " + charset.name() + " text",
                            HINT));
            return "";
        }
        return text;
    }

    /** The place just after {@code text}. */
    private static Span endOf(String text) {
        int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
        int lineStart = text.lastIndexOf('\n') + 1;
        return Span.at(line, 1 + text.codePointCount(lineStart, text.length()));
    }
}
