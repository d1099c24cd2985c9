package penstock.engine;

import java.time.Instant;
import penstock.plan.Plan;
import penstock.plan.Task;

/** What opening and closing a scope does to the state. */
final class Scopes {

    private Scopes() {}

    static RunState open(RunState state, TaskPath path, Inputs inputs, Instant at) {
        Board board = state.board().done(path);
        if (!path.isRoot()) {
            int generation = state.progress().generation();
            board = board.withTask(TaskRun.started(path, generation, Phase.RUNNING, inputs, at));
        }
        String component = componentAt(state, path);
        Graph.ScopeGraph graph = state.graph().scope(component);
        int children = graph.scope().tasks().size();
        ScopeRun scope = new ScopeRun(component, inputs, children, 0);
        return state.with(
                board.scopes().containsKey(path)
                        ? Generations.enter(board, state.graph(), path, scope)
                        : enter(board, graph, path, scope));
    }

    /** Opens a scope for the first time: tasks that wait for nothing are due. */
    private static Board enter(Board board, Graph.ScopeGraph graph, TaskPath path, ScopeRun scope) {
        Board entered = board.withScope(path, scope).scopeOpened(path);
        for (String root : graph.roots()) {
            entered = entered.due(path.child(root));
        }
        return scope.remaining() == 0 ? entered.due(path) : entered;
    }

    /** A succeeded scope keeps its outputs and forgets its children. */
    static RunState fold(RunState state, Event.ScopeSucceeded succeeded) {
        TaskPath path = succeeded.path();
        if (state.board().loops().containsKey(path)) {
            return Loops.fold(state, succeeded);
        }
        ScopeRun scope = state.scope(path);
        Board board = state.board();
        for (String key : state.graph().scope(scope.component()).scope().tasks().keySet()) {
            board = board.withoutTask(path.child(key));
        }
        if (path.isRoot()) {
            return state.with(board.done(path));
        }
        RunState folded = state.with(board.withoutScope(path));
        return folded.end(folded.task(path).succeeded(succeeded.at(), succeeded.outputs()));
    }

    /** Tells the scope of a task that ended, and the tasks that wait for it. */
    static RunState childEnded(RunState state, TaskRun task) {
        TaskPath path = task.path();
        TaskPath parent = path.parent();
        ScopeRun scope = state.scope(parent).childEnded(task.phase());
        Board board = state.board().withScope(parent, scope);
        if (!state.progress().isGoingOn()) {
            return state.with(board);
        }
        if (scope.remaining() == 0) {
            board = board.due(parent);
        }
        return state.with(release(board, state.graph().scope(scope.component()), path));
    }

    /** Counts down the tasks that wait for {@code ended}; those that wait for no other are due. */
    private static Board release(Board board, Graph.ScopeGraph graph, TaskPath ended) {
        Board released = board;
        for (String dependent : graph.dependentsOf(ended.key())) {
            TaskPath path = ended.parent().child(dependent);
            Integer known = released.waiting().get(path);
            int left = (known == null ? graph.task(dependent).dependencies().size() : known) - 1;
            released = released.withWaiting(path, left);
            if (left == 0) {
                released = released.due(path);
            }
        }
        return released;
    }

    /**
     * The declaration of the task at {@code path}, which is not the root; a loop and its iterations
     * share one.
     */
    static Task taskAt(RunState state, TaskPath path) {
        if (path.isIteration()) {
            return taskAt(state, path.parent());
        }
        ScopeRun parent = state.scope(path.parent());
        return state.graph().scope(parent.component()).task(path.key());
    }

    private static String componentAt(RunState state, TaskPath path) {
        return path.isRoot() ? Plan.ROOT : taskAt(state, path).component();
    }
}
