package penstock.compiler.kfp;

import penstock.plan.ParameterType;
import penstock.plan.Value;
import penstock.plan.ValueText;
import penstock.spec.kfp.ParameterKind;

/** Which values and which producers an input takes. */
final class Types {
    private Types() {}

    static ParameterType of(ParameterKind kind) {
        return switch (kind) {
            case NUMBER_DOUBLE -> ParameterType.NUMBER_DOUBLE;
            case NUMBER_INTEGER -> ParameterType.NUMBER_INTEGER;
            case STRING, PARAMETER_TYPE_ENUM_UNSPECIFIED -> ParameterType.STRING;
            case BOOLEAN -> ParameterType.BOOLEAN;
            case LIST -> ParameterType.LIST;
            case STRUCT -> ParameterType.STRUCT;
            case TASK_FINAL_STATUS -> ParameterType.TASK_FINAL_STATUS;
            case TASK_CONFIG -> ParameterType.TASK_CONFIG;
        };
    }

    /** Whether an input of {@code type} takes {@code value}; text inputs take everything. */
    static boolean accepts(ParameterType type, Value value) {
        return switch (type) {
            case STRING -> !(value instanceof Value.Null);
            case NUMBER_DOUBLE, NUMBER_INTEGER ->
                    value instanceof Value.Int || value instanceof Value.Real;
            case BOOLEAN -> value instanceof Value.Bool;
            case LIST -> value instanceof Value.Items;
            case STRUCT, TASK_FINAL_STATUS, TASK_CONFIG -> value instanceof Value.Struct;
        };
    }

    /** An accepted value as the program receives it. */
    static Value fit(ParameterType type, Value value) {
        return type == ParameterType.STRING ? new Value.Text(ValueText.plain(value)) : value;
    }

    /** Whether an input of type {@code wanted} takes what was declared as {@code given}. */
    static boolean connects(ParameterType given, ParameterType wanted) {
        return wanted == ParameterType.STRING
                || given == wanted
                || (isNumber(given) && isNumber(wanted))
                || (isStruct(given) && isStruct(wanted));
    }

    static String words(ParameterType type) {
        return switch (type) {
            case STRING -> "text";
            case NUMBER_DOUBLE -> "a number";
            case NUMBER_INTEGER -> "a whole number";
            case BOOLEAN -> "true or false";
            case LIST -> "a list";
            case STRUCT, TASK_FINAL_STATUS, TASK_CONFIG -> "a map";
        };
    }

    private static boolean isNumber(ParameterType type) {
        return type == ParameterType.NUMBER_DOUBLE || type == ParameterType.NUMBER_INTEGER;
    }

    private static boolean isStruct(ParameterType type) {
        return type == ParameterType.STRUCT || type == ParameterType.TASK_FINAL_STATUS;
    }
}
