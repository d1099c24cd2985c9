package penstock.engine;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cancels a run in bounded steps: live attempts are asked to stop, waiting ones end at once; when
 * no leaf is open, scopes end from the deepest up, and then the run.
 */
final class Cancellation {

    private Cancellation() {}

    static void sweep(Draft draft) {
        stopLeaves(draft);
        if (draft.state().board().open().isEmpty()) {
            closeScopes(draft);
        }
    }

    private static void stopLeaves(Draft draft) {
        for (var next = due(draft); next != null && draft.hasRoom(); next = due(draft)) {
            TaskRun task = draft.state().task(next.getKey());
            if (task.current() instanceof Try.Live live) {
                draft.add(new Event.StopRequested(draft.at(), live.id()));
                draft.due(new Effect.StopAttempt(live.id(), live.lease()));
            } else {
                draft.add(new Event.TaskCanceled(draft.at(), task.path()));
            }
        }
    }

    private static void closeScopes(Draft draft) {
        while (draft.hasRoom() && draft.state().phase() == Phase.CANCELING) {
            Map.Entry<TaskPath, Boolean> deepest = draft.state().board().openScopes().last();
            if (deepest == null || deepest.getKey().isRoot()) {
                draft.add(
                        new Event.RunFinished(
                                draft.at(), Phase.CANCELED, draft.state().progress().problem()));
            } else {
                draft.add(new Event.TaskCanceled(draft.at(), deepest.getKey()));
            }
        }
    }

    private static Map.@Nullable Entry<TaskPath, Boolean> due(Draft draft) {
        return draft.state().board().agenda().first();
    }
}
