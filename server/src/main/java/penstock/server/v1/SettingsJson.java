package penstock.server.v1;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import penstock.plan.Component.Resources;
import penstock.plan.Kubernetes;
import penstock.plan.Kubernetes.Mount;
import penstock.plan.Kubernetes.Variable;
import penstock.plan.Template;
import penstock.plan.Value;
import penstock.plan.ValueText;
import penstock.server.json.Json;

/**
 * What a step asked of the machine and of Kubernetes, as recorded; parts it left out are absent.
 */
final class SettingsJson {

    private SettingsJson() {}

    static void resources(ObjectNode json, Resources resources) {
        ObjectNode node = Json.object();
        put(node, "cpu_request", resources.cpuRequest());
        put(node, "cpu_limit", resources.cpuLimit());
        put(node, "memory_request", resources.memoryRequest());
        put(node, "memory_limit", resources.memoryLimit());
        put(node, "accelerator_type", resources.acceleratorType());
        put(node, "accelerator_count", resources.acceleratorCount());
        if (!node.isEmpty()) {
            json.set("resources", node);
        }
    }

    private static void put(ObjectNode json, String name, @Nullable Template template) {
        if (template != null) {
            json.put(name, CommandJson.text(template));
        }
    }

    /**
     * @param names what references came to, by their keys
     */
    static void kubernetes(ObjectNode json, Kubernetes settings, SortedMap<String, Value> names) {
        if (settings.equals(Kubernetes.NONE)) {
            return;
        }
        ObjectNode node = json.putObject("kubernetes");
        ArrayNode mounts = Json.object().arrayNode();
        settings.mounts().forEach(mount -> mounts.add(mount(mount, names)));
        ArrayNode variables = Json.object().arrayNode();
        settings.env().forEach(variable -> variables.add(variable(variable, names)));
        put(node, "mounts", mounts);
        put(node, "env", variables);
        put(node, "labels", settings.labels());
        put(node, "annotations", settings.annotations());
        if (settings.deadline() != null) {
            node.put("deadline_seconds", settings.deadline().toSeconds());
        }
        if (!settings.pod().equals(Value.EMPTY_STRUCT)) {
            node.putPOJO("pod", settings.pod());
        }
    }

    private static void put(ObjectNode json, String name, ArrayNode list) {
        if (!list.isEmpty()) {
            json.set(name, list);
        }
    }

    private static void put(ObjectNode json, String name, SortedMap<String, String> texts) {
        if (!texts.isEmpty()) {
            ObjectNode node = json.putObject(name);
            texts.forEach(node::put);
        }
    }

    private static ObjectNode mount(Mount mount, SortedMap<String, Value> names) {
        ObjectNode json = Json.object().put("path", mount.path());
        switch (mount) {
            case Kubernetes.KeysMount(var keeper, String reference, var _, boolean optional) ->
                    json.put(word(keeper), named(reference, names)).put("optional", optional);
            case Kubernetes.ClaimMount(String reference, var _, String subPath) ->
                    json.put("claim", named(reference, names)).put("sub_path", subPath);
            case Kubernetes.ScratchMount(String volume, var _, boolean memory, String size) ->
                    json.put("volume", volume).put("memory", memory).put("size", size);
        }
        return json;
    }

    private static ObjectNode variable(Variable variable, SortedMap<String, Value> names) {
        ObjectNode json = Json.object().put("name", variable.name());
        switch (variable) {
            case Kubernetes.KeyVariable(
                            var _,
                            var keeper,
                            String reference,
                            String key,
                            boolean optional) ->
                    json.put(word(keeper), named(reference, names))
                            .put("key", key)
                            .put("optional", optional);
            case Kubernetes.FieldVariable(var _, String fieldPath) ->
                    json.put("field_path", fieldPath);
        }
        return json;
    }

    private static String word(Kubernetes.Keeper keeper) {
        return keeper.name().toLowerCase(Locale.ROOT);
    }

    /** What the reference came to; before that is known, its key. */
    private static String named(String reference, SortedMap<String, Value> names) {
        Value value = names.get(reference);
        return value == null ? reference : ValueText.plain(value);
    }
}
