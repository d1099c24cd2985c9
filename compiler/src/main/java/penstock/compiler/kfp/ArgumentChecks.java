package penstock.compiler.kfp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import penstock.compiler.json.JsonValues;
import penstock.plan.Interface.ArtifactInput;
import penstock.plan.Interface.ParameterInput;
import penstock.plan.ParameterType;
import penstock.plan.Value;
import penstock.spec.document.Node;
import penstock.spec.kfp.DagSpec;
import penstock.spec.kfp.TaskSpec;
import penstock.spec.kfp.TaskSpec.LoopIterator;
import penstock.spec.kfp.TaskSpec.ParameterArgument;
import penstock.spec.kfp.TaskSpec.ParameterSource;
import penstock.spec.kfp.TriggerStrategy;

/** Checks what tasks of one graph pass against what their components declare. */
final class ArgumentChecks {
    /** The SDK passes machine settings that depend on inputs twice: this is the second time. */
    private static final List<String> MACHINE =
            List.of(
                    "cpu_limit",
                    "cpu_request",
                    "memory_limit",
                    "memory_request",
                    "accelerator_type",
                    "accelerator_count",
                    "base_image");

    private final Components components;
    private final Components.Known scope;
    private final DagSpec dag;
    private final ArgumentReports reports;

    ArgumentChecks(PipelineContext context, Components.Known scope, DagSpec dag) {
        this.components = context.components();
        this.scope = scope;
        this.dag = dag;
        this.reports = new ArgumentReports(context.diagnostics());
    }

    void check(String task, TaskSpec spec, Components.Known component) {
        checkParameters(task, spec, component);
        checkArtifacts(task, spec, component);
        Map<String, ParameterArgument> extras = new LinkedHashMap<>();
        spec.parameters()
                .forEach((name, argument) -> {
                    ParameterInput declared = component.io().parameters().get(name);
                    if (declared == null) {
                        extras.put(name, argument);
                    } else {
                        String what = ArgumentReports.argument(name, task);
                        checkType(what, argument, declared);
                        checkFallback(what, spec, argument, declared);
                    }
                });
        if (spec.iterator() instanceof LoopIterator.ParameterItems items) {
            extras.remove(items.input().text());
            checkItems(task, items, spec.parameters().get(items.input().text()));
        }
        checkExtras(task, spec, extras, component);
    }

    /** Text may hold a list as JSON, so only numbers, booleans and maps are surely none. */
    private void checkItems(
            String task, LoopIterator.ParameterItems items, @Nullable ParameterArgument argument) {
        ParameterType given =
                argument == null || argument.selector() != null
                        ? null
                        : certainType(argument.source());
        if (given != null && given != ParameterType.LIST && given != ParameterType.STRING) {
            reports.noItems(task, items.input().span(), Types.words(given));
        }
    }

    /** Extras carry what placeholders ask for; one that nobody asks for is probably a typo. */
    private void checkExtras(
            String task,
            TaskSpec spec,
            Map<String, ParameterArgument> extras,
            Components.Known component) {
        extras.keySet()
                .removeIf(name -> name.startsWith("pipelinechannel--") || MACHINE.contains(name));
        if (extras.isEmpty()) {
            return;
        }
        Set<String> wanted = Components.mentioned(component);
        for (ParameterArgument argument : spec.parameters().values()) {
            if (argument.source() instanceof ParameterSource.Constant(Node node)) {
                Constants.addMentioned(node, wanted);
            }
        }
        extras.forEach((name, argument) -> {
            if (!wanted.contains(name)) {
                Set<String> declared = component.io().parameters().keySet();
                reports.undeclared(task, name, argument.span(), component.name(), declared);
            }
        });
    }

    private void checkParameters(String task, TaskSpec spec, Components.Known component) {
        for (Map.Entry<String, ParameterInput> entry : component.io().parameters().entrySet()) {
            ParameterInput declared = entry.getValue();
            boolean required = !declared.optional() && declared.defaultValue() == null;
            boolean passed = spec.parameters().containsKey(entry.getKey());
            if (required && !passed && !isItem(spec, entry.getKey())) {
                boolean confused = spec.artifacts().containsKey(entry.getKey());
                String expected = Types.words(declared.type()) + (confused ? ", no artifact" : "");
                reports.missing(task, spec.span(), entry.getKey(), component.name(), expected);
            }
        }
    }

