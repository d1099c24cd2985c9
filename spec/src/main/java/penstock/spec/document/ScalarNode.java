package penstock.spec.document;

import java.util.OptionalLong;
import penstock.spec.Span;

/**
 * A single datum.
 *
 * @param kind what it is
 * @param text its text as written, without quotes; a number keeps its digits
 * @param plain it was written without quotes
 */
public record ScalarNode(Kind kind, String text, boolean plain, Span span) implements Node {

    /** What a scalar can be. */
    public enum Kind {
        /** Nothing, {@code ~} or {@code null}. */
        NULL,
        /** True or false. */
        BOOL,
        /** A number written as a whole one. */
        INT,
        /** Any other number, NaN and the infinities included. */
        FLOAT,
        /** Everything else. */
        TEXT
    }

    private static final int SHOWN = 60;

    /** Whether a {@link Kind#BOOL} is true. */
    public boolean bool() {
        return text.equalsIgnoreCase("true");
    }

    /** The value of an {@link Kind#INT}, if it fits. */
    public OptionalLong integer() {
        try {
            return OptionalLong.of(PlainScalars.parseInteger(text));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** The value of an {@link Kind#INT} or {@link Kind#FLOAT}. */
    public double number() {
        return PlainScalars.parseNumber(text);
    }

    /** Whether it is an {@link Kind#INT} or a {@link Kind#FLOAT}. */
    public boolean isNumber() {
        return kind == Kind.INT || kind == Kind.FLOAT;
    }

    /**
     * Whether it is a number only since YAML 1.2. The KFP SDK writes YAML 1.1, in which texts such
     * as {@code 1e5} need no quotes.
     */
    public boolean isTextInYaml11() {
        return plain && isNumber() && PlainScalars.isTextInYaml11(text);
    }

    @Override
    public String describe() {
        return switch (kind) {
            case NULL -> "null";
            case BOOL -> "the boolean " + text;
            case INT, FLOAT -> "the number " + shown();
            case TEXT -> "the text '" + shown() + "'";
        };
    }

    private String shown() {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
