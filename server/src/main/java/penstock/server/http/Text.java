package penstock.server.http;

/** What every text from outside must satisfy. */
public final class Text {
    private static final int SHOWN = 100;

    private Text() {}

    /**
     * {@code text}, if it can be stored and sent again.
     *
     * @throws Refusal for the character U+0000 and for halves of surrogate pairs
     */
    public static String checked(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw Refusal.invalid("text with the character U+0000 (expected: text without it)");
            }
            if (Character.isSurrogate(c)) {
                if (!isPair(text, i)) {
                    throw Refusal.invalid("invalid UTF-8: half of a surrogate pair");
                }
                i++;
            }
        }
        return text;
    }

    private static boolean isPair(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                && at + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(at + 1));
    }

    /** The beginning of {@code text}, short enough for a message. */
    public static String shown(String text) {
        if (text.length() <= SHOWN) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN;
        return text.substring(0, end) + "…";
    }
}
