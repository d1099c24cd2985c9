package penstock.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import penstock.plan.Artifact;
import penstock.plan.Component.Selection;
import penstock.plan.Component.TaskOutput;
import penstock.plan.Value;

/** Picks a scope's output: the first candidate whose task succeeded and gave it. */
final class Selections {

    private Selections() {}

    static @Nullable Value parameter(RunState state, TaskPath scope, Selection selection) {
        for (TaskOutput candidate : selection.candidates()) {
            Value value = given(state, scope, candidate).parameters().get(candidate.key());
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    static @Nullable List<Artifact> artifacts(RunState state, TaskPath scope, Selection selection) {
        for (TaskOutput candidate : selection.candidates()) {
            List<Artifact> found = given(state, scope, candidate).artifacts().get(candidate.key());
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static Outputs given(RunState state, TaskPath scope, TaskOutput candidate) {
        TaskRun task = state.taskRun(scope.child(candidate.task()));
        return task == null ? Outputs.NONE : task.outputs();
    }
}
