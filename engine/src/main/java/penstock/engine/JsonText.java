package penstock.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import penstock.plan.Value;

/** Reads the JSON text that a value travels as where its declared type is STRING. */
final class JsonText {

    private static final int DEEPEST = 200;
    private static final Pattern NUMBER =
            Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final String SPACE = " \t\n\r";
    private static final String ESCAPES = "\"\\/bfnrt";
    private static final String MEANINGS = "\"\\/\b\f\n\r\t";

    private final String text;
    private int at;
    private int depth;

    private JsonText(String text) {
        this.text = text;
    }

    /** The value that {@code text} is, or null when it is not JSON or nested too deeply. */
    static @Nullable Value read(String text) {
        JsonText reader = new JsonText(text);
        try {
            Value value = reader.value();
            reader.skipSpace();
            return reader.at == text.length() ? value : null;
        } catch (NotJson _) {
            return null;
        }
    }

    private Value value() throws NotJson {
        skipSpace();
        return switch (at < text.length() ? text.charAt(at) : ' ') {
            case '{' -> struct();
            case '[' -> items();
            case '"' -> new Value.Text(string());
            case 't' -> word("true", new Value.Bool(true));
            case 'f' -> word("false", new Value.Bool(false));
            case 'n' -> word("null", Value.NULL);
            default -> number();
        };
    }

    private Value struct() throws NotJson {
        enter();
        SortedMap<String, Value> fields = new TreeMap<>();
        if (!skip('}')) {
            do {
                skipSpace();
                String name = string();
                require(':');
                fields.put(name, value());
            } while (skip(','));
            require('}');
        }
        depth--;
        return new Value.Struct(fields);
    }

    private Value items() throws NotJson {
        enter();
        List<Value> values = new ArrayList<>();
        if (!skip(']')) {
            do {
                values.add(value());
            } while (skip(','));
            require(']');
        }
        depth--;
        return new Value.Items(values);
    }

    private void enter() throws NotJson {
        at++;
        if (++depth > DEEPEST) {
            throw new NotJson();
        }
    }

    private String string() throws NotJson {
        if (next() != '"') {
            throw new NotJson();
        }
        StringBuilder out = new StringBuilder();
        for (char c = next(); c != '"'; c = next()) {
            if (c < ' ') {
                throw new NotJson();
            }
            out.append(c == '\\' ? escaped() : c);
        }
        return out.toString();
    }

    private char escaped() throws NotJson {
        char c = next();
        if (c == 'u') {
            int code = 0;
            for (int i = 0; i < 4; i++) {
                int digit = Character.digit(next(), 16);
                if (digit < 0) {
                    throw new NotJson();
                }
                code = code * 16 + digit;
            }
            return (char) code;
        }
        int known = ESCAPES.indexOf(c);
        if (known < 0) {
            throw new NotJson();
        }
        return MEANINGS.charAt(known);
    }

    private Value number() throws NotJson {
        Matcher matcher = NUMBER.matcher(text).region(at, text.length());
        double number = matcher.lookingAt() ? Double.parseDouble(matcher.group()) : Double.NaN;
        if (!Double.isFinite(number)) {
            throw new NotJson();
        }
        at = matcher.end();
        return Value.number(number);
    }

    private Value word(String word, Value meaning) throws NotJson {
        if (!text.startsWith(word, at)) {
            throw new NotJson();
        }
        at += word.length();
        return meaning;
    }

    private void require(char expected) throws NotJson {
        if (!skip(expected)) {
            throw new NotJson();
        }
    }

    private boolean skip(char expected) {
        skipSpace();
        boolean found = at < text.length() && text.charAt(at) == expected;
        at += found ? 1 : 0;
        return found;
    }

    private char next() throws NotJson {
        if (at == text.length()) {
            throw new NotJson();
        }
        return text.charAt(at++);
    }

    private void skipSpace() {
        while (at < text.length() && SPACE.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    /** Leaves reading at the first thing that no JSON holds. */
    private static final class NotJson extends Exception {
        private static final long serialVersionUID = 1;

        NotJson() {
            super("not JSON", null, false, false);
        }
    }
}
