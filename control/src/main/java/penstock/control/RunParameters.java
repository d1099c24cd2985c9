package penstock.control;

import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import penstock.plan.Component;
import penstock.plan.ErrorCode;
import penstock.plan.Interface.ParameterInput;
import penstock.plan.ParameterType;
import penstock.plan.Problem;
import penstock.plan.Value;
import penstock.plan.ValueText;

/**
 * Checks a run's parameters against its pipeline, as KFP does: kinds must match exactly, null
 * matches nothing, and neither a missing nor an unknown name is accepted.
 */
final class RunParameters {

    private RunParameters() {}

    /** Why the parameters do not fit {@code root}, or null when they do. */
    static @Nullable Problem check(Component.Scope root, SortedMap<String, Value> given) {
        for (Map.Entry<String, ParameterInput> declared : root.io().parameters().entrySet()) {
            Problem problem = check(declared.getKey(), declared.getValue(), given);
            if (problem != null) {
                return problem;
            }
        }
        for (String name : given.keySet()) {
            if (!root.io().parameters().containsKey(name)) {
                return new Problem(
                        ErrorCode.INVALID_ARGUMENT,
                        "parameter '" + name + "' is not an input of this pipeline",
                        "Its inputs: " + names(root) + ".");
            }
        }
        return null;
    }

    private static @Nullable Problem check(
            String name, ParameterInput declared, SortedMap<String, Value> given) {
        Value value = given.get(name);
        if (value == null) {
            boolean needed = !declared.optional() && declared.defaultValue() == null;
            return needed
                    ? new Problem(
                            ErrorCode.INVALID_ARGUMENT,
                            "parameter '"
                                    + name
                                    + "' ("
                                    + declared.type()
                                    + ") is required and has no value",
                            "Give it a value when you create the run.")
                    : null;
        }
        if (!matches(value, declared.type())) {
            return new Problem(
                    ErrorCode.INVALID_ARGUMENT,
                    "parameter '"
                            + name
                            + "' is "
                            + abbreviated(value)
                            + " (expected: "
                            + declared.type()
                            + ")",
                    "Values are not converted; send a JSON value of that type.");
        }
        if (!declared.literals().isEmpty() && !declared.literals().contains(value)) {
            return Problem.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "parameter '"
                            + name
                            + "' is "
                            + abbreviated(value)
                            + " (expected one of: "
                            + abbreviated(new Value.Items(declared.literals()))
                            + ")");
        }
        return null;
    }

    private static boolean matches(Value value, ParameterType type) {
        return switch (type) {
            case STRING -> value instanceof Value.Text;
            case NUMBER_DOUBLE, NUMBER_INTEGER ->
                    value instanceof Value.Int || value instanceof Value.Real;
            case BOOLEAN -> value instanceof Value.Bool;
            case LIST -> value instanceof Value.Items;
            case STRUCT -> value instanceof Value.Struct;
            case TASK_FINAL_STATUS, TASK_CONFIG -> false;
        };
    }

    private static String names(Component.Scope root) {
        return root.io().parameters().isEmpty()
                ? "none"
                : String.join(", ", root.io().parameters().keySet());
    }

    private static String abbreviated(Value value) {
        String json = ValueText.json(value);
        return json.length() <= 120 ? json : json.substring(0, 117) + "...";
    }
}
