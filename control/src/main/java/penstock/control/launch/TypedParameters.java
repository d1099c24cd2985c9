package penstock.control.launch;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import penstock.control.port.AttemptOrder;
import penstock.plan.Argument;
import penstock.plan.Component;
import penstock.plan.Interface;
import penstock.plan.ParameterType;
import penstock.plan.Template;
import penstock.plan.Value;
import penstock.plan.ValueText;

/**
 * Parameters as the executor of SDK 1.8 reads them: {@code {"n": {"intValue": "2"}}}. It looks
 * nowhere else, later ones never look here.
 */
final class TypedParameters {
    private static final String READER = "kfp.v2.components.executor_main";

    private TypedParameters() {}

    /** True if the program of {@code order} is that executor. */
    static boolean areReadBy(AttemptOrder order) {
        return order.work() instanceof Component.Container container
                && container.spec().command().stream().anyMatch(TypedParameters::namesReader);
    }

    static Value.Struct of(AttemptOrder order) {
        SortedMap<String, Value> typed = new TreeMap<>();
        for (Map.Entry<String, Value> given : order.inputs().parameters().entrySet()) {
            if (!(given.getValue() instanceof Value.Null)) {
                typed.put(given.getKey(), typed(order.io(), given.getKey(), given.getValue()));
            }
        }
        return new Value.Struct(typed);
    }

    private static Value typed(Interface io, String name, Value value) {
        Interface.ParameterInput declared = io.parameters().get(name);
        boolean real = declared != null && declared.type() == ParameterType.NUMBER_DOUBLE;
        return switch (value) {
            case Value.Int _ when real -> field("doubleValue", value);
            case Value.Int _ -> field("intValue", new Value.Text(ValueText.plain(value)));
            case Value.Real _ -> field("doubleValue", value);
            case Value.Text _ -> field("stringValue", value);
            case Value.Bool _, Value.Null _, Value.Items _, Value.Struct _ ->
                    field("stringValue", new Value.Text(ValueText.json(value)));
        };
    }

    private static Value field(String name, Value value) {
        SortedMap<String, Value> fields = new TreeMap<>();
        fields.put(name, value);
        return new Value.Struct(fields);
    }

    private static boolean namesReader(Argument argument) {
        return argument instanceof Argument.Word(Template template)
                && template.parts().stream().anyMatch(TypedParameters::namesReader);
    }

    private static boolean namesReader(Template.Part part) {
        return part instanceof Template.Literal(String text) && text.contains(READER);
    }
}
