package penstock.compiler.kfp;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.plan.Argument;
import penstock.plan.Component;
import penstock.plan.Component.ContainerSpec;
import penstock.plan.Component.Pauses;
import penstock.plan.Component.Resources;
import penstock.plan.Kubernetes;
import penstock.plan.Template;
import penstock.spec.DiagnosticCode;
import penstock.spec.Diagnostics;
import penstock.spec.kfp.ExecutorSpec;
import penstock.spec.kfp.KubernetesSpec;
import penstock.spec.kfp.SourceText;

/** Lowers a container executor. */
final class ContainerLowering {
    private static final String PAUSE = "ARGO_DEBUG_PAUSE_";

    private final PipelineContext context;
    private final Components.Known component;
    private final Templates templates;
    private final Diagnostics diagnostics;

    ContainerLowering(PipelineContext context, Components.Known component, Templates templates) {
        this.context = context;
        this.component = component;
        this.templates = templates;
        this.diagnostics = context.diagnostics();
    }

    Component.Container lower(ExecutorSpec.Container container) {
        if (container.image().text().isEmpty()) {
            diagnostics.error(
                    DiagnosticCode.MISSING_FIELD,
                    container.image().span(),
                    "the container names no image",
                    "set 'image', for instance to python:3.11");
        }
        SortedMap<String, String> environment = environment(container.env());
        return new Component.Container(
                component.io(),
                new ContainerSpec(
                        templates.text(container.image()),
                        arguments(container.command()),
                        arguments(container.args()),
                        environment,
                        resources(container.resources()),
                        kubernetes(),
                        pauses(environment)));
    }

    private Kubernetes kubernetes() {
        KubernetesSpec settings = context.settings(component);
        return settings == null
                ? Kubernetes.NONE
                : new KubernetesLowering(context, component, settings).lower();
    }

    /** The SDK asks for pauses in the variables that Argo reads. */
    private static Pauses pauses(SortedMap<String, String> environment) {
        return new Pauses(
                "true".equals(environment.get(PAUSE + "BEFORE")),
                "true".equals(environment.get(PAUSE + "AFTER")),
                "true".equals(environment.get(PAUSE + "ON_ERROR")));
    }

    private List<Argument> arguments(List<SourceText> words) {
        List<Argument> arguments = new ArrayList<>(words.size());
        for (SourceText word : words) {
            arguments.add(
                    StructPlaceholders.mayBeOne(word.text())
                            ? new StructPlaceholders(word, templates::text, diagnostics).argument()
                            : new Argument.Word(templates.text(word)));
        }
        return arguments;
    }

    private SortedMap<String, String> environment(List<ExecutorSpec.EnvVar> variables) {
        SortedMap<String, String> environment = new TreeMap<>();
        for (ExecutorSpec.EnvVar variable : variables) {
            EnvironmentNames.check(variable.name(), diagnostics);
            environment.put(variable.name().text(), variable.value());
        }
        return environment;
    }

    private Resources resources(ExecutorSpec.@Nullable Resources resources) {
        if (resources == null) {
            return Resources.NONE;
        }
        return new Resources(
                quantity("the CPU request", resources.cpuRequest()),
                quantity("the CPU limit", resources.cpuLimit()),
                quantity("the memory request", resources.memoryRequest()),
                quantity("the memory limit", resources.memoryLimit()),
                optional(resources.acceleratorType()),
                quantity("the number of accelerators", resources.acceleratorCount()));
    }

    private @Nullable Template quantity(String what, @Nullable SourceText text) {
        if (text != null && !Placeholders.mayOccurIn(text.text()) && !text.text().isEmpty()) {
            Quantities.check(what + " of component '" + component.name() + "'", text, diagnostics);
        }
        return optional(text);
    }

    private @Nullable Template optional(@Nullable SourceText text) {
        return text == null ? null : templates.text(text);
    }
}
