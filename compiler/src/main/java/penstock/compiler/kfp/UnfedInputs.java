package penstock.compiler.kfp;

import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.plan.Interface;
import penstock.plan.Interface.ParameterInput;
import penstock.spec.kfp.TaskSpec;
import penstock.spec.kfp.TaskSpec.ParameterSource;

/**
 * Inputs of groups that the SDK feeds from an input which the scope around them does not have: loop
 * items around exit handlers, which nothing inside asks for, and fields of its items that a loop is
 * to receive from outside.
 */
final class UnfedInputs {
    private UnfedInputs() {}

    /**
     * The component with such inputs made optional where nothing asks for them, and left out where
     * its own item has them.
     */
    static Components.Known relaxed(Components.Known component, Components components) {
        SortedMap<String, ParameterInput> inputs = new TreeMap<>(component.io().parameters());
        for (ComponentGraph.Use use : components.uses(component)) {
            Components.Known scope = components.find(use.scope());
            use.task()
                    .parameters()
                    .forEach((name, argument) -> {
                        if (isUnfed(argument, scope) && isUnused(component, name)) {
                            inputs.computeIfPresent(name, (_, input) -> optional(input));
                        } else if (isItemField(use.task(), name, scope)) {
                            inputs.remove(name);
                        }
                    });
        }
        Interface io = component.io();
        return inputs.equals(io.parameters())
                ? component
                : new Components.Known(
                        component.name(),
                        component.spec(),
                        new Interface(
                                inputs,
                                io.artifacts(),
                                io.outputParameters(),
                                io.outputArtifacts()),
                        component.executor());
    }

    /** Whether a task passes on an input that the scope around it does not have. */
    private static boolean isUnfed(
            TaskSpec.ParameterArgument argument, Components.@Nullable Known scope) {
        return scope != null
                && argument.source() instanceof ParameterSource.ComponentInput(var input)
                && !scope.io().parameters().containsKey(input.text());
    }

    /** Whether a loop passes a field of its own items to itself, as if the scope around had it. */
    static boolean isItemField(TaskSpec task, String name, Components.@Nullable Known scope) {
        TaskSpec.LoopIterator iterator = task.iterator();
        TaskSpec.ParameterArgument argument = task.parameters().get(name);
        return iterator != null
                && argument != null
                && isUnfed(argument, scope)
                && GroupInputs.isField(name, iterator.itemInput());
    }

    /** Whether nothing inside a group asks for one of its inputs. */
    static boolean isUnused(Components.Known component, String input) {
        return component.spec().dag() != null && !Components.consumes(component, input);
    }

    private static ParameterInput optional(ParameterInput input) {
        return new ParameterInput(input.type(), true, input.defaultValue(), input.literals());
    }
}
