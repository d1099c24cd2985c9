package penstock.spec.document;

import java.util.regex.Pattern;
import penstock.spec.document.ScalarNode.Kind;

/** Tells numbers, booleans and null from text by the YAML 1.2 core schema. */
final class PlainScalars {
    private static final Pattern INTEGER =
            Pattern.compile("[-+]?[0-9]{1,400}|0o[0-7]{1,21}|0x[0-9a-fA-F]{1,16}");
    private static final Pattern FLOAT =
            Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final int LONGEST_NUMBER = 400;

    /** What a YAML 1.1 writer, such as the one in the KFP SDK, takes for a float. */
    private static final Pattern YAML_11_FLOAT =
            Pattern.compile("[-+]?([0-9][0-9_]*)?\\.[0-9_]*([eE][-+][0-9]+)?");

    private PlainScalars() {}

    static Kind kind(String text) {
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> Kind.NULL;
            case "true", "True", "TRUE", "false", "False", "FALSE" -> Kind.BOOL;
            case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF" -> Kind.FLOAT;
            case "-.inf", "-.Inf", "-.INF", ".nan", ".NaN", ".NAN" -> Kind.FLOAT;
            default -> numberOrText(text);
        };
    }

    private static Kind numberOrText(String text) {
        char first = text.charAt(0);
        boolean mayBeNumber = (first >= '0' && first <= '9') || "+-.".indexOf(first) >= 0;
        if (!mayBeNumber || text.length() > LONGEST_NUMBER) {
            return Kind.TEXT;
        }
        if (INTEGER.matcher(text).matches()) {
            return Kind.INT;
        }
        return FLOAT.matcher(text).matches() ? Kind.FLOAT : Kind.TEXT;
    }

    /**
     * Whether a number of YAML 1.2 is text in YAML 1.1, so that a 1.1 writer leaves such a text
     * unquoted: {@code 1e5}, {@code 0o17}.
     */
    static boolean isTextInYaml11(String text) {
        if (text.startsWith("0o")) {
            return true;
        }
        boolean exponent = text.indexOf('e') >= 0 || text.indexOf('E') >= 0;
        return exponent && !text.startsWith("0x") && !YAML_11_FLOAT.matcher(text).matches();
    }

    static long parseInteger(String text) {
        if (text.startsWith("0o")) {
            return Long.parseUnsignedLong(text, 2, text.length(), 8);
        }
        if (text.startsWith("0x")) {
            return Long.parseLong(text, 2, text.length(), 16);
        }
        return Long.parseLong(text);
    }

    static double parseNumber(String text) {
        String bare = text.startsWith("+") ? text.substring(1) : text;
        return switch (bare) {
            case ".inf", ".Inf", ".INF" -> Double.POSITIVE_INFINITY;
            case "-.inf", "-.Inf", "-.INF" -> Double.NEGATIVE_INFINITY;
            case ".nan", ".NaN", ".NAN" -> Double.NaN;
            default -> finite(bare);
        };
    }

    private static double finite(String text) {
        if (text.startsWith("0o")) {
            return Long.parseUnsignedLong(text, 2, text.length(), 8);
        }
        if (text.startsWith("0x")) {
            return unsigned(Long.parseUnsignedLong(text, 2, text.length(), 16));
        }
        return Double.parseDouble(text);
    }

    private static double unsigned(long bits) {
        double half = (bits >>> 1) * 2.0;
        return bits >= 0 ? bits : half + (bits & 1);
    }
}
