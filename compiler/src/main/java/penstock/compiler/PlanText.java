package penstock.compiler;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import penstock.plan.ArtifactSource;
import penstock.plan.ArtifactType;
import penstock.plan.Component;
import penstock.plan.Component.Selection;
import penstock.plan.Interface;
import penstock.plan.ParameterSource;
import penstock.plan.Plan;
import penstock.plan.Task;
import penstock.plan.Template;
import penstock.plan.Value;
import penstock.plan.ValueText;

/** Shows a plan to people: the same plan always as the same lines, apt to be compared. */
public final class PlanText {
    private final StringBuilder out = new StringBuilder();

    private PlanText() {}

    /** The lines of {@code plan}. */
    public static String of(Plan plan) {
        PlanText text = new PlanText();
        text.line(0, "pipeline " + plan.pipelineName());
        text.unlessEmpty(1, "display name ", plan.displayName());
        text.unlessEmpty(1, "description ", plan.description());
        SettingsText.of(plan.settings()).forEach(line -> text.line(1, line));
        plan.notes().forEach(note -> text.line(1, "note " + note));
        plan.components().forEach(text::component);
        return text.out.toString();
    }

    private void line(int depth, String text) {
        out.append("  ".repeat(depth)).append(text.replace("\n", "\\n")).append('\n');
    }

    private void unlessEmpty(int depth, String label, String text) {
        if (!text.isEmpty()) {
            line(depth, label + text);
        }
    }

    private void component(String name, Component component) {
        out.append('\n');
        switch (component) {
            case Component.Scope scope -> scope(name, scope);
            case Component.Container(Interface io, Component.ContainerSpec spec) -> {
                line(0, name + ": container");
                inputs(io);
                io.outputParameters().forEach((k, v) -> line(1, "out parameter " + k + " " + v));
                io.outputArtifacts().forEach((k, v) -> line(1, output(k, v)));
                container(spec);
            }
            case Component.Importer importer -> {
                line(0, name + ": importer of " + type(importer.type()));
                inputs(importer.io());
                importer.io().outputArtifacts().forEach((k, v) -> line(1, output(k, v)));
                importer(importer);
            }
            case Component.VolumeChange(Interface io, var change) -> {
                line(0, name + ": volume " + change);
                inputs(io);
                io.outputParameters().forEach((k, v) -> line(1, "out parameter " + k + " " + v));
            }
        }
    }

    private void importer(Component.Importer importer) {
        line(1, "uri " + TemplateText.of(importer.uri()));
        for (Component.MetadataEntry entry : importer.metadata().entries()) {
            String key = TemplateText.of(entry.key());
            line(1, "metadata " + key + " = " + TemplateText.of(entry.value()));
        }
        if (importer.reimport()) {
            line(1, "always anew");
        }
        if (importer.downloadToWorkspace()) {
            line(1, "to the workspace");
        }
    }

    private void scope(String name, Component.Scope scope) {
        line(0, name + ": scope");
        inputs(scope.io());
        outputs("parameter ", scope.io().outputParameters(), scope.outputParameters());
        outputs("artifact ", scope.io().outputArtifacts(), scope.outputArtifacts());
        scope.tasks().values().forEach(this::task);
    }

    private void inputs(Interface io) {
        io.parameters().forEach((name, input) -> line(1, input(name, input)));
        io.artifacts().forEach((name, input) -> line(1, input(name, input)));
    }

    private static String input(String name, Interface.ParameterInput input) {
        Value fallback = input.defaultValue();
        return "in parameter "
                + name
                + " "
                + input.type()
                + (input.optional() ? " optional" : "")
                + (fallback == null ? "" : " default " + ValueText.json(fallback))
                + (input.literals().isEmpty()
                        ? ""
                        : " of " + ValueText.json(new Value.Items(input.literals())));
    }

    private static String input(String name, Interface.ArtifactInput input) {
        return "in artifact "
                + name
                + " "
                + type(input.type())
                + (input.list() ? " list" : "")
                + (input.optional() ? " optional" : "");
    }

    private static String output(String name, Interface.ArtifactOutput output) {
        return "out artifact "
                + name
                + " "
                + type(output.type())
                + (output.list() ? " list" : "")
                + (output.metadata().fields().isEmpty()
                        ? ""
                        : " metadata " + ValueText.json(output.metadata()));
    }

    private static String type(ArtifactType type) {
        return type.schemaTitle() + "@" + type.schemaVersion();
    }

