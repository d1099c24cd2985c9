package penstock.compiler.kfp;

import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.plan.ArtifactSource;
import penstock.plan.Interface.ParameterInput;
import penstock.plan.ParameterSource;
import penstock.plan.ParameterType;
import penstock.plan.Task.ParameterArgument;
import penstock.spec.Diagnostics;
import penstock.spec.Span;
import penstock.spec.kfp.DagSpec;
import penstock.spec.kfp.SourceText;
import penstock.spec.kfp.TaskSpec;

/** Lowers what a task passes, and checks that the sources exist. */
final class Arguments {
    private static final String PARSING = "parseJson(string_value)";

    private final PipelineContext context;
    private final Components.Known scope;
    private final DagSpec dag;
    private final String task;
    private final Components.Known component;
    private final Diagnostics diagnostics;

    Arguments(
            PipelineContext context,
            Components.Known scope,
            DagSpec dag,
            String task,
            Components.Known component) {
        this.context = context;
        this.scope = scope;
        this.dag = dag;
        this.task = task;
        this.component = component;
        this.diagnostics = context.diagnostics();
    }

    SortedMap<String, ParameterArgument> parameters(TaskSpec spec) {
        SortedMap<String, ParameterArgument> arguments = new TreeMap<>();
        Constants constants = new Constants(spec.parameters(), component.io(), diagnostics);
        for (Map.Entry<String, TaskSpec.ParameterArgument> entry : spec.parameters().entrySet()) {
            checkName(entry.getKey(), entry.getValue().span());
            ParameterArgument argument = argument(entry.getKey(), entry.getValue(), constants);
            if (argument != null) {
                arguments.put(entry.getKey(), argument);
            }
        }
        return arguments;
    }

    SortedMap<String, ArtifactSource> artifacts(TaskSpec spec) {
        SortedMap<String, ArtifactSource> arguments = new TreeMap<>();
        for (Map.Entry<String, TaskSpec.ArtifactArgument> entry : spec.artifacts().entrySet()) {
            checkName(entry.getKey(), entry.getValue().span());
            ArtifactSource source = source(entry.getKey(), entry.getValue());
            if (source != null) {
                arguments.put(entry.getKey(), source);
            }
        }
        return arguments;
    }

    private @Nullable ParameterArgument argument(
            String name, TaskSpec.ParameterArgument argument, Constants constants) {
        SourceText selector = argument.selector();
        if (selector != null) {
            context.expressions().checkSelector(task, selector);
        }
        ParameterArgument field = selector == null ? field(argument.source()) : null;
        if (field != null) {
            return field;
        }
        ParameterSource source = source(name, argument, constants);
        String expression = selector == null ? parsing(name, source) : selector.text();
        return source == null ? null : new ParameterArgument(source, expression);
    }

    /** Items whose type the SDK did not know travel as text: other types are read from it. */
    private @Nullable String parsing(String name, @Nullable ParameterSource source) {
        ParameterInput wanted = component.io().parameters().get(name);
        boolean guessed =
                source instanceof ParameterSource.FromScope(String input)
                        && GroupInputs.isOfItem(input)
                        && isText(scope.io().parameters().get(input));
        return guessed && wanted != null && !isText(wanted) ? PARSING : null;
    }

    private static boolean isText(@Nullable ParameterInput declared) {
        return declared != null && declared.type() == ParameterType.STRING;
    }

    /** The field of a loop's item that a text refers to; null for all other sources. */
    private @Nullable ParameterArgument field(TaskSpec.@Nullable ParameterSource source) {
        return source instanceof TaskSpec.ParameterSource.ComponentInput(var input)
                        && !scope.io().parameters().containsKey(input.text())
                ? GroupInputs.field(input.text(), scope)
                : null;
    }

    private void checkName(String name, Span span) {
        Names.checkField("input", name, Names.LONGEST_INPUT, span, diagnostics);
    }

