package penstock.compiler.kfp;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.plan.Component;
import penstock.plan.Component.Resources;
import penstock.plan.Interface.ParameterInput;
import penstock.plan.Kubernetes;
import penstock.plan.ParameterSource;
import penstock.plan.Task;
import penstock.plan.Task.ParameterArgument;
import penstock.plan.Template;
import penstock.plan.Value;
import penstock.plan.ValueTemplate;
import penstock.plan.ValueText;
import penstock.spec.kfp.ComponentSpec.TaskConfigField;

/**
 * The settings that one use of a component is told of, as pieces of a pod's JSON. Machine settings
 * may depend on inputs; other names must be fixed.
 */
final class TaskConfigValue {
    private final Component.Container container;
    private final Passthroughs passthroughs;
    private final Task task;
    private final List<String> missing;

    /** {@code missing} takes in the settings that have to be left out. */
    TaskConfigValue(
            Component.Container container,
            Passthroughs passthroughs,
            Task task,
            List<String> missing) {
        this.container = container;
        this.passthroughs = passthroughs;
        this.task = task;
        this.missing = missing;
    }

    ValueTemplate value() {
        Value.Struct pod = container.spec().kubernetes().pod();
        SortedMap<String, ValueTemplate> config = new TreeMap<>();
        if (passthroughs.tell(TaskConfigField.RESOURCES)) {
            config.put("resources", resources(container.spec().resources()));
        }
        if (passthroughs.tell(TaskConfigField.ENV)) {
            config.put("env", fixed(new Value.Items(variables())));
        }
        if (passthroughs.tell(TaskConfigField.KUBERNETES_VOLUMES)) {
            putVolumes(config);
        }
        if (passthroughs.tell(TaskConfigField.KUBERNETES_TOLERATIONS)) {
            put(config, "tolerations", PodJson.tolerations(pod, missing));
        }
        if (passthroughs.tell(TaskConfigField.KUBERNETES_NODE_SELECTOR)) {
            put(config, "nodeSelector", PodJson.nodeSelector(pod, missing));
        }
        if (passthroughs.tell(TaskConfigField.KUBERNETES_AFFINITY)) {
            put(config, "affinity", PodJson.affinity(pod, missing));
        }
        return new ValueTemplate.Struct(config);
    }

    private static void put(
            SortedMap<String, ValueTemplate> config, String name, @Nullable Value value) {
        if (value != null) {
            config.put(name, fixed(value));
        }
    }

    private static ValueTemplate fixed(Value value) {
        return new ValueTemplate.Fixed(value);
    }

    private ValueTemplate resources(Resources resources) {
        SortedMap<String, ValueTemplate> limits = new TreeMap<>();
        putText(limits, "cpu", resources.cpuLimit());
        putText(limits, "memory", resources.memoryLimit());
        Template type = resources.acceleratorType();
        if (type != null && resources.acceleratorCount() != null) {
            if (text(type) instanceof ValueTemplate.Fixed(Value.Text(String name))) {
                putText(limits, name, resources.acceleratorCount());
            } else {
                missing.add("its accelerator");
            }
        }
        SortedMap<String, ValueTemplate> requests = new TreeMap<>();
        putText(requests, "cpu", resources.cpuRequest());
        putText(requests, "memory", resources.memoryRequest());
        SortedMap<String, ValueTemplate> all = new TreeMap<>();
        if (!limits.isEmpty()) {
            all.put("limits", new ValueTemplate.Struct(limits));
        }
        if (!requests.isEmpty()) {
            all.put("requests", new ValueTemplate.Struct(requests));
        }
        return new ValueTemplate.Struct(all);
    }

    private void putText(
            SortedMap<String, ValueTemplate> fields, String name, @Nullable Template template) {
        if (template != null) {
            fields.put(name, text(template));
        }
    }

    /** A text in which what the task passes as a constant is filled in. */
    private ValueTemplate text(Template template) {
        List<Template.Part> parts = new ArrayList<>();
        StringBuilder fixed = new StringBuilder();
        for (Template.Part part : template.parts()) {
            Template.Part filled =
                    part instanceof Template.InputParameter(String name) ? input(name) : part;
            parts.add(filled);
            fixed.append(filled instanceof Template.Literal(String text) ? text : "");
        }
        return parts.stream().allMatch(Template.Literal.class::isInstance)
                ? fixed(new Value.Text(fixed.toString()))
                : new ValueTemplate.Text(new Template(parts));
    }

    private Template.Part input(String name) {
        ParameterArgument argument = task.parameters().get(name);
        if (argument == null) {
            ParameterInput declared = container.io().parameters().get(name);
            Value value = declared == null ? null : declared.defaultValue();
            return new Template.Literal(value == null ? "" : ValueText.plain(value));
        }
        return argument.source() instanceof ParameterSource.Constant(ValueTemplate.Fixed(var v))
                ? new Template.Literal(ValueText.plain(v))
                : new Template.InputParameter(name);
    }

    private List<Value> variables() {
        List<Value> variables = new ArrayList<>();
        container
                .spec()
                .env()
                .forEach((name, value) ->
                        variables.add(PodJson.struct("name", name, "value", value)));
        for (Kubernetes.Variable variable : container.spec().kubernetes().env()) {
            switch (variable) {
                case Kubernetes.KeyVariable key -> {
                    String holder = name(key.reference(), "the variable " + key.name());
                    if (holder != null) {
                        variables.add(PodJson.variable(key, holder));
                    }
                }
                case Kubernetes.FieldVariable field -> variables.add(PodJson.variable(field));
            }
        }
        return variables;
    }

    private void putVolumes(SortedMap<String, ValueTemplate> config) {
        List<Value> volumes = new ArrayList<>();
        List<Value> mounts = new ArrayList<>();
        for (Kubernetes.Mount mount : container.spec().kubernetes().mounts()) {
            switch (mount) {
                case Kubernetes.KeysMount keys -> {
                    String name = name(keys.reference(), "the mount " + keys.path());
                    if (name != null) {
                        volumes.add(PodJson.volume(keys, name));
                        mounts.add(PodJson.struct("mountPath", keys.path(), "name", name));
                    }
                }
                case Kubernetes.ClaimMount claim -> {
                    String name = name(claim.reference(), "the mount " + claim.path());
                    if (name != null) {
                        volumes.add(PodJson.claim(name));
                        mounts.add(PodJson.mount(claim, name));
                    }
                }
                case Kubernetes.ScratchMount _ -> {}
            }
        }
        config.put("volumes", fixed(new Value.Items(volumes)));
        config.put("volumeMounts", fixed(new Value.Items(mounts)));
    }

    /** The name that a reference surely comes to, or null when only a run will tell. */
    private @Nullable String name(String reference, String what) {
        ParameterArgument argument = container.spec().kubernetes().references().get(reference);
        if (argument != null
                && argument.source()
                        instanceof
                        ParameterSource.Constant(ValueTemplate.Fixed(Value.Text(String name)))) {
            return name;
        }
        missing.add(what);
        return null;
    }
}