    private void checkArtifacts(String task, TaskSpec spec, Components.Known component) {
        for (Map.Entry<String, ArtifactInput> entry : component.io().artifacts().entrySet()) {
            boolean passed = spec.artifacts().containsKey(entry.getKey());
            if (!entry.getValue().optional() && !passed && !isItem(spec, entry.getKey())) {
                boolean confused = spec.parameters().containsKey(entry.getKey());
                String expected = "an artifact" + (confused ? ", no parameter" : "");
                reports.missing(task, spec.span(), entry.getKey(), component.name(), expected);
            }
        }
    }

    private static boolean isItem(TaskSpec spec, String input) {
        return spec.iterator() != null && spec.iterator().itemInput().equals(input);
    }

    private void checkType(String what, ParameterArgument argument, ParameterInput declared) {
        if (argument.selector() != null) {
            return;
        }
        if (argument.source() instanceof ParameterSource.Constant(Node node)) {
            checkConstant(what, node, declared);
            return;
        }
        ParameterType given = certainType(argument.source());
        if (given != null && !Types.connects(given, declared.type())) {
            reports.mistyped(what, argument.span(), given, declared.type());
        }
    }

    /** A task that runs after a failure gets nothing from the task that failed. */
    private void checkFallback(
            String what, TaskSpec spec, ParameterArgument argument, ParameterInput declared) {
        TaskSpec.Trigger trigger = spec.trigger();
        boolean ignoresFailure =
                trigger != null
                        && trigger.strategy() == TriggerStrategy.ALL_UPSTREAM_TASKS_COMPLETED;
        boolean fallsBack = declared.optional() || declared.defaultValue() != null;
        if (ignoresFailure
                && !fallsBack
                && argument.source() instanceof ParameterSource.TaskOutput) {
            reports.noFallback(what, argument.span());
        }
    }

    private void checkConstant(String what, Node node, ParameterInput declared) {
        Value value = JsonValues.of(node);
        if (!Types.accepts(declared.type(), value)) {
            reports.mistyped(what, node, declared.type());
            return;
        }
        if (declared.type() == ParameterType.NUMBER_INTEGER && value instanceof Value.Real) {
            reports.notWhole(what, node);
        }
        boolean open = declared.literals().isEmpty() || Constants.hasPlaceholder(node);
        if (!open && !declared.literals().contains(Types.fit(declared.type(), value))) {
            reports.notAllowed(what, node);
        }
    }

    /** The type that a source surely has; null where only the run will tell. */
    private @Nullable ParameterType certainType(@Nullable ParameterSource source) {
        return switch (source) {
            case ParameterSource.ComponentInput(var name) -> {
                ParameterInput input = scope.io().parameters().get(name.text());
                boolean item =
                        components.isLoopItem(scope, name.text())
                                || GroupInputs.isOfItem(name.text());
                yield input == null || item ? null : input.type();
            }
            case ParameterSource.TaskOutput(var producer, var key) ->
                    certainOutput(dag.tasks().get(producer.text()), key.text());
            case ParameterSource.FinalStatus _ -> ParameterType.TASK_FINAL_STATUS;
            case ParameterSource.Constant _, ParameterSource.RuntimeParameter _ -> null;
            case null -> null;
        };
    }

    /** The outputs of a loop are the lists of those of its iterations. */
    private static @Nullable ParameterType collected(Components.Known known, String key) {
        return Components.outputParameters(known).containsKey(key) ? ParameterType.LIST : null;
    }

    private @Nullable ParameterType certainOutput(@Nullable TaskSpec producer, String key) {
        Components.Known known =
                producer == null ? null : components.find(producer.componentRef().text());
        if (producer == null || known == null) {
            return null;
        }
        return producer.iterator() == null
                ? Components.certainOutput(known, key)
                : collected(known, key);
    }
}
