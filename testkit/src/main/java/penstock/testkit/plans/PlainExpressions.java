package penstock.testkit.plans;

import java.util.SortedMap;
import penstock.plan.ExpressionEvaluator;
import penstock.plan.Value;

/**
 * Conditions {@code name < 5}, {@code name = 5} and {@code name > 5} over whole numbers, and
 * selectors that are the name of a field; enough for plans in tests.
 */
public final class PlainExpressions implements ExpressionEvaluator {

    @Override
    public Evaluation condition(String expression, SortedMap<String, Value> parameters) {
        String[] words = expression.split(" ", -1);
        if (words.length != 3) {
            return new Evaluation.Failed("'" + expression + "' (expected: name < number)");
        }
        if (!(parameters.get(words[0]) instanceof Value.Int(long left))) {
            return new Evaluation.Failed("no whole number '" + words[0] + "'");
        }
        long right = Long.parseLong(words[2]);
        return switch (words[1]) {
            case "<" -> new Evaluation.Yielded(new Value.Bool(left < right));
            case "=" -> new Evaluation.Yielded(new Value.Bool(left == right));
            case ">" -> new Evaluation.Yielded(new Value.Bool(left > right));
            case "+" -> new Evaluation.Yielded(new Value.Int(left + right));
            default -> new Evaluation.Failed("no operation '" + words[1] + "'");
        };
    }

    @Override
    public Evaluation selector(String expression, Value value) {
        Value field = value instanceof Value.Struct struct ? struct.fields().get(expression) : null;
        return field == null
                ? new Evaluation.Failed("no field '" + expression + "'")
                : new Evaluation.Yielded(field);
    }
}
