package penstock.engine;

import org.jspecify.annotations.Nullable;
import penstock.plan.ParameterType;
import penstock.plan.Value;
import penstock.plan.ValueText;

/**
 * Fits a value to a declared parameter type: STRING takes anything as text, every other type takes
 * exactly its own kind.
 */
final class Conversions {

    private Conversions() {}

    /** The value as {@code type} takes it, or null when it does not. */
    static @Nullable Value convert(Value value, ParameterType type) {
        boolean fits =
                switch (type) {
                    case STRING -> true;
                    case NUMBER_INTEGER, NUMBER_DOUBLE ->
                            value instanceof Value.Int || value instanceof Value.Real;
                    case BOOLEAN -> value instanceof Value.Bool;
                    case LIST -> value instanceof Value.Items;
                    case STRUCT, TASK_FINAL_STATUS, TASK_CONFIG -> value instanceof Value.Struct;
                };
        if (!fits) {
            return null;
        }
        boolean toText = type == ParameterType.STRING && !(value instanceof Value.Text);
        return toText ? new Value.Text(ValueText.plain(value)) : value;
    }
}
