package penstock.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;
import penstock.plan.Task;

/** Decides what happens next in a loop. */
final class Rounds {

    private Rounds() {}

    static void begin(Draft draft, TaskPath path, Task task, Task.Loop loop, Inputs resolved) {
        switch (LoopItems.of(path, loop, Loops.component(draft.state(), task), resolved)) {
            case LoopItems.Unusable(Problem problem) ->
                    draft.add(new Event.TaskFailed(draft.at(), path, problem));
            case LoopItems.Found _ -> draft.add(new Event.LoopStarted(draft.at(), path, resolved));
        }
    }

    /** Starts one iteration, or closes the loop when all are over. */
    static void next(Draft draft, TaskPath path, LoopRun loop) {
        if (loop.hasNext()) {
            TaskPath iteration = path.iteration(loop.cursor());
            draft.add(new Event.IterationStarted(draft.at(), iteration));
            if (!draft.state().isOpen(iteration)) {
                Advance.launch(draft, iteration);
            }
        } else if (loop.failed().isEmpty()) {
            Task task = Scopes.taskAt(draft.state(), path);
            Outputs outputs = Loops.collected(loop, Loops.component(draft.state(), task).io());
            draft.add(new Event.ScopeSucceeded(draft.at(), path, outputs));
        } else {
            draft.add(new Event.TaskFailed(draft.at(), path, iterationsFailed(loop)));
        }
    }

    private static Problem iterationsFailed(LoopRun loop) {
        List<String> names = new ArrayList<>();
        for (Map.Entry<Integer, Boolean> failed : loop.failed()) {
            if (names.size() == Advance.NAMED_FAILURES) {
                break;
            }
            names.add("[" + failed.getKey() + "]");
        }
        int count = loop.failed().size();
        return Problem.of(
                ErrorCode.CHILD_FAILED,
                count
                        + " of "
                        + loop.items().size()
                        + " iterations failed: "
                        + String.join(", ", names)
                        + (count > names.size() ? " and others" : ""));
    }
}
