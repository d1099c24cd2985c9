package penstock.engine;

import java.util.Map;
import penstock.plan.Task;

/**
 * Reopening an ended run: what succeeded stays, everything else is as if it had never been tried. A
 * scope that had not succeeded is started again in its turn and finds its succeeded children done.
 * Costs O(n log n) in a run of n tasks.
 */
final class Generations {

    private Generations() {}

    /** The root scope goes on at once, unless the run was cancelled before it was opened. */
    static RunState reopen(RunState state, Event.RunRetried retried) {
        Board board = forgetUnfinished(state.board());
        ScopeRun root = board.scopes().get(TaskPath.ROOT);
        Progress progress = state.progress().retried(retried.at(), retried.generation());
        return state.with(progress)
                .with(root == null ? board : enter(board, state.graph(), TaskPath.ROOT, root));
    }

    private static Board forgetUnfinished(Board before) {
        Board board = before.withAgenda(PersistentMap.empty());
        for (Map.Entry<TaskPath, TaskRun> task : before.tasks()) {
            if (task.getValue().phase() != Phase.SUCCEEDED) {
                board = board.withoutTask(task.getKey());
            }
        }
        return board;
    }

    /** Opens a scope that was open before: only children that have not succeeded remain. */
    static Board enter(Board board, Graph graph, TaskPath path, ScopeRun scope) {
        int remaining = 0;
        Board entered = board.scopeOpened(path);
        for (Task task : graph.scope(scope.component()).scope().tasks().values()) {
            if (!hasEnded(entered, path.child(task.key()))) {
                remaining++;
                entered = awaitDependencies(entered, path, task);
            }
        }
        entered =
                entered.withScope(
                        path, new ScopeRun(scope.component(), scope.inputs(), remaining, 0));
        return remaining == 0 ? entered.due(path) : entered;
    }

    private static Board awaitDependencies(Board board, TaskPath scope, Task task) {
        int missing = 0;
        for (String dependency : task.dependencies()) {
            missing += hasEnded(board, scope.child(dependency)) ? 0 : 1;
        }
        TaskPath path = scope.child(task.key());
        Board waiting = board.withWaiting(path, missing);
        return missing == 0 ? waiting.due(path) : waiting;
    }

    private static boolean hasEnded(Board board, TaskPath path) {
        TaskRun task = board.tasks().get(path);
        return task != null && task.phase().isTerminal();
    }
}
