package penstock.runner;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import penstock.plan.ParameterType;
import penstock.plan.Value;
import penstock.plan.ValueText;

/** Fits what a program wrote to the declared type of an output parameter. */
final class OutputValues {

    private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
    private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");

    private OutputValues() {}

    /** A value from the executor output, or null when it does not fit. */
    static @Nullable Value fromJson(Value value, ParameterType type) {
        if (type == ParameterType.STRING) {
            return value instanceof Value.Text ? value : new Value.Text(ValueText.plain(value));
        }
        if (value instanceof Value.Text(String text)) {
            return fromText(text, type);
        }
        boolean fits =
                switch (type) {
                    case STRING -> true;
                    case NUMBER_INTEGER -> value instanceof Value.Int;
                    case NUMBER_DOUBLE -> value instanceof Value.Int || value instanceof Value.Real;
                    case BOOLEAN -> value instanceof Value.Bool;
                    case LIST -> value instanceof Value.Items;
                    case STRUCT, TASK_FINAL_STATUS, TASK_CONFIG -> value instanceof Value.Struct;
                };
        return fits ? value : null;
    }

    /** The content of an output file, or null when it does not fit. */
    static @Nullable Value fromText(String text, ParameterType type) {
        return switch (type) {
            case STRING -> new Value.Text(text);
            case NUMBER_INTEGER -> whole(text.strip());
            case NUMBER_DOUBLE -> number(text.strip());
            case BOOLEAN -> bool(text.strip());
            case LIST, STRUCT, TASK_FINAL_STATUS, TASK_CONFIG -> json(text, type);
        };
    }

    /** The type as people write it. */
    static String words(ParameterType type) {
        return switch (type) {
            case STRING -> "text";
            case NUMBER_INTEGER -> "a whole number";
            case NUMBER_DOUBLE -> "a number";
            case BOOLEAN -> "true or false";
            case LIST -> "a JSON list";
            case STRUCT, TASK_FINAL_STATUS, TASK_CONFIG -> "a JSON object";
        };
    }

    private static @Nullable Value whole(String text) {
        try {
            return new Value.Int(new BigDecimal(text).longValueExact());
        } catch (NumberFormatException | ArithmeticException e) {
            return null;
        }
    }

    private static @Nullable Value number(String text) {
        try {
            double number = new BigDecimal(text).doubleValue();
            return Double.isFinite(number) ? Value.number(number) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Value bool(String text) {
        if (TRUE.contains(text)) {
            return new Value.Bool(true);
        }
        return FALSE.contains(text) ? new Value.Bool(false) : null;
    }

    private static @Nullable Value json(String text, ParameterType type) {
        try {
            Value value = Json.value(Json.read(text));
            return value instanceof Value.Text ? null : fromJson(value, type);
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
