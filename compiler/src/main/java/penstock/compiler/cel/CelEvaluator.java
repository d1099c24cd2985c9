package penstock.compiler.cel;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import penstock.plan.ExpressionEvaluator;
import penstock.plan.Value;

/**
 * Evaluates CEL as KFP uses it: {@code inputs.parameter_values['name']} in conditions, the fields
 * of {@code google.protobuf.Value} in selectors, and {@code parseJson} in both. Numbers are
 * doubles. Thread-safe; the first expression loads the CEL library, later ones with the same text
 * reuse its program.
 */
public final class CelEvaluator implements ExpressionEvaluator {
    private static final int PROGRAMS = 256;

    private final Map<String, Expression> programs = new Recent();

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

    /** Forgets the expression that was not used for longest. */
    private static final class Recent extends LinkedHashMap<String, Expression> {
        private static final long serialVersionUID = 1L;

        Recent() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Expression> eldest) {
            return size() > PROGRAMS;
        }
    }
}
