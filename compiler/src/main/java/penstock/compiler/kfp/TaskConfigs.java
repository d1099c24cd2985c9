package penstock.compiler.kfp;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import penstock.plan.Component;
import penstock.plan.Interface;
import penstock.plan.ParameterSource;
import penstock.plan.ParameterType;
import penstock.plan.Task;
import penstock.plan.Task.ParameterArgument;
import penstock.plan.ValueTemplate;
import penstock.spec.DiagnosticCode;

/**
 * Tells components the settings they ask for: each use of such a component gets them as an argument
 * of its own. What is only to be handed on is then taken from the component's program.
 */
final class TaskConfigs {
    private final PipelineContext context;
    private final SortedMap<String, Component> lowered;

    TaskConfigs(PipelineContext context, SortedMap<String, Component> lowered) {
        this.context = context;
        this.lowered = lowered;
    }

    /** The components, with the settings told and withheld. */
    SortedMap<String, Component> told() {
        SortedMap<String, Component> told = new TreeMap<>();
        lowered.forEach((name, component) -> told.put(name, told(name, component)));
        return told;
    }

    private Component told(String name, Component component) {
        return switch (component) {
            case Component.Scope scope -> told(scope);
            case Component.Container(Interface io, Component.ContainerSpec spec) ->
                    new Component.Container(io, passthroughs(name).kept(spec));
            case Component.Importer _, Component.VolumeChange _ -> component;
        };
    }

    private Component.Scope told(Component.Scope scope) {
        SortedMap<String, Task> tasks = new TreeMap<>();
        scope.tasks()
                .forEach((key, task) ->
                        tasks.put(
                                key,
                                lowered.get(task.component())
                                                instanceof Component.Container container
                                        ? told(task, container)
                                        : task));
        return new Component.Scope(
                scope.io(), tasks, scope.outputParameters(), scope.outputArtifacts());
    }

    private Task told(Task task, Component.Container container) {
        SortedMap<String, ParameterArgument> parameters = new TreeMap<>(task.parameters());
        container
                .io()
                .parameters()
                .forEach((name, input) -> {
                    if (input.type() == ParameterType.TASK_CONFIG) {
                        parameters.computeIfAbsent(name, _ -> argument(task, container));
                    }
                });
        return parameters.size() == task.parameters().size()
                ? task
                : task.withParameters(parameters);
    }

    private ParameterArgument argument(Task task, Component.Container container) {
        List<String> missing = new ArrayList<>();
        ValueTemplate value =
                new TaskConfigValue(container, passthroughs(task.component()), task, missing)
                        .value();
        Components.Known known = context.components().find(task.component());
        if (!missing.isEmpty() && known != null) {
            context.diagnostics()
                    .warning(
                            DiagnosticCode.PLATFORM_SETTING_IGNORED,
                            known.spec().span(),
                            "component '"
                                    + task.component()
                                    + "' is not told of "
                                    + String.join(", ", missing)
                                    + ", which only a run knows by name",
                            "give them fixed names");
        }
        return new ParameterArgument(new ParameterSource.Constant(value), null);
    }

    private Passthroughs passthroughs(String component) {
        Components.Known known = context.components().find(component);
        return known == null ? Passthroughs.NONE : new Passthroughs(known.spec());
    }
}
