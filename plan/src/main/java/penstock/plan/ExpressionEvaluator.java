package penstock.plan;

import java.util.SortedMap;

/** Evaluates CEL expressions over values. Pure: same arguments, same answer. */
public interface ExpressionEvaluator {

    /** A condition over a task's resolved inputs, as {@code inputs.parameter_values['name']}. */
    Evaluation condition(String expression, SortedMap<String, Value> parameters);

    /** A selector over one value, as {@code parseJson(string_value)["key"]}. */
    Evaluation selector(String expression, Value value);

    /** What an expression came to. */
    sealed interface Evaluation {
        /** It has a value. */
        record Yielded(Value value) implements Evaluation {}

        /** It has none; the message says why, for the author of the pipeline. */
        record Failed(String message) implements Evaluation {}
    }
}
