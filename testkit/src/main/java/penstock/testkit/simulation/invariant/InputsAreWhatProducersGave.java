package penstock.testkit.simulation.invariant;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import penstock.control.port.AttemptOrder;
import penstock.engine.Event;
import penstock.engine.Inputs;
import penstock.engine.Outputs;
import penstock.engine.RunId;
import penstock.engine.TaskPath;
import penstock.plan.Artifact;
import penstock.plan.ArtifactSource;
import penstock.plan.Component.Selection;
import penstock.plan.Component.TaskOutput;
import penstock.plan.Interface;
import penstock.plan.ParameterSource;
import penstock.plan.Task;
import penstock.plan.Value;
import penstock.plan.ValueText;
import penstock.testkit.simulation.witness.History;
import penstock.testkit.simulation.witness.Invariant;
import penstock.testkit.simulation.witness.RunHistory;
import penstock.testkit.simulation.witness.Sighting;
import penstock.testkit.simulation.witness.TaskHistory;

/** A task receives what its producers gave, and a scope gives what its children gave. */
final class InputsAreWhatProducersGave implements Invariant {

    @Override
    public void see(Sighting sighting, History history) {
        if (sighting instanceof Sighting.LaunchAsked(long _, AttemptOrder order)) {
            checkItem(order, history);
        }
        if (!(sighting instanceof Sighting.Recorded(RunId id, long _, Event event))) {
            return;
        }
        RunHistory run = history.run(id);
        if (run == null) {
            return;
        }
        switch (event) {
            case Event.TaskReady ready -> checkInputs(run, ready.path(), ready.inputs());
            case Event.ScopeStarted started when !started.path().isRoot() ->
                    checkInputs(run, started.path(), started.inputs());
            case Event.LoopStarted started -> checkInputs(run, started.path(), started.inputs());
            case Event.ScopeSucceeded ended when run.isLoop(ended.path()) ->
                    checkCollected(run, ended.path(), ended.outputs());
            case Event.ScopeSucceeded ended -> checkOutputs(run, ended.path(), ended.outputs());
            default -> {}
        }
    }

    private void checkInputs(RunHistory run, TaskPath path, Inputs received) {
        Task task = run.declared(path);
        task.parameters()
                .forEach((name, argument) -> {
                    Value given = given(run, path, argument.source());
                    Value value = received.parameters().get(name);
                    if (given != null && (value == null || !sameText(given, value))) {
                        throw broken(path + " received " + name + "=" + value + ", given " + given);
                    }
                });
        task.artifacts()
                .forEach((name, source) -> {
                    List<Artifact> given = given(run, path, source);
                    if (!Objects.equals(given, received.artifacts().get(name))) {
                        throw broken(path + " received other artifacts as " + name);
                    }
                });
    }

    /** What is offered; null when nothing is, so that a default stands in. */
    private static @Nullable Value given(RunHistory run, TaskPath path, ParameterSource source) {
        TaskPath scope = path.parent();
        Value value =
                switch (source) {
                    case ParameterSource.FromTask(String task, String key) ->
                            run.task(scope.child(task)).outputs().parameters().get(key);
                    case ParameterSource.FromScope(String input) ->
                            run.task(scope).inputs().parameters().get(input);
                    case ParameterSource.Constant _, ParameterSource.FinalStatus _ -> null;
                };
        return value instanceof Value.Null ? null : value;
    }

    private static @Nullable List<Artifact> given(
            RunHistory run, TaskPath path, ArtifactSource source) {
        TaskPath scope = path.parent();
        return switch (source) {
            case ArtifactSource.FromTask(String task, String key) ->
                    run.task(scope.child(task)).outputs().artifacts().get(key);
            case ArtifactSource.FromScope(String input) ->
                    run.task(scope).inputs().artifacts().get(input);
        };
    }

    private void checkOutputs(RunHistory run, TaskPath path, Outputs outputs) {
        for (Map.Entry<String, Selection> output : run.scope(path).outputParameters().entrySet()) {
            Value expected = null;
            for (TaskOutput candidate : output.getValue().candidates()) {
                Outputs given = run.task(path.child(candidate.task())).outputs();
                expected = expected == null ? given.parameters().get(candidate.key()) : expected;
            }
            if (!Objects.equals(expected, outputs.parameters().get(output.getKey()))) {
                throw broken(path + " gave " + outputs + " (expected: " + expected + ")");
            }
        }
    }

    /** A loop gives a list of what its iterations gave, and their artifacts one after the other. */
    private void checkCollected(RunHistory run, TaskPath path, Outputs outputs) {
        Interface io = run.component(path).io();
        for (String name : io.outputParameters().keySet()) {
            List<Value> expected = new ArrayList<>();
            for (TaskHistory iteration : run.iterations(path)) {
                Value value = iteration.outputs().parameters().get(name);
                if (value != null) {
                    expected.add(value);
                }
            }
            if (!new Value.Items(expected).equals(outputs.parameters().get(name))) {
                throw broken(path + " gave " + outputs + " (expected: " + expected + ")");
            }
        }
        for (String name : io.outputArtifacts().keySet()) {
            List<Artifact> expected = new ArrayList<>();
            run.iterations(path)
                    .forEach(iteration ->
                            expected.addAll(
                                    iteration.outputs().artifacts().getOrDefault(name, List.of())));
            if (!expected.equals(outputs.artifacts().get(name))) {
                throw broken(path + " gave other artifacts than its iterations as " + name);
            }
        }
    }

    /** A program that is looped without a scope is launched with its item. */
    private void checkItem(AttemptOrder order, History history) {
        TaskPath path = order.attempt().path();
        RunHistory run = history.run(order.attempt().run());
        if (run == null || !path.isIteration()) {
            return;
        }
        Inputs expected = run.task(path).inputs();
        if (!expected.parameters().equals(order.inputs().parameters())
                || !expected.artifacts().equals(order.inputs().artifacts())) {
            throw broken(path + " is launched with " + order.inputs() + ", not " + expected);
        }
    }

    /** Types are the engine's business and tested there; here any text form will do. */
    private static boolean sameText(Value one, Value other) {
        return ValueText.plain(one).equals(ValueText.plain(other));
    }
}