    private @Nullable ParameterSource source(
            String name, TaskSpec.ParameterArgument argument, Constants constants) {
        return switch (argument.source()) {
            case TaskSpec.ParameterSource.Constant(var node) ->
                    new ParameterSource.Constant(constants.lower(node));
            case TaskSpec.ParameterSource.ComponentInput(var input) -> fromScope(name, input);
            case TaskSpec.ParameterSource.RuntimeParameter(var input) -> fromScope(name, input);
            case TaskSpec.ParameterSource.FinalStatus(var producer) ->
                    producer(name, producer) == null
                            ? null
                            : new ParameterSource.FinalStatus(producer.text());
            case TaskSpec.ParameterSource.TaskOutput(var producer, var key) ->
                    hasParameter(name, producer, key)
                            ? new ParameterSource.FromTask(producer.text(), key.text())
                            : null;
            case null -> {
                arguments().withoutSource(ArgumentReports.argument(name, task), argument.span());
                yield null;
            }
        };
    }

    private @Nullable ArtifactSource source(String name, TaskSpec.ArtifactArgument argument) {
        return switch (argument.source()) {
            case TaskSpec.ArtifactSource.ComponentInput(var input) ->
                    isInput(name, input, scope.io().artifacts().keySet())
                            ? new ArtifactSource.FromScope(input.text())
                            : null;
            case TaskSpec.ArtifactSource.TaskOutput(var producer, var key) ->
                    hasArtifact(name, producer, key)
                            ? new ArtifactSource.FromTask(producer.text(), key.text())
                            : null;
            case null -> {
                arguments().withoutSource(ArgumentReports.argument(name, task), argument.span());
                yield null;
            }
        };
    }

    private @Nullable ParameterSource fromScope(String name, SourceText input) {
        return isInput(name, input, scope.io().parameters().keySet())
                ? new ParameterSource.FromScope(input.text())
                : null;
    }

    private boolean isInput(String name, SourceText input, Collection<String> declared) {
        if (declared.contains(input.text())) {
            return true;
        }
        boolean unused = component.spec().dag() != null && !Components.consumes(component, name);
        if (unused) {
            references().unusedUnknownInput(takenFrom(name), input, scope.name());
        } else {
            references().unknownInput(takenFrom(name), input, scope.name(), declared);
        }
        return false;
    }

    private boolean hasParameter(String name, SourceText producer, SourceText key) {
        Components.Known known = producer(name, producer);
        return known != null
                && has(
                        known,
                        name,
                        key,
                        Components.outputParameters(known).keySet(),
                        Components.outputArtifacts(known).keySet());
    }

    private boolean hasArtifact(String name, SourceText producer, SourceText key) {
        Components.Known known = producer(name, producer);
        return known != null
                && has(
                        known,
                        name,
                        key,
                        Components.outputArtifacts(known).keySet(),
                        Components.outputParameters(known).keySet());
    }

    private boolean has(
            Components.Known known,
            String name,
            SourceText key,
            Collection<String> wanted,
            Collection<String> others) {
        boolean has = wanted.contains(key.text());
        if (!has && others.contains(key.text())) {
            references().confusedOutput(takenFrom(name), key, known.name());
        } else if (!has) {
            references().unknownOutput(takenFrom(name), key, known.name(), wanted);
        }
        return has;
    }

    /** The component of the task that an argument is taken from, or null when there is none. */
    private Components.@Nullable Known producer(String name, SourceText producer) {
        TaskSpec spec = dag.tasks().get(producer.text());
        if (spec == null) {
            references().unknownTask(takenFrom(name), producer, dag.tasks().keySet());
            return null;
        }
        return context.components().find(spec.componentRef().text());
    }

    private String takenFrom(String name) {
        return ArgumentReports.argument(name, task) + " is taken from";
    }

    private ReferenceReports references() {
        return new ReferenceReports(diagnostics);
    }

    private ArgumentReports arguments() {
        return new ArgumentReports(diagnostics);
    }
}
