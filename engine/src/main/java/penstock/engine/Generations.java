package penstock.engine;

import java.util.Map;
import penstock.plan.Task;

/**
 * Reopening an ended run: what succeeded stays, everything else is as if it had never been tried.
 * Costs O(n log n) in a run of n tasks.
 */
final class Generations {

    private Generations() {}

    static RunState reopen(RunState state, int generation) {
        Board board = forgetUnfinished(state.board(), generation);
        for (Map.Entry<TaskPath, ScopeRun> scope : board.scopes()) {
            board = recount(board, state.graph(), scope.getKey(), scope.getValue());
        }
        return state.with(state.progress().retried(generation)).with(board);
    }

    private static Board forgetUnfinished(Board before, int generation) {
        Board board = before.withAgenda(PersistentMap.empty());
        for (Map.Entry<TaskPath, TaskRun> entry : before.tasks()) {
            TaskRun task = entry.getValue();
            if (keeps(task)) {
                continue;
            }
            boolean reopens = before.scopes().containsKey(task.path());
            board =
                    reopens
                            ? board.withTask(task.reopened(generation))
                            : board.withoutTask(task.path());
        }
        return board;
    }

    private static boolean keeps(TaskRun task) {
        return task.phase() == Phase.SUCCEEDED
                || task.skipped() instanceof SkipReason.ConditionFalse;
    }

    private static Board recount(Board board, Graph graph, TaskPath path, ScopeRun scope) {
        Graph.ScopeGraph tasks = graph.scope(scope.component());
        int remaining = 0;
        Board counted = board.scopeOpened(path);
        for (Task task : tasks.scope().tasks().values()) {
            TaskPath child = path.child(task.key());
            if (hasEnded(counted, child)) {
                continue;
            }
            remaining++;
            if (!counted.tasks().containsKey(child)) {
                counted = awaitDependencies(counted, path, task);
            }
        }
        counted =
                counted.withScope(
                        path, new ScopeRun(scope.component(), scope.inputs(), remaining, 0));
        return remaining == 0 ? counted.due(path) : counted;
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
