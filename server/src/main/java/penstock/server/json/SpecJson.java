package penstock.server.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.plan.Value;
import penstock.spec.Reading;
import penstock.spec.document.DocumentReader;
import penstock.spec.document.Limits;
import penstock.spec.document.ListNode;
import penstock.spec.document.MapNode;
import penstock.spec.document.Node;
import penstock.spec.document.ScalarNode;

/**
 * Between a pipeline document, which is a stream of up to two YAML or JSON documents, and the one
 * JSON object that KFP's API makes of it: the pipeline itself, or {@code {pipeline_spec,
 * platform_spec}} when there are platform settings.
 */
public final class SpecJson {
    private static final String SEPARATOR = "\n---\n";

    private SpecJson() {}

    /** The document that a client sent as {@code pipelineSpec}. */
    public static String toDocument(ObjectNode pipelineSpec) {
        SortedMap<String, Value> fields = Values.fields(pipelineSpec);
        Value pipeline = first(fields, "pipeline_spec", "pipelineSpec");
        Value platform = first(fields, "platform_spec", "platformSpec");
        if (pipeline == null) {
            return Json.pretty(new Value.Struct(fields));
        }
        String text = Json.pretty(pipeline);
        return platform == null || isEmpty(platform)
                ? text
                : text + SEPARATOR + Json.pretty(platform);
    }

    /** {@code document} as the API shows it; null when it cannot be read. */
    public static Value.@Nullable Struct ofDocument(String document) {
        return switch (new DocumentReader(Limits.DEFAULT).read(document)) {
            case Reading.Refused<List<Node>> _ -> null;
            case Reading.Done<List<Node>>(List<Node> nodes, var _) -> joined(nodes);
        };
    }

    private static Value.@Nullable Struct joined(List<Node> nodes) {
        Value.Struct pipeline = null;
        Value.Struct platform = null;
        for (Node node : nodes) {
            if (value(node) instanceof Value.Struct struct) {
                SortedMap<String, Value> fields = unwrapped(struct);
                Value inner = first(fields, "pipeline_spec", "pipelineSpec");
                if (inner instanceof Value.Struct enveloped) {
                    pipeline = enveloped;
                    platform = struct(first(fields, "platform_spec", "platformSpec"), platform);
                } else if (fields.containsKey("platforms")) {
                    platform = struct;
                } else if (!fields.containsKey("apiVersion")) {
                    pipeline = struct;
                }
            }
        }
        return pipeline == null || isEmpty(platform) ? pipeline : wrapped(pipeline, platform);
    }

    /** What is inside a Kubernetes manifest. */
    private static SortedMap<String, Value> unwrapped(Value.Struct struct) {
        boolean manifest = struct.fields().containsKey("apiVersion");
        return manifest && struct.fields().get("spec") instanceof Value.Struct(var inner)
                ? inner
                : struct.fields();
    }

    private static Value.@Nullable Struct struct(
            @Nullable Value value, Value.@Nullable Struct otherwise) {
        return value instanceof Value.Struct struct ? struct : otherwise;
    }

    private static Value.Struct wrapped(Value pipeline, @Nullable Value platform) {
        SortedMap<String, Value> both = new TreeMap<>();
        both.put("pipeline_spec", pipeline);
        both.put("platform_spec", platform == null ? Value.EMPTY_STRUCT : platform);
        return new Value.Struct(both);
    }

    private static boolean isEmpty(@Nullable Value value) {
        return !(value instanceof Value.Struct(var fields)) || fields.isEmpty();
    }

    private static @Nullable Value first(Map<String, Value> fields, String name, String otherwise) {
        Value value = fields.get(name);
        return value == null ? fields.get(otherwise) : value;
    }

    private static Value value(Node node) {
        return switch (node) {
            case MapNode map -> {
                SortedMap<String, Value> fields = new TreeMap<>();
                map.entries().forEach((key, entry) -> fields.put(key, value(entry.value())));
                yield new Value.Struct(fields);
            }
            case ListNode list -> {
                List<Value> items = new ArrayList<>();
                list.items().forEach(item -> items.add(value(item)));
                yield new Value.Items(items);
            }
            case ScalarNode scalar -> value(scalar);
        };
    }

    private static Value value(ScalarNode scalar) {
        if (scalar.isTextInYaml11()) {
            return new Value.Text(scalar.text());
        }
        return switch (scalar.kind()) {
            case NULL -> Value.NULL;
            case BOOL -> new Value.Bool(scalar.bool());
            case TEXT -> new Value.Text(scalar.text());
            case INT ->
                    scalar.integer().isPresent()
                            ? new Value.Int(scalar.integer().getAsLong())
                            : number(scalar);
            case FLOAT -> number(scalar);
        };
    }

    private static Value number(ScalarNode scalar) {
        double number = scalar.number();
        return Double.isFinite(number) ? Value.number(number) : new Value.Text(scalar.text());
    }
}
