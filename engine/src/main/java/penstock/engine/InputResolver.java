package penstock.engine;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.plan.Artifact;
import penstock.plan.ArtifactSource;
import penstock.plan.Component;
import penstock.plan.ErrorCode;
import penstock.plan.ExpressionEvaluator;
import penstock.plan.ExpressionEvaluator.Evaluation;
import penstock.plan.Interface;
import penstock.plan.Interface.ParameterInput;
import penstock.plan.ParameterSource;
import penstock.plan.Problem;
import penstock.plan.Task;
import penstock.plan.Task.ParameterArgument;
import penstock.plan.Value;
import penstock.plan.ValueText;

/**
 * Resolves what a task receives from its scope and its siblings: sources, then selectors, then
 * types, then defaults. A scope's optional input that nobody set becomes an explicit null, a
 * container's stays absent, so that the program's own default applies.
 */
final class InputResolver {

    private final ExpressionEvaluator expressions;

    InputResolver(ExpressionEvaluator expressions) {
        this.expressions = expressions;
    }

    /** What resolving came to. */
    sealed interface Resolution {}

    record Resolved(Inputs inputs) implements Resolution {}

    record Unresolved(Problem problem) implements Resolution {}

    /** The inputs of the root scope: what the caller gave, completed by defaults and nulls. */
    static Inputs rootInputs(Component.Scope root, RunHeader header) {
        SortedMap<String, Value> parameters = new TreeMap<>(header.parameters());
        complete(root, parameters);
        return new Inputs(parameters, new TreeMap<>());
    }

    Resolution resolve(RunState state, TaskPath path, Task task) {
        Component component = state.graph().plan().component(task.component());
        try {
            SortedMap<String, Value> parameters = parameters(state, path, task, component.io());
            complete(component, parameters);
            checkRequired(task, component.io(), parameters);
            return new Resolved(
                    new Inputs(
                            parameters,
                            artifacts(state, path, task, component),
                            settings(state, path, component)));
        } catch (CannotResolve failure) {
            return new Unresolved(failure.problem(path));
        }
    }

    private SortedMap<String, Value> parameters(
            RunState state, TaskPath path, Task task, Interface io) throws CannotResolve {
        SortedMap<String, Value> resolved = new TreeMap<>();
        for (Map.Entry<String, ParameterArgument> entry : task.parameters().entrySet()) {
            Value value = source(state, path, entry.getKey(), entry.getValue().source());
            if (value != null) {
                put(resolved, entry.getKey(), entry.getValue().selector(), value, io);
            }
        }
        ConstantText constants = new ConstantText(state.header(), path, new TreeMap<>(resolved));
        for (Map.Entry<String, ParameterArgument> entry : task.parameters().entrySet()) {
            if (entry.getValue().source() instanceof ParameterSource.Constant(var template)) {
                Value value = constants.fill(template);
                put(resolved, entry.getKey(), entry.getValue().selector(), value, io);
            }
        }
        return resolved;
    }

    /** References of Kubernetes settings; one without a value is left out. */
    private SortedMap<String, Value> settings(RunState state, TaskPath path, Component component)
            throws CannotResolve {
        SortedMap<String, Value> resolved = new TreeMap<>();
        if (!(component instanceof Component.Container container)) {
            return resolved;
        }
        ConstantText constants = new ConstantText(state.header(), path, new TreeMap<>());
        for (Map.Entry<String, ParameterArgument> reference :
                container.spec().kubernetes().references().entrySet()) {
            ParameterSource source = reference.getValue().source();
            Value value =
                    source instanceof ParameterSource.Constant(var template)
                            ? constants.fill(template)
                            : source(state, path, reference.getKey(), source);
            String selector = reference.getValue().selector();
            Value selected =
                    value == null || value instanceof Value.Null || selector == null
                            ? value
                            : select(reference.getKey(), selector, value);
            if (selected != null && !(selected instanceof Value.Null)) {
                resolved.put(reference.getKey(), selected);
            }
        }
        return resolved;
    }

    /** The value of a source other than a constant; null when there is none to be had. */
    private static @Nullable Value source(
            RunState state, TaskPath path, String name, ParameterSource source)
            throws CannotResolve {
        return switch (source) {
            case ParameterSource.Constant _ -> null;
            case ParameterSource.FromScope(String input) -> {
                Value value = state.scope(path.parent()).inputs().parameters().get(input);
                if (value == null) {
                    throw new CannotResolve(
                            name, "the enclosing scope has no input '" + input + "'");
                }
                yield value;
            }
            case ParameterSource.FromTask(String producer, String key) ->
                    producer(state, path, producer).outputs().parameters().get(key);
            case ParameterSource.FinalStatus(String producer) ->
                    FinalStatus.of(state.header(), producer(state, path, producer));
        };
    }

