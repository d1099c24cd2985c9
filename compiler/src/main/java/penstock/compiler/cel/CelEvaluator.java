package penstock.compiler.cel;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import penstock.plan.ExpressionEvaluator;
import penstock.plan.Value;

/**
 * Evaluates CEL as KFP uses it: {@code inputs.parameter_values['name']} in conditions, the fields
 * of {@code google.protobuf.Value} in selectors, and {@code parseJson} in both. Numbers are
 * doubles. Thread-safe; the first expression loads the CEL library, later ones with the same text
 * reuse its program.
 */
public final class CelEvaluator implements ExpressionEvaluator {
    /** Of text in all programs kept: thousands of conditions as the SDK writes them. */
    private static final int CHARACTERS = 500_000;

    private final Recent programs = new Recent();

    @Override
    public Evaluation condition(String expression, SortedMap<String, Value> parameters) {
        Evaluation evaluation = expression(expression).evaluate(CelValues.inputs(parameters));
        return evaluation instanceof Evaluation.Yielded(Value value)
                        && !(value instanceof Value.Bool)
                ? new Evaluation.Failed("it is not true or false but " + CelValues.shown(value))
                : evaluation;
    }

    @Override
    public Evaluation selector(String expression, Value value) {
        return expression(expression).evaluate(CelValues.toProtoValue(value));
    }

    /** What is wrong with the syntax of {@code expression}; empty when nothing is. */
    public String syntaxError(String expression) {
        return expression(expression) instanceof Expression.Broken(String message) ? message : "";
    }

    private Expression expression(String text) {
        synchronized (programs) {
            Expression known = programs.get(text);
            if (known != null) {
                return known;
            }
        }
        Expression parsed = Expression.parse(text);
        synchronized (programs) {
            programs.put(text, parsed);
        }
        return parsed;
    }

    /** How many expressions are ready, for tests of the bound. */
    int ready() {
        synchronized (programs) {
            return programs.texts.size();
        }
    }

    /** Programs by text; those that were not used for longest make room for others. */
    private static final class Recent {
        private final Map<String, Expression> texts = new LinkedHashMap<>(16, 0.75f, true);
        private int characters;

        @Nullable Expression get(String text) {
            return texts.get(text);
        }

        void put(String text, Expression expression) {
            if (text.length() <= CHARACTERS && texts.put(text, expression) == null) {
                characters += text.length();
                Iterator<String> oldest = texts.keySet().iterator();
                while (characters > CHARACTERS) {
                    characters -= oldest.next().length();
                    oldest.remove();
                }
            }
        }
    }
}
