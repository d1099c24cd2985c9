package penstock.compiler.cel;

import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.compiler.json.JsonValues;
import penstock.plan.ExpressionEvaluator.Evaluation;
import penstock.plan.Value;
import penstock.plan.ValueText;

/** Values to and from the objects that the CEL library works on. */
final class CelValues {
    private static final int SHOWN = 80;

    private CelValues() {}

    static Object toCel(Value value) {
        return switch (value) {
            case Value.Null _ -> NullValue.NULL_VALUE;
            case Value.Bool(boolean bool) -> bool;
            case Value.Int(long number) -> (double) number;
            case Value.Real(double number) -> number;
            case Value.Text(String text) -> text;
            case Value.Items(List<Value> values) -> values.stream().map(CelValues::toCel).toList();
            case Value.Struct struct -> {
                Map<String, Object> fields = new HashMap<>();
                struct.fields().forEach((name, field) -> fields.put(name, toCel(field)));
                yield fields;
            }
        };
    }

    /** The variables of a condition: {@code inputs} with the parameters in both their forms. */
    static Map<String, Object> inputs(Map<String, Value> parameters) {
        Map<String, Object> current = new HashMap<>();
        Map<String, Object> old = new HashMap<>();
        parameters.forEach((name, value) -> {
            current.put(name, toCel(value));
            old.put(name, toOldValue(value));
        });
        Map<String, Object> inputs = new HashMap<>();
        inputs.put("parameter_values", current);
        inputs.put("parameters", old);
        Map<String, Object> variables = new HashMap<>();
        variables.put("inputs", inputs);
        return variables;
    }

    /** The {@code Value} message of schema 2.0.0, whose conditions ask for typed fields. */
    static Object toOldValue(Value value) {
        Map<String, Object> fields = new HashMap<>();
        switch (value) {
            case Value.Int(long number) -> {
                fields.put("int_value", number);
                fields.put("double_value", (double) number);
            }
            case Value.Real(double number) -> fields.put("double_value", number);
            case Value.Null _, Value.Bool _, Value.Text _, Value.Items _, Value.Struct _ ->
                    fields.put("string_value", ValueText.plain(value));
        }
        return fields;
    }

    /** The fields of {@code google.protobuf.Value}; {@code string_value} is always the text. */
    static Map<String, Object> toProtoValue(Value value) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("string_value", ValueText.plain(value));
        switch (value) {
            case Value.Null _ -> fields.put("null_value", toCel(value));
            case Value.Bool _ -> fields.put("bool_value", toCel(value));
            case Value.Int _, Value.Real _ -> fields.put("number_value", toCel(value));
            case Value.Items _ -> fields.put("list_value", toCel(value));
            case Value.Struct _ -> fields.put("struct_value", toCel(value));
            case Value.Text _ -> {}
        }
        return fields;
    }

    /** The function {@code parseJson}. */
    static Object parseJson(String text) throws CelEvaluationException {
        return switch (JsonValues.parse(text)) {
            case JsonValues.Parsed(Value value) -> toCel(value);
            case JsonValues.Malformed(String message) ->
                    throw new CelEvaluationException("parseJson: " + message);
        };
    }

    static Evaluation fromCel(@Nullable Object result) {
        Value value = toValue(result);
        return value == null
                ? new Evaluation.Failed("its result has no JSON form: " + result)
                : new Evaluation.Yielded(value);
    }

    static String shown(Value value) {
        String json = ValueText.json(value);
        return json.length() <= SHOWN ? json : json.substring(0, SHOWN) + "…";
    }

    private static @Nullable Value toValue(@Nullable Object object) {
        return switch (object) {
            case NullValue _ -> Value.NULL;
            case Boolean bool -> new Value.Bool(bool);
            case Long number -> new Value.Int(number);
            case Double number -> Double.isFinite(number) ? Value.number(number) : null;
            case String text -> new Value.Text(text);
            case List<?> items -> toItems(items);
            case Map<?, ?> fields -> toStruct(fields);
            case null, default -> null;
        };
    }

    private static @Nullable Value toItems(List<?> objects) {
        List<Value> values = new ArrayList<>();
        for (Object object : objects) {
            Value value = toValue(object);
            if (value == null) {
                return null;
            }
            values.add(value);
        }
        return new Value.Items(values);
    }

    private static @Nullable Value toStruct(Map<?, ?> objects) {
        TreeMap<String, Value> fields = new TreeMap<>();
        for (Map.Entry<?, ?> entry : objects.entrySet()) {
            Value value = toValue(entry.getValue());
            if (value == null || !(entry.getKey() instanceof String name)) {
                return null;
            }
            fields.put(name, value);
        }
        return new Value.Struct(fields);
    }
}
