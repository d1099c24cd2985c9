package penstock.server.kfp;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.plan.Interface.ParameterInput;
import penstock.plan.ParameterType;
import penstock.plan.Plan;
import penstock.plan.Value;
import penstock.server.http.Refusal;
import penstock.server.http.Text;
import penstock.server.json.Json;
import penstock.server.json.Values;

/**
 * Parameters as clients of KFP v1 send them: texts, whatever a pipeline declares. For one of KFP v2
 * they are read as the type that it asks for.
 */
final class V1Arguments {
    private static final int MOST_BYTES = 10_000;

    private V1Arguments() {}

    /** The values of {@code texts} for {@code plan}, with {@code values} as they are. */
    static SortedMap<String, Value> of(
            Plan plan, SequencedMap<String, String> texts, SortedMap<String, Value> values) {
        int size = texts.entrySet().stream().mapToInt(V1Arguments::size).sum();
        if (size > MOST_BYTES) {
            throw Refusal.invalid(
                    "parameters of " + size + " characters (limit: " + MOST_BYTES + ")");
        }
        SortedMap<String, Value> all = new TreeMap<>(values);
        texts.forEach((name, text) -> all.put(name, value(plan, name, text)));
        return all;
    }

    private static int size(Map.Entry<String, String> parameter) {
        return parameter.getKey().length() + parameter.getValue().length();
    }

    private static Value value(Plan plan, String name, String text) {
        @Nullable ParameterInput declared = plan.root().io().parameters().get(name);
        if (declared == null) {
            throw Refusal.invalid("Unrecognized input parameter: " + Text.shown(name));
        }
        return declared.type() == ParameterType.STRING ? new Value.Text(text) : json(name, text);
    }

    /** Python writes its booleans with a capital letter. */
    private static Value json(String name, String text) {
        String plain =
                List.of("True", "False").contains(text) ? text.toLowerCase(Locale.ROOT) : text;
        return Values.of(Json.tree(plain, "parameter '" + Text.shown(name) + "'"));
    }
}
