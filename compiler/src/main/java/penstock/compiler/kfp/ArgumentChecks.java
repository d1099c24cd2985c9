package penstock.compiler.kfp;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import penstock.compiler.json.JsonValues;
import penstock.plan.Interface.ArtifactInput;
import penstock.plan.Interface.ParameterInput;
import penstock.plan.ParameterType;
import penstock.plan.Value;
import penstock.spec.DiagnosticCode;
import penstock.spec.Diagnostics;
import penstock.spec.Span;
import penstock.spec.Suggestion;
import penstock.spec.document.Node;
import penstock.spec.kfp.DagSpec;
import penstock.spec.kfp.TaskSpec;
import penstock.spec.kfp.TaskSpec.ParameterArgument;
import penstock.spec.kfp.TaskSpec.ParameterSource;

/** Checks what a task passes against what its component declares. */
final class ArgumentChecks {
    private final Components components;
    private final Components.Known scope;
    private final Components.Known component;
    private final Diagnostics diagnostics;

    ArgumentChecks(
            Components components,
            Components.Known scope,
            Components.Known component,
            Diagnostics diagnostics) {
        this.components = components;
        this.scope = scope;
        this.component = component;
        this.diagnostics = diagnostics;
    }

    void check(String task, TaskSpec spec, DagSpec dag) {
        checkMissing(task, spec);
        for (Map.Entry<String, ParameterArgument> entry : spec.parameters().entrySet()) {
            ParameterInput declared = component.io().parameters().get(entry.getKey());
            if (declared != null) {
                checkType(task, entry.getKey(), entry.getValue(), declared, dag);
            }
        }
        checkUndeclared(task, spec);
    }

    private void checkMissing(String task, TaskSpec spec) {
        String item = spec.iterator() == null ? "" : spec.iterator().itemInput();
        for (Map.Entry<String, ParameterInput> entry : component.io().parameters().entrySet()) {
            ParameterInput declared = entry.getValue();
            boolean passed = spec.parameters().containsKey(entry.getKey());
            boolean required = !declared.optional() && declared.defaultValue() == null;
            if (required && !passed && !entry.getKey().equals(item)) {
                missing(task, entry.getKey(), Types.words(declared.type()), spec);
            }
        }
        for (Map.Entry<String, ArtifactInput> entry : component.io().artifacts().entrySet()) {
            boolean passed = spec.artifacts().containsKey(entry.getKey());
            if (!entry.getValue().optional() && !passed && !entry.getKey().equals(item)) {
                missing(task, entry.getKey(), "an artifact", spec);
            }
        }
    }

    private void missing(String task, String input, String expected, TaskSpec spec) {
        boolean parameter = component.io().parameters().containsKey(input);
        boolean confused =
                parameter
                        ? spec.artifacts().containsKey(input)
                        : spec.parameters().containsKey(input);
        String hint =
                confused
                        ? "it is passed as " + (parameter ? "an artifact" : "a parameter")
                        : Suggestion.of(input, spec.parameters().keySet());
        diagnostics.error(
                DiagnosticCode.MISSING_ARGUMENT,
                spec.span(),
                "task '"
                        + task
                        + "' passes nothing for input '"
                        + input
                        + "' of component '"
                        + component.name()
                        + "' (expected: "
                        + expected
                        + ")",
                hint.isEmpty() ? "pass it, or give the input a default" : hint);
    }

    private void checkType(
            String task,
            String input,
            ParameterArgument argument,
            ParameterInput declared,
            DagSpec dag) {
        if (argument.selector() != null) {
            return;
        }
        if (argument.source() instanceof ParameterSource.Constant(Node node)) {
            checkConstant(task, input, node, declared);
            return;
        }
        ParameterType given = certainType(argument.source(), dag);
        if (given != null && !Types.connects(given, declared.type())) {
            diagnostics.error(
                    DiagnosticCode.MISTYPED_ARGUMENT,
                    argument.span(),
                    "argument '"
                            + input
                            + "' of task '"
                            + task
                            + "' is "
                            + given
                            + " (expected: "
                            + declared.type()
                            + ")",
                    "convert it in a component, or change the type of one of the two");
        }
    }

    private void checkConstant(String task, String input, Node node, ParameterInput declared) {
        Value value = JsonValues.of(node);
        String what = "argument '" + input + "' of task '" + task + "' is " + node.describe();
        if (!Types.accepts(declared.type(), value)) {
            mistyped(node.span(), what, Types.words(declared.type()));
            return;
        }
        if (declared.type() == ParameterType.NUMBER_INTEGER && value instanceof Value.Real) {
            diagnostics.warning(
                    DiagnosticCode.MISTYPED_ARGUMENT,
                    node.span(),
                    what + " (expected: a whole number)",
                    "it reaches the program as it is");
        }
        boolean open = declared.literals().isEmpty() || Constants.hasPlaceholder(node);
        if (!open && !declared.literals().contains(Types.fit(declared.type(), value))) {
            diagnostics.error(
                    DiagnosticCode.VALUE_NOT_ALLOWED,
                    node.span(),
                    what + " (expected: one of the literals of the input)",
                    "use one of the values that the component allows");
        }
    }

    private void mistyped(Span span, String what, String expected) {
        diagnostics.error(
                DiagnosticCode.MISTYPED_ARGUMENT,
                span,
                what + " (expected: " + expected + ")",
                "correct the value, or the input's type");
    }

    /** The type that a source surely has; null where only the run will tell. */
    private @Nullable ParameterType certainType(@Nullable ParameterSource source, DagSpec dag) {
        return switch (source) {
            case ParameterSource.ComponentInput(var name) -> {
                ParameterInput input = scope.io().parameters().get(name.text());
                boolean item = components.isLoopItem(scope, name.text());
                yield input == null || item ? null : input.type();
            }
            case ParameterSource.TaskOutput(var producer, var key) -> {
                TaskSpec task = dag.tasks().get(producer.text());
                Components.Known known =
                        task == null ? null : components.find(task.componentRef().text());
                yield known == null ? null : Components.certainOutput(known, key.text());
            }
            case ParameterSource.FinalStatus _ -> ParameterType.TASK_FINAL_STATUS;
            case ParameterSource.Constant _, ParameterSource.RuntimeParameter _ -> null;
            case null -> null;
        };
    }

    /** Extras carry what placeholders ask for; one that nobody asks for is probably a typo. */
    private void checkUndeclared(String task, TaskSpec spec) {
        for (Map.Entry<String, ParameterArgument> entry : spec.parameters().entrySet()) {
            String name = entry.getKey();
            boolean declared = component.io().parameters().containsKey(name);
            if (!declared && !name.startsWith("pipelinechannel--") && !mentions(spec, name)) {
                diagnostics.warning(
                        DiagnosticCode.UNDECLARED_INPUT,
                        entry.getValue().span(),
                        "task '"
                                + task
                                + "' passes '"
                                + Names.shown(name)
                                + "', which component '"
                                + component.name()
                                + "' does not declare",
                        Suggestion.of(name, component.io().parameters().keySet()));
            }
        }
    }

    private boolean mentions(TaskSpec spec, String name) {
        return Components.mentions(component, name)
                || spec.parameters().values().stream()
                        .map(ParameterArgument::source)
                        .anyMatch(s ->
                                s instanceof ParameterSource.Constant(Node node)
                                        && Constants.mentions(node, name));
    }
}
