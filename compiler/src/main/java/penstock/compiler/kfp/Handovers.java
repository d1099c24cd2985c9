package penstock.compiler.kfp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import penstock.plan.Plan;
import penstock.spec.kfp.ComponentSpec;
import penstock.spec.kfp.PipelineSpec;
import penstock.spec.kfp.SourceText;
import penstock.spec.kfp.TaskSpec;
import penstock.spec.kfp.TaskSpec.ParameterSource;

/**
 * Mends what the SDK hands to groups. Parameters that only a text or a setting inside names may be
 * missing on the way there: they are handed on from where they are. And items of loops may be asked
 * for around their loop, where they are not: that is left out. What is certain is decided here, all
 * else is reported as it stands in the document.
 */
final class Handovers {
    private final PipelineSpec pipeline;
    private final Map<String, Integer> uses = new HashMap<>();
    private final Map<String, Group> groups = new LinkedHashMap<>();

    private Handovers(PipelineSpec pipeline) {
        this.pipeline = pipeline;
        pipeline.components().values().forEach(this::count);
        count(pipeline.root());
    }

    static PipelineSpec mended(PipelineSpec pipeline) {
        return new Handovers(pipeline).mend();
    }

    private void count(ComponentSpec component) {
        if (component.dag() != null) {
            component
                    .dag()
                    .tasks()
                    .values()
                    .forEach(task -> uses.merge(task.componentRef().text(), 1, Integer::sum));
        }
    }

    private PipelineSpec mend() {
        Deque<Group> left = new ArrayDeque<>();
        enter(Group.outermost(Plan.ROOT, pipeline.root()), left);
        pipeline.components()
                .forEach((name, component) -> {
                    if (uses.getOrDefault(name, 0) > 1) {
                        enter(Group.outermost(name, component), left);
                    }
                });
        while (!left.isEmpty()) {
            Group group = left.remove();
            group.tasks().forEach((key, task) -> inspect(group, key, task, left));
        }
        return rebuilt();
    }

    private void enter(@Nullable Group group, Deque<Group> left) {
        if (group != null && groups.putIfAbsent(group.name(), group) == null) {
            left.add(group);
        }
    }

    /** Looks after what a task asks of the group around it, and goes on inside. */
    private void inspect(Group group, String key, TaskSpec task, Deque<Group> left) {
        String ref = task.componentRef().text();
        ComponentSpec component = pipeline.components().get(ref);
        Group inner =
                component == null
                                || uses.getOrDefault(ref, 0) != 1
                                || group.depth() > Bounds.NESTING
                        ? null
                        : Group.inside(group, key, ref, component);
        for (var argument : List.copyOf(group.arguments(key).entrySet())) {
            if (isAstray(group, argument.getValue().source())
                    && inner != null
                    && (Climb.isChannel(argument.getKey()) || !inner.asksFor(argument.getKey()))) {
                group.arguments(key).remove(argument.getKey());
                inner.lose(argument.getKey(), task);
            }
        }
        enter(inner, left);
    }

    /** Whether what an argument is taken from does not exist. */
    private boolean isAstray(Group group, @Nullable ParameterSource source) {
        return switch (source) {
            case ParameterSource.ComponentInput(var input) ->
                    !new Climb(pipeline, group).reaches(input.text());
            case ParameterSource.TaskOutput(var producer, var key) ->
                    GroupInputs.isOfItem(key.text()) && !hasOutput(group, producer, key);
            case ParameterSource.Constant _,
                    ParameterSource.RuntimeParameter _,
                    ParameterSource.FinalStatus _ ->
                    false;
            case null -> false;
        };
    }

    private boolean hasOutput(Group group, SourceText producer, SourceText key) {
        TaskSpec task = group.tasks().get(producer.text());
        ComponentSpec component =
                task == null ? null : pipeline.components().get(task.componentRef().text());
        return component != null && component.outputs().parameters().containsKey(key.text());
    }

    private PipelineSpec rebuilt() {
        SequencedMap<String, ComponentSpec> components = new LinkedHashMap<>(pipeline.components());
        List<String> names = new ArrayList<>(components.keySet());
        for (String name : names) {
            Group group = name.equals(Plan.ROOT) ? null : groups.get(name);
            if (group != null) {
                components.put(name, group.rebuilt());
            }
        }
        Group root = groups.get(Plan.ROOT);
        return pipeline.with(components, root == null ? pipeline.root() : root.rebuilt());
    }
}
