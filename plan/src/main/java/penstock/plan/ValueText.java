package penstock.plan;

import java.math.BigDecimal;
import java.util.Iterator;
import java.util.Map;

/**
 * Values as text, the way pipelines on a KFP cluster see them: scalars bare, numbers without
 * exponent and without a trailing {@code .0}, lists and structs as compact JSON with sorted keys
 * and no HTML escapes.
 */
public final class ValueText {

    private ValueText() {}

    /** The text a STRING parameter receives for {@code value}; null becomes the empty text. */
    public static String plain(Value value) {
        return switch (value) {
            case Value.Null _ -> "";
            case Value.Bool(boolean bool) -> Boolean.toString(bool);
            case Value.Int(long number) -> Long.toString(number);
            case Value.Real(double number) -> decimal(number);
            case Value.Text(String text) -> text;
            case Value.Items _, Value.Struct _ -> json(value);
        };
    }

    /** Compact JSON. */
    public static String json(Value value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    /** Appends {@code text} as a JSON string literal. */
    public static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            escape(text.charAt(i), out);
        }
        out.append('"');
    }

    private static void write(Value value, StringBuilder out) {
        switch (value) {
            case Value.Null _ -> out.append("null");
            case Value.Bool(boolean bool) -> out.append(bool);
            case Value.Int(long number) -> out.append(number);
            case Value.Real(double number) -> out.append(jsonNumber(number));
            case Value.Text(String text) -> quote(text, out);
            case Value.Items items -> writeItems(items, out);
            case Value.Struct struct -> writeStruct(struct, out);
        }
    }

    private static void writeItems(Value.Items items, StringBuilder out) {
        out.append('[');
        for (int i = 0; i < items.values().size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            write(items.values().get(i), out);
        }
        out.append(']');
    }

    private static void writeStruct(Value.Struct struct, StringBuilder out) {
        out.append('{');
        Iterator<Map.Entry<String, Value>> fields = struct.fields().entrySet().iterator();
        while (fields.hasNext()) {
            Map.Entry<String, Value> field = fields.next();
            quote(field.getKey(), out);
            out.append(':');
            write(field.getValue(), out);
            if (fields.hasNext()) {
                out.append(',');
            }
        }
        out.append('}');
    }

    private static void escape(char c, StringBuilder out) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (c < 0x20) {
                    out.append(String.format("\\u%04x", (int) c));
                } else {
                    out.append(c);
                }
            }
        }
    }

    private static String decimal(double number) {
        return new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
    }

    /** Exponent form only below 1e-6 and from 1e21 on, as Go's JSON encoder does. */
    private static String jsonNumber(double number) {
        double magnitude = Math.abs(number);
        if (magnitude == 0 || (magnitude >= 1e-6 && magnitude < 1e21)) {
            return decimal(number);
        }
        String text = Double.toString(number);
        int exponent = text.indexOf('E');
        String sign = magnitude < 1 ? "" : "+";
        return decimal(Double.parseDouble(text.substring(0, exponent)))
                + "e"
                + sign
                + text.substring(exponent + 1);
    }
}
