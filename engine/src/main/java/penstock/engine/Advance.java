package penstock.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.plan.Artifact;
import penstock.plan.Component;
import penstock.plan.ErrorCode;
import penstock.plan.ExpressionEvaluator;
import penstock.plan.ExpressionEvaluator.Evaluation;
import penstock.plan.Problem;
import penstock.plan.Task;
import penstock.plan.Value;
import penstock.plan.ValueText;

/** Works through the agenda of a running run: starts tasks that are due, closes full scopes. */
final class Advance {

    /** How many of the children that failed are named. */
    static final int NAMED_FAILURES = 5;

    private final InputResolver inputs;
    private final ExpressionEvaluator expressions;

    Advance(InputResolver inputs, ExpressionEvaluator expressions) {
        this.inputs = inputs;
        this.expressions = expressions;
    }

    void run(Draft draft) {
        while (draft.hasRoom() && draft.state().phase() == Phase.RUNNING) {
            Map.Entry<TaskPath, Boolean> due = draft.state().board().agenda().first();
            if (due == null) {
                return;
            }
            TaskPath path = due.getKey();
            if (!draft.state().isOpen(path)) {
                startTask(draft, path);
            } else if (draft.state().board().loops().containsKey(path)) {
                Rounds.next(draft, path, draft.state().loop(path));
            } else {
                closeScope(draft, path, draft.state().scope(path));
            }
        }
    }

    private void startTask(Draft draft, TaskPath path) {
        Task task = Scopes.taskAt(draft.state(), path);
        SkipReason blocked = blockedBy(draft.state(), path, task);
        if (blocked != null) {
            draft.add(new Event.TaskSkipped(draft.at(), path, blocked));
            return;
        }
        switch (inputs.resolve(draft.state(), path, task)) {
            case InputResolver.Unresolved(Problem problem) ->
                    draft.add(new Event.TaskFailed(draft.at(), path, problem));
            case InputResolver.Resolved(Inputs resolved) ->
                    startIfConditionHolds(draft, path, task, resolved);
        }
    }

    private void startIfConditionHolds(Draft draft, TaskPath path, Task task, Inputs resolved) {
        String condition = task.trigger().condition();
        if (condition == null) {
            start(draft, path, task, resolved);
            return;
        }
        switch (expressions.condition(condition, resolved.parameters())) {
            case Evaluation.Yielded(Value.Bool(boolean holds)) -> {
                if (holds) {
                    start(draft, path, task, resolved);
                } else {
                    SkipReason reason = new SkipReason.ConditionFalse(condition);
                    draft.add(new Event.TaskSkipped(draft.at(), path, reason));
                }
            }
            case Evaluation.Yielded(Value other) ->
                    conditionFailed(
                            draft,
                            path,
                            condition,
                            "it is " + ValueText.json(other) + " (expected: true or false)");
            case Evaluation.Failed(String message) ->
                    conditionFailed(draft, path, condition, message);
        }
    }

    private static void conditionFailed(
            Draft draft, TaskPath path, String condition, String message) {
        Problem problem =
                new Problem(
                        ErrorCode.CONDITION_FAILED,
                        "condition " + condition + " of task '" + path + "' failed: " + message,
                        "Check the values that the condition compares.");
        draft.add(new Event.TaskFailed(draft.at(), path, problem));
    }

    private static void start(Draft draft, TaskPath path, Task task, Inputs resolved) {
        if (task.loop() != null) {
            Rounds.begin(draft, path, task, task.loop(), resolved);
            return;
        }
        switch (draft.state().graph().plan().component(task.component())) {
            case Component.Scope _ -> draft.add(new Event.ScopeStarted(draft.at(), path, resolved));
            case Component.Leaf _ -> {
                draft.add(new Event.TaskReady(draft.at(), path, resolved));
                launch(draft, path);
            }
        }
    }

    /** Schedules the first attempt of a task, unless an earlier result may stand in for it. */
    static void launch(Draft draft, TaskPath path) {
        RunState state = draft.state();
        int generation = state.progress().generation();
        AttemptId first = new AttemptId(state.header().run(), path, generation, 1);
        if (LookUps.mayTake(state, path)) {
            draft.add(new Event.LookUpAsked(draft.at(), first));
            draft.due(new Effect.LookUpResult(first));
        } else {
            draft.schedule(first);
        }
    }

    private static @Nullable SkipReason blockedBy(RunState state, TaskPath path, Task task) {
        if (task.trigger().strategy() == Task.Strategy.ALL_COMPLETED) {
            return null;
        }
        for (String dependency : task.dependencies()) {
            Phase phase = state.task(path.parent().child(dependency)).phase();
            if (phase != Phase.SUCCEEDED) {
                return new SkipReason.UpstreamNotSucceeded(dependency, phase);
            }
        }
        return null;
    }

    private static void closeScope(Draft draft, TaskPath path, ScopeRun scope) {
        if (scope.failed() > 0) {
            Problem problem = childrenFailed(draft.state(), path, scope);
            draft.add(
                    path.isRoot()
                            ? new Event.RunFinished(draft.at(), Phase.FAILED, problem)
                            : new Event.TaskFailed(draft.at(), path, problem));
            return;
        }
        draft.add(new Event.ScopeSucceeded(draft.at(), path, outputs(draft.state(), path, scope)));
        if (path.isRoot()) {
            draft.add(new Event.RunFinished(draft.at(), Phase.SUCCEEDED, null));
        }
    }

    private static Problem childrenFailed(RunState state, TaskPath path, ScopeRun scope) {
        List<String> names = new ArrayList<>();
        for (String key : state.graph().scope(scope.component()).scope().tasks().keySet()) {
            if (names.size() < NAMED_FAILURES
                    && state.task(path.child(key)).phase() == Phase.FAILED) {
                names.add("'" + key + "'");
            }
        }
        String more = scope.failed() > names.size() ? " and others" : "";
        String verb = scope.failed() == 1 ? "task failed: " : "tasks failed: ";
        return Problem.of(
                ErrorCode.CHILD_FAILED,
                scope.failed() + " " + verb + String.join(", ", names) + more);
    }

    private static Outputs outputs(RunState state, TaskPath path, ScopeRun scope) {
        Component.Scope declared = state.graph().scope(scope.component()).scope();
        SortedMap<String, Value> parameters = new TreeMap<>();
        SortedMap<String, List<Artifact>> artifacts = new TreeMap<>();
        declared.outputParameters()
                .forEach((name, selection) -> {
                    Value value = Selections.parameter(state, path, selection);
                    if (value != null) {
                        parameters.put(name, value);
                    }
                });
        declared.outputArtifacts()
                .forEach((name, selection) -> {
                    List<Artifact> found = Selections.artifacts(state, path, selection);
                    if (found != null) {
                        artifacts.put(name, found);
                    }
                });
        return new Outputs(parameters, artifacts);
    }
}
