package penstock.engine;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.plan.Artifact;
import penstock.plan.Component;
import penstock.plan.ErrorCode;
import penstock.plan.Interface.ParameterInput;
import penstock.plan.Problem;
import penstock.plan.Task;
import penstock.plan.Task.Loop;
import penstock.plan.Value;

/** What a loop goes over: values, each fitted to the type of the item input, or artifacts. */
sealed interface LoopItems {

    /** A loop with more items fails before its first iteration. */
    int MOST = 1_000_000;

    /** How many there are. */
    int size();

    /** What the iteration over the item with that index receives beside {@code shared}. */
    Inputs inputs(Inputs shared, int index);

    /**
     * Values under the input {@code name}.
     *
     * @param declared what the component says about that input; null when it says nothing
     * @param strict an item of another type is refused; in a scope its users decide, because the
     *     SDK types the input by the first item alone
     */
    record Values(
            String name, @Nullable ParameterInput declared, boolean strict, List<Value> values)
            implements LoopItems {
        @Override
        public int size() {
            return values.size();
        }

        @Override
        public Inputs inputs(Inputs shared, int index) {
            SortedMap<String, Value> parameters = new TreeMap<>(shared.parameters());
            Value fitted = fitted(index);
            parameters.put(name, fitted == null ? values.get(index) : fitted);
            return new Inputs(parameters, shared.artifacts(), shared.settings());
        }

        /** Null for an item that does not fit; an explicit null fits everywhere. */
        private @Nullable Value fitted(int index) {
            Value item = values.get(index);
            if (declared == null || item instanceof Value.Null) {
                return item;
            }
            return Conversions.convert(item, declared.type());
        }

        private @Nullable String misfit() {
            for (int i = 0; i < values.size(); i++) {
                if (strict && declared != null && fitted(i) == null) {
                    return "item "
                            + i
                            + " is "
                            + InputResolver.abbreviated(values.get(i))
                            + " (expected: "
                            + declared.type()
                            + ")";
                }
            }
            return null;
        }
    }

    /** Artifacts, each alone under the input {@code name}. */
    record Artifacts(String name, List<Artifact> artifacts) implements LoopItems {
        @Override
        public int size() {
            return artifacts.size();
        }

        @Override
        public Inputs inputs(Inputs shared, int index) {
            SortedMap<String, List<Artifact>> all = new TreeMap<>(shared.artifacts());
            all.put(name, List.of(artifacts.get(index)));
            return new Inputs(shared.parameters(), all, shared.settings());
        }
    }

    /** What looking for the items came to. */
    sealed interface Search {}

    /** They are these. */
    record Found(LoopItems items) implements Search {}

    /** There are none, and why. */
    record Unusable(Problem problem) implements Search {}

    /** The items of the loop at {@code path}, which has received {@code inputs}. */
    static Search of(TaskPath path, Loop loop, Component component, Inputs inputs) {
        return switch (loop.items()) {
            case Loop.Raw(List<Value> values) -> checked(path, loop, component, values);
            case Loop.FromParameter(String input) -> {
                Value value = inputs.parameters().get(input);
                List<Value> values = values(value);
                yield values == null
                        ? unusable(
                                path,
                                "input '"
                                        + input
                                        + "' is "
                                        + (value == null
                                                ? "absent"
                                                : InputResolver.abbreviated(value))
                                        + " (expected: a list, or the JSON text of one)")
                        : checked(path, loop, component, values);
            }
            case Loop.FromArtifacts(String input) -> {
                List<Artifact> artifacts = inputs.artifacts().get(input);
                yield artifacts == null
                        ? unusable(path, "input artifact '" + input + "' is absent")
                        : bounded(path, new Artifacts(loop.itemInput(), artifacts));
            }
        };
    }

    /** How many items a loop has that has received {@code inputs}; 0 when they are unusable. */
    static int count(Loop loop, Inputs inputs) {
        List<?> items =
                switch (loop.items()) {
                    case Loop.Raw(List<Value> values) -> values;
                    case Loop.FromParameter(String input) -> values(inputs.parameters().get(input));
                    case Loop.FromArtifacts(String input) -> inputs.artifacts().get(input);
                };
        return items == null ? 0 : items.size();
    }

    /** The items of a loop that was checked when it opened. */
    static LoopItems known(TaskPath path, Task task, Component component, Inputs inputs) {
        Loop loop = task.loop();
        if (loop != null && of(path, loop, component, inputs) instanceof Found(LoopItems items)) {
            return items;
        }
        throw new IllegalStateException("no items for the loop at " + path);
    }

    private static @Nullable List<Value> values(@Nullable Value value) {
        return switch (value) {
            case Value.Items(List<Value> values) -> values;
            case Value.Text(String text) ->
                    JsonText.read(text) instanceof Value.Items(List<Value> values) ? values : null;
            case null, default -> null;
        };
    }

    private static Search checked(
            TaskPath path, Loop loop, Component component, List<Value> values) {
        ParameterInput declared = component.io().parameters().get(loop.itemInput());
        boolean strict = component instanceof Component.Leaf;
        Values items = new Values(loop.itemInput(), declared, strict, values);
        String misfit = items.size() > MOST ? null : items.misfit();
        return misfit == null ? bounded(path, items) : unusable(path, misfit);
    }

    private static Search bounded(TaskPath path, LoopItems items) {
        if (items.size() <= MOST) {
            return new Found(items);
        }
        return new Unusable(
                new Problem(
                        ErrorCode.LIMIT_EXCEEDED,
                        "loop '" + path + "' has " + items.size() + " items (limit: " + MOST + ")",
                        "Loop over fewer, larger items, for instance over batches of them."));
    }

    private static Search unusable(TaskPath path, String why) {
        return new Unusable(
                new Problem(
                        ErrorCode.INPUT_UNRESOLVED,
                        "loop '" + path + "' has no usable items: " + why,
                        "Check what the upstream task returned, or the argument of the run."));
    }
}
