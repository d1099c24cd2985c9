package penstock.compiler.kfp;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.plan.ArtifactSource;
import penstock.plan.ParameterSource;
import penstock.plan.Task.ParameterArgument;
import penstock.spec.DiagnosticCode;
import penstock.spec.Diagnostics;
import penstock.spec.Span;
import penstock.spec.Suggestion;
import penstock.spec.kfp.DagSpec;
import penstock.spec.kfp.SourceText;
import penstock.spec.kfp.TaskSpec;

/** Lowers what a task passes, and checks that the sources exist. */
final class Arguments {
    private final Components components;
    private final Components.Known scope;
    private final DagSpec dag;
    private final String task;
    private final Components.Known component;
    private final Diagnostics diagnostics;

    Arguments(
            Components components,
            Components.Known scope,
            DagSpec dag,
            String task,
            Components.Known component,
            Diagnostics diagnostics) {
        this.components = components;
        this.scope = scope;
        this.dag = dag;
        this.task = task;
        this.component = component;
        this.diagnostics = diagnostics;
    }

    SortedMap<String, ParameterArgument> parameters(TaskSpec spec) {
        SortedMap<String, ParameterArgument> arguments = new TreeMap<>();
        Constants constants = new Constants(spec.parameters(), component.io(), diagnostics);
        spec.parameters()
                .forEach((name, argument) -> {
                    Names.checkField(
                            "input", name, Names.LONGEST_INPUT, argument.span(), diagnostics);
                    ParameterSource source = source(name, argument, constants);
                    SourceText selector = argument.selector();
                    if (source != null) {
                        arguments.put(
                                name,
                                new ParameterArgument(
                                        source, selector == null ? null : selector.text()));
                    }
                });
        return arguments;
    }

    SortedMap<String, ArtifactSource> artifacts(TaskSpec spec) {
        SortedMap<String, ArtifactSource> arguments = new TreeMap<>();
        spec.artifacts()
                .forEach((name, argument) -> {
                    Names.checkField(
                            "input", name, Names.LONGEST_INPUT, argument.span(), diagnostics);
                    ArtifactSource source = source(name, argument);
                    if (source != null) {
                        arguments.put(name, source);
                    }
                });
        return arguments;
    }

    private @Nullable ParameterSource source(
            String name, TaskSpec.ParameterArgument argument, Constants constants) {
        return switch (argument.source()) {
            case null -> missing(name, argument.span());
            case TaskSpec.ParameterSource.Constant(var node) ->
                    new ParameterSource.Constant(constants.lower(node));
            case TaskSpec.ParameterSource.ComponentInput(var input) -> fromScope(name, input);
            case TaskSpec.ParameterSource.RuntimeParameter(var input) -> fromScope(name, input);
            case TaskSpec.ParameterSource.FinalStatus(var producer) ->
                    producer(name, producer) == null
                            ? null
                            : new ParameterSource.FinalStatus(producer.text());
            case TaskSpec.ParameterSource.TaskOutput(var producer, var key) -> {
                Components.Known known = producer(name, producer);
                boolean offered =
                        known != null
                                && offers(
                                        known,
                                        producer.text(),
                                        key,
                                        Components.outputParameters(known),
                                        Components.outputArtifacts(known));
                yield offered ? new ParameterSource.FromTask(producer.text(), key.text()) : null;
            }
        };
    }

    private @Nullable ArtifactSource source(String name, TaskSpec.ArtifactArgument argument) {
        return switch (argument.source()) {
            case null -> {
                missing(name, argument.span());
                yield null;
            }
            case TaskSpec.ArtifactSource.ComponentInput(var input) -> {
                boolean known = scope.io().artifacts().containsKey(input.text());
                if (!known) {
                    unknownInput(name, input, scope.io().artifacts());
                }
                yield known ? new ArtifactSource.FromScope(input.text()) : null;
            }
            case TaskSpec.ArtifactSource.TaskOutput(var producer, var key) -> {
                Components.Known known = producer(name, producer);
                boolean offered =
                        known != null
                                && offers(
                                        known,
                                        producer.text(),
                                        key,
                                        Components.outputArtifacts(known),
                                        Components.outputParameters(known));
                yield offered ? new ArtifactSource.FromTask(producer.text(), key.text()) : null;
            }
        };
    }

    private @Nullable ParameterSource fromScope(String name, SourceText input) {
        boolean known = scope.io().parameters().containsKey(input.text());
        if (!known) {
            unknownInput(name, input, scope.io().parameters());
        }
        return known ? new ParameterSource.FromScope(input.text()) : null;
    }

    /** SDKs hand groups inputs that do not exist; that is harmless as long as nobody uses them. */
    private void unknownInput(String name, SourceText input, SortedMap<String, ?> declared) {
        String message =
                "argument '"
                        + name
                        + "' of task '"
                        + task
                        + "' is taken from input '"
                        + Names.shown(input.text())
                        + "', which component '"
                        + scope.name()
                        + "' does not have";
        boolean unused = component.spec().dag() != null && !Components.consumes(component, name);
        if (unused) {
            diagnostics.warning(
                    DiagnosticCode.UNKNOWN_INPUT,
                    input.span(),
                    message,
                    "nothing uses it, so it is left out");
        } else {
            diagnostics.error(
                    DiagnosticCode.UNKNOWN_INPUT,
                    input.span(),
                    message,
                    Suggestion.of(input.text(), declared.keySet()));
        }
    }

    private @Nullable ParameterSource missing(String name, Span span) {
        diagnostics.error(
                DiagnosticCode.MISSING_FIELD,
                span,
                "argument '" + name + "' of task '" + task + "' has no value and no source",
                "give it a 'runtimeValue', an output of a task or an input");
        return null;
    }

    /** The component of the task that an argument is taken from, or null when there is none. */
    private Components.@Nullable Known producer(String name, SourceText producer) {
        TaskSpec spec = dag.tasks().get(producer.text());
        if (spec == null) {
            diagnostics.error(
                    DiagnosticCode.UNKNOWN_TASK,
                    producer.span(),
                    "argument '"
                            + name
                            + "' of task '"
                            + task
                            + "' is taken from task '"
                            + Names.shown(producer.text())
                            + "', which is not beside it",
                    Suggestion.of(producer.text(), dag.tasks().keySet()));
            return null;
        }
        return components.find(spec.componentRef().text());
    }

    private boolean offers(
            Components.Known known,
            String producer,
            SourceText key,
            Map<String, ?> wanted,
            Map<String, ?> others) {
        if (wanted.containsKey(key.text())) {
            return true;
        }
        String hint =
                others.containsKey(key.text())
                        ? "one of the two is a parameter and the other an artifact"
                        : Suggestion.of(key.text(), wanted.keySet());
        diagnostics.error(
                DiagnosticCode.UNKNOWN_OUTPUT,
                key.span(),
                "task '"
                        + task
                        + "' takes output '"
                        + Names.shown(key.text())
                        + "' of task '"
                        + producer
                        + "', which component '"
                        + known.name()
                        + "' does not have",
                hint);
        return false;
    }
}
