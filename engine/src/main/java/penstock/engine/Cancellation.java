package penstock.engine;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;

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
            switch (task.current()) {
                case Try.Live live -> {
                    draft.add(new Event.StopRequested(draft.at(), live.id()));
                    draft.due(new Effect.StopAttempt(live.id(), live.lease()));
                }
                case Try.Kept kept -> Pauses.release(draft, kept);
                case Try.Asking _, Try.Held _, Try.Waiting _, Try.Ended _ ->
                        draft.add(new Event.TaskCanceled(draft.at(), task.path()));
                case null -> draft.add(new Event.TaskCanceled(draft.at(), task.path()));
            }
        }
    }

    private static void closeScopes(Draft draft) {
        while (draft.hasRoom() && draft.state().phase() == Phase.CANCELING) {
            Map.Entry<TaskPath, Boolean> deepest = draft.state().board().openScopes().last();
            if (deepest == null || deepest.getKey().isRoot()) {
                draft.add(end(draft));
            } else {
                draft.add(new Event.TaskCanceled(draft.at(), deepest.getKey()));
            }
        }
    }

    /** A run whose time was over has failed. */
    private static Event end(Draft draft) {
        Problem why = draft.state().progress().problem();
        boolean failed = why != null && why.code() == ErrorCode.RUN_TIMED_OUT;
        return new Event.RunFinished(draft.at(), failed ? Phase.FAILED : Phase.CANCELED, why);
    }

    private static Map.@Nullable Entry<TaskPath, Boolean> due(Draft draft) {
        return draft.state().board().agenda().first();
    }
}
