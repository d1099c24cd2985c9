package penstock.compiler.kfp;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Mends conditions that the KFP SDK writes with broken quotes: texts that hold quotes or
 * backslashes are not escaped, and a channel that is compared with text stands in quotes itself. A
 * condition is mended only when it can be read in one way.
 */
final class ConditionRepair {
    private static final Pattern OPERATOR = Pattern.compile(" (==|!=|<=|>=|<|>) ");
    private static final Pattern CHANNEL =
            Pattern.compile("(int\\(|double\\(int\\()?inputs\\.parameter_values\\['[^']+'\\]\\)*");
    private static final Pattern PLAIN = Pattern.compile("-?[0-9][0-9.e+-]*|true|false");

    private ConditionRepair() {}

    /** The condition that was meant, or null when several could be, or none. */
    static @Nullable String of(String condition) {
        List<String> mended = new ArrayList<>();
        for (String comparison : condition.split(" && ", -1)) {
            String one = comparison(comparison);
            if (one == null) {
                return null;
            }
            mended.add(one);
        }
        return String.join(" && ", mended);
    }

    private static @Nullable String comparison(String text) {
        boolean negated = text.startsWith("!(") && text.endsWith(")");
        String inner = negated ? text.substring(2, text.length() - 1) : text;
        String found = null;
        Matcher operator = OPERATOR.matcher(inner);
        for (int at = 0; operator.find(at); at = operator.start() + 1) {
            String left = operand(inner.substring(0, operator.start()));
            String right = operand(inner.substring(operator.end()));
            if (left != null && right != null) {
                if (found != null) {
                    return null;
                }
                found = left + operator.group() + right;
            }
        }
        return found == null || !negated ? found : "!(" + found + ")";
    }

    private static @Nullable String operand(String text) {
        if (CHANNEL.matcher(text).matches() || PLAIN.matcher(text).matches()) {
            return text;
        }
        boolean quoted = text.length() >= 2 && text.startsWith("'") && text.endsWith("'");
        if (!quoted) {
            return null;
        }
        String inner = text.substring(1, text.length() - 1);
        return CHANNEL.matcher(inner).matches() ? "string(" + inner + ")" : literal(inner);
    }

    private static String literal(String text) {
        return "'"
                + text.replace("\\", "\\\\")
                        .replace("'", "\\'")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                + "'";
    }
}