    private void put(
            SortedMap<String, Value> resolved,
            String name,
            @Nullable String selector,
            Value value,
            Interface io)
            throws CannotResolve {
        ParameterInput declared = io.parameters().get(name);
        if (value instanceof Value.Null && declared != null && declared.optional()) {
            return;
        }
        Value selected = selector == null ? value : select(name, selector, value);
        resolved.put(name, declared == null ? selected : fit(name, declared, selected));
    }

    private Value select(String name, String selector, Value value) throws CannotResolve {
        return switch (expressions.selector(selector, value)) {
            case Evaluation.Yielded(Value selected) -> selected;
            case Evaluation.Failed(String message) ->
                    throw new CannotResolve(name, "selector " + selector + " failed: " + message);
        };
    }

    private static Value fit(String name, ParameterInput declared, Value value)
            throws CannotResolve {
        Value converted =
                value instanceof Value.Null ? null : Conversions.convert(value, declared.type());
        if (converted == null) {
            throw new CannotResolve(
                    name, "it is " + abbreviated(value) + " (expected: " + declared.type() + ")");
        }
        if (!declared.literals().isEmpty() && !declared.literals().contains(converted)) {
            throw new CannotResolve(
                    name,
                    "it is "
                            + abbreviated(value)
                            + " (expected one of: "
                            + abbreviated(new Value.Items(declared.literals()))
                            + ")");
        }
        return converted;
    }

    private static void complete(Component component, SortedMap<String, Value> parameters) {
        boolean scope = component instanceof Component.Scope;
        component
                .io()
                .parameters()
                .forEach((name, declared) -> {
                    Value fallback = declared.defaultValue();
                    if (fallback == null && scope && declared.optional()) {
                        fallback = Value.NULL;
                    }
                    if (fallback != null) {
                        parameters.putIfAbsent(name, fallback);
                    }
                });
    }

    private static void checkRequired(Task task, Interface io, SortedMap<String, Value> parameters)
            throws CannotResolve {
        String item = task.loop() == null ? null : task.loop().itemInput();
        for (Map.Entry<String, ParameterInput> input : io.parameters().entrySet()) {
            boolean missing = !parameters.containsKey(input.getKey());
            if (missing && !input.getValue().optional() && !input.getKey().equals(item)) {
                boolean fed = task.parameters().containsKey(input.getKey());
                throw new CannotResolve(
                        input.getKey(),
                        fed ? "its producer gave no such output" : "nothing feeds it");
            }
        }
    }

    private static SortedMap<String, List<Artifact>> artifacts(
            RunState state, TaskPath path, Task task, Component component) throws CannotResolve {
        SortedMap<String, List<Artifact>> resolved = new TreeMap<>();
        for (Map.Entry<String, ArtifactSource> entry : task.artifacts().entrySet()) {
            List<Artifact> found = artifacts(state, path, entry.getValue());
            if (found != null) {
                resolved.put(entry.getKey(), found);
            } else if (isRequired(component.io(), entry.getKey())) {
                throw new CannotResolve(entry.getKey(), missing(path, entry.getValue()));
            }
        }
        return resolved;
    }

    private static String missing(TaskPath path, ArtifactSource source) {
        return source instanceof ArtifactSource.FromScope(String input) && path.parent().isRoot()
                ? "a run is given parameters only, and '"
                        + input
                        + "' is an artifact of the pipeline's own (import it with dsl.importer)"
                : "its producer gave no such artifact";
    }

    private static boolean isRequired(Interface io, String name) {
        Interface.ArtifactInput declared = io.artifacts().get(name);
        return declared == null || !declared.optional();
    }

    private static @Nullable List<Artifact> artifacts(
            RunState state, TaskPath path, ArtifactSource source) {
        return switch (source) {
            case ArtifactSource.FromScope(String input) ->
                    state.scope(path.parent()).inputs().artifacts().get(input);
            case ArtifactSource.FromTask(String producer, String key) ->
                    producer(state, path, producer).outputs().artifacts().get(key);
        };
    }

    private static TaskRun producer(RunState state, TaskPath path, String key) {
        return state.task(path.parent().child(key));
    }

    static String abbreviated(Value value) {
        String json = ValueText.json(value);
        return json.length() <= 120 ? json : json.substring(0, 117) + "...";
    }

    /** Leaves resolving at the first input that has no fitting value. */
    private static final class CannotResolve extends Exception {
        private static final long serialVersionUID = 1;
        private final String input;
        private final String why;

        CannotResolve(String input, String why) {
            super(why, null, false, false);
            this.input = input;
            this.why = why;
        }

        Problem problem(TaskPath path) {
            return new Problem(
                    ErrorCode.INPUT_UNRESOLVED,
                    "input '" + input + "' of task '" + path + "' has no usable value: " + why,
                    "Check what the upstream task returned, or give the input a default.");
        }
    }
}