    private void outputs(
            String kind, SortedMap<String, ?> declared, SortedMap<String, Selection> selections) {
        selections.forEach((name, selection) -> {
            List<String> from =
                    selection.candidates().stream().map(c -> c.task() + "." + c.key()).toList();
            Object type = declared.get(name);
            String words =
                    switch (type) {
                        case null -> "undeclared";
                        case Interface.ArtifactOutput output -> type(output.type());
                        default -> type.toString();
                    };
            line(1, "out " + kind + name + " " + words + " <- " + String.join(" or ", from));
        });
    }

    private void task(Task task) {
        line(1, "task " + task.key() + " runs " + task.component());
        if (!task.displayName().equals(task.key())) {
            unlessEmpty(2, "display name ", task.displayName());
        }
        task.parameters().forEach((name, argument) -> line(2, argument(name, argument)));
        task.artifacts()
                .forEach((name, source) -> line(2, "artifact " + name + " <- " + source(source)));
        unlessEmpty(2, "after ", String.join(", ", task.dependencies()));
        trigger(task.trigger());
        retry(task.retry());
        cache(task.cache());
        loop(task.loop());
    }

    private static String argument(String name, Task.ParameterArgument argument) {
        return "parameter " + name + " <- " + of(argument);
    }

    static String of(Task.ParameterArgument argument) {
        String selector = argument.selector();
        return source(argument.source()) + (selector == null ? "" : " select " + selector);
    }

    private void trigger(Task.Trigger trigger) {
        if (trigger.strategy() == Task.Strategy.ALL_COMPLETED) {
            line(2, "whether or not they succeed");
        }
        String condition = trigger.condition();
        unlessEmpty(2, "when ", condition == null ? "" : condition);
    }

    private void retry(Task.RetryPolicy retry) {
        if (retry.maxRetries() > 0) {
            line(
                    2,
                    "retry "
                            + retry.maxRetries()
                            + " backoff "
                            + retry.backoff()
                            + " factor "
                            + retry.factor()
                            + " at most "
                            + retry.maxBackoff());
        }
    }

    private void cache(Task.CachePolicy cache) {
        if (cache.enabled()) {
            line(2, cache.key() == null ? "cached" : "cached under " + cache.key());
        }
    }

    private void loop(Task.@Nullable Loop loop) {
        if (loop != null) {
            String limit = loop.parallelism() == 0 ? "" : ", " + loop.parallelism() + " at once";
            line(2, "for each " + loop.itemInput() + " of " + items(loop.items()) + limit);
        }
    }

    private static String items(Task.Loop.Source items) {
        return switch (items) {
            case Task.Loop.Raw(List<Value> values) -> ValueText.json(new Value.Items(values));
            case Task.Loop.FromParameter(String input) -> "parameter " + input;
            case Task.Loop.FromArtifacts(String input) -> "artifacts " + input;
        };
    }

    private static String source(ParameterSource source) {
        return switch (source) {
            case ParameterSource.FromTask(String task, String key) -> task + "." + key;
            case ParameterSource.FromScope(String input) -> "input " + input;
            case ParameterSource.FinalStatus(String task) -> "final status of " + task;
            case ParameterSource.Constant(var value) -> TemplateText.of(value);
        };
    }

    private static String source(ArtifactSource source) {
        return switch (source) {
            case ArtifactSource.FromTask(String task, String key) -> task + "." + key;
            case ArtifactSource.FromScope(String input) -> "input " + input;
        };
    }

    private void container(Component.ContainerSpec spec) {
        line(1, "image " + TemplateText.of(spec.image()));
        spec.command().forEach(word -> line(1, "command " + TemplateText.of(word)));
        spec.args().forEach(word -> line(1, "arg " + TemplateText.of(word)));
        spec.env().forEach((name, value) -> line(1, "env " + name + "=" + value));
        Component.Resources resources = spec.resources();
        resource("cpu request", resources.cpuRequest());
        resource("cpu limit", resources.cpuLimit());
        resource("memory request", resources.memoryRequest());
        resource("memory limit", resources.memoryLimit());
        resource("accelerator type", resources.acceleratorType());
        resource("accelerator count", resources.acceleratorCount());
        SettingsText.of(spec.kubernetes()).forEach(line -> line(1, line));
        SettingsText.of(spec.pauses()).forEach(line -> line(1, line));
    }

    private void resource(String label, @Nullable Template template) {
        if (template != null) {
            line(1, label + " " + TemplateText.of(template));
        }
    }
}
