package penstock.compiler.kfp;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.plan.Kubernetes;
import penstock.plan.Kubernetes.Keeper;
import penstock.plan.Value;

/** Settings of a platform document as pieces of a pod's JSON. */
final class PodJson {
    private PodJson() {}

    /** A struct of texts: names and values by turns. */
    static Value.Struct struct(String... namesAndValues) {
        SortedMap<String, Value> fields = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i], new Value.Text(namesAndValues[i + 1]));
        }
        return new Value.Struct(fields);
    }

    private static Value.Struct with(Value.Struct struct, String name, Value value) {
        SortedMap<String, Value> fields = new TreeMap<>(struct.fields());
        fields.put(name, value);
        return new Value.Struct(fields);
    }

    static Value variable(Kubernetes.KeyVariable variable, String holder) {
        Value key =
                with(
                        struct("name", holder, "key", variable.key()),
                        "optional",
                        new Value.Bool(variable.optional()));
        String kind = variable.keeper() == Keeper.SECRET ? "secretKeyRef" : "configMapKeyRef";
        Value source = with(Value.EMPTY_STRUCT, kind, key);
        return with(struct("name", variable.name()), "valueFrom", source);
    }

    static Value variable(Kubernetes.FieldVariable variable) {
        Value source =
                with(Value.EMPTY_STRUCT, "fieldRef", struct("fieldPath", variable.fieldPath()));
        return with(struct("name", variable.name()), "valueFrom", source);
    }

    static Value volume(Kubernetes.KeysMount mount, String name) {
        Value optional = new Value.Bool(mount.optional());
        return mount.keeper() == Keeper.SECRET
                ? with(
                        struct("name", name),
                        "secret",
                        with(struct("secretName", name), "optional", optional))
                : with(
                        struct("name", name),
                        "configMap",
                        with(struct("name", name), "optional", optional));
    }

    static Value claim(String name) {
        return with(struct("name", name), "persistentVolumeClaim", struct("claimName", name));
    }

    static Value mount(Kubernetes.ClaimMount mount, String name) {
        Value.Struct plain = struct("mountPath", mount.path(), "name", name);
        return mount.subPath().isEmpty()
                ? plain
                : with(plain, "subPath", new Value.Text(mount.subPath()));
    }

    static @Nullable Value tolerations(Value.Struct pod, List<String> missing) {
        List<Value> tolerations = new ArrayList<>();
        for (Value.Struct toleration : structs(pod, "tolerations")) {
            if (toleration.fields().containsKey("tolerationJson")) {
                missing.add("a toleration");
            } else {
                tolerations.add(withNumber(toleration, "tolerationSeconds"));
            }
        }
        return tolerations.isEmpty() ? null : new Value.Items(tolerations);
    }

    /** Protobuf writes 64-bit numbers as texts, Kubernetes as numbers. */
    private static Value.Struct withNumber(Value.Struct struct, String name) {
        return struct.fields().get(name) instanceof Value.Text(String text)
                        && text.matches("-?[0-9]{1,18}")
                ? with(struct, name, new Value.Int(Long.parseLong(text)))
                : struct;
    }

    static @Nullable Value nodeSelector(Value.Struct pod, List<String> missing) {
        if (!(pod.fields().get("nodeSelector") instanceof Value.Struct selector)) {
            return null;
        }
        if (selector.fields().containsKey("nodeSelectorJson")) {
            missing.add("its node selector");
            return null;
        }
        return selector.fields().get("labels");
    }

    static @Nullable Value affinity(Value.Struct pod, List<String> missing) {
        List<Value> required = new ArrayList<>();
        List<Value> preferred = new ArrayList<>();
        for (Value.Struct term : structs(pod, "nodeAffinity")) {
            if (term.fields().containsKey("nodeAffinityJson")) {
                missing.add("a node affinity");
                continue;
            }
            Value weight = term.fields().get("weight");
            Value.Struct match = without(term, "weight");
            if (weight == null) {
                required.add(match);
            } else {
                preferred.add(
                        with(with(Value.EMPTY_STRUCT, "weight", weight), "preference", match));
            }
        }
        if (!structs(pod, "podAffinity").isEmpty()) {
            missing.add("its pod affinity");
        }
        return required.isEmpty() && preferred.isEmpty()
                ? null
                : with(Value.EMPTY_STRUCT, "nodeAffinity", nodeAffinity(required, preferred));
    }

    private static Value nodeAffinity(List<Value> required, List<Value> preferred) {
        Value.Struct affinity = Value.EMPTY_STRUCT;
        if (!required.isEmpty()) {
            Value terms = new Value.Items(required);
            affinity =
                    with(
                            affinity,
                            "requiredDuringSchedulingIgnoredDuringExecution",
                            with(Value.EMPTY_STRUCT, "nodeSelectorTerms", terms));
        }
        return preferred.isEmpty()
                ? affinity
                : with(
                        affinity,
                        "preferredDuringSchedulingIgnoredDuringExecution",
                        new Value.Items(preferred));
    }

    private static Value.Struct without(Value.Struct struct, String name) {
        SortedMap<String, Value> fields = new TreeMap<>(struct.fields());
        fields.remove(name);
        return new Value.Struct(fields);
    }

    private static List<Value.Struct> structs(Value.Struct pod, String name) {
        List<Value.Struct> structs = new ArrayList<>();
        if (pod.fields().get(name) instanceof Value.Items(List<Value> items)) {
            for (Value item : items) {
                if (item instanceof Value.Struct struct) {
                    structs.add(struct);
                }
            }
        }
        return structs;
    }
}
