package penstock.compiler.cel;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import penstock.plan.Value;
import penstock.plan.ValueText;

/**
 * Comparisons with items of loops. The SDK knows no type for fields of items, hands them on as text
 * and quotes what they are compared with: {@code item.rate > 0.5} becomes {@code 'item' > '0.5'}.
 * Texts that are numbers are compared as such here, as in the author's Python.
 */
final class UntypedItems {
    /** The function that stands for an ordering of two texts. */
    static final String ORDER = "order";

    private static final String NUMBER = "-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?";
    private static final Pattern NUMERAL = Pattern.compile(NUMBER);
    private static final String INPUT = "inputs\\.parameter_values\\['[^'\\]\\\\]+'\\]";
    private static final String OPERAND =
            "(?:" + INPUT + "|string\\((?:int\\()?" + INPUT + "\\)+|'" + NUMBER + "')";
    private static final Pattern COMPARISON =
            Pattern.compile(
                    "(?<left>"
                            + OPERAND
                            + ") (?<operator>==|!=|<=|>=|<|>) (?<right>"
                            + OPERAND
                            + ")");
    private static final Pattern ITEM =
            Pattern.compile("inputs\\.parameter_values\\['[^']*loop-item[^']*'\\]");

    private UntypedItems() {}

    /** The expression with such comparisons as they were meant. */
    static String meant(String expression) {
        return expression.contains("loop-item")
                ? COMPARISON.matcher(expression).replaceAll(UntypedItems::comparison)
                : expression;
    }

    /**
     * Below, at or above zero, as the first text is less than, equal to or greater than the other.
     */
    static long order(String left, String right) {
        boolean numbers = NUMERAL.matcher(left).matches() && NUMERAL.matcher(right).matches();
        return numbers
                ? Double.compare(Double.parseDouble(left), Double.parseDouble(right))
                : left.compareTo(right);
    }

    private static String comparison(MatchResult found) {
        String left = found.group("left");
        String operator = found.group("operator");
        String right = found.group("right");
        String meant =
                ITEM.matcher(left + right).find()
                        ? comparison(left, operator, right)
                        : found.group();
        return Matcher.quoteReplacement(meant);
    }

    private static String comparison(String left, String operator, String right) {
        return switch (operator) {
            case "==" -> left + " in " + spellings(right);
            case "!=" -> "!(" + left + " in " + spellings(right) + ")";
            default -> ORDER + "(" + left + ", " + right + ") " + operator + " 0";
        };
    }

    /** A number may be written in another way than items write it: {@code 2.0} is {@code 2}. */
    private static String spellings(String operand) {
        String text = operand.substring(1, operand.length() - 1);
        if (!NUMERAL.matcher(text).matches()) {
            return "[" + operand + "]";
        }
        double number = Double.parseDouble(text);
        return Double.isFinite(number)
                ? "[" + operand + ", '" + ValueText.plain(Value.number(number)) + "']"
                : "[" + operand + "]";
    }
}
