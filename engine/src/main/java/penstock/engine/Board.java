package penstock.engine;

import java.util.Map;

/**
 * The moving parts of a run.
 *
 * @param tasks task runs to which something has happened and whose scope has not folded
 * @param scopes scopes that have been opened, in whatever generation, and have not folded
 * @param waiting for tasks some of whose dependencies have ended: how many have not
 * @param agenda paths that the next decision has to look at
 * @param open leaf task runs that have not ended
 * @param openScopes scopes and loops that have been opened in this generation and have not ended
 * @param loops loops that have been opened, in whatever generation, and have not folded
 */
record Board(
        PersistentMap<TaskPath, TaskRun> tasks,
        PersistentMap<TaskPath, ScopeRun> scopes,
        PersistentMap<TaskPath, Integer> waiting,
        PersistentMap<TaskPath, Boolean> agenda,
        PersistentMap<TaskPath, Boolean> open,
        PersistentMap<TaskPath, Boolean> openScopes,
        PersistentMap<TaskPath, LoopRun> loops) {

    static final Board EMPTY =
            new Board(
                    PersistentMap.empty(),
                    PersistentMap.empty(),
                    PersistentMap.empty(),
                    PersistentMap.empty(),
                    PersistentMap.empty(),
                    PersistentMap.empty(),
                    PersistentMap.empty());

    Board withTask(TaskRun task) {
        return new Board(
                tasks.with(task.path(), task), scopes, waiting, agenda, open, openScopes, loops);
    }

    Board withoutTask(TaskPath path) {
        return new Board(
                tasks.without(path),
                scopes,
                waiting.without(path),
                agenda,
                open,
                openScopes,
                loops);
    }

    Board withScope(TaskPath path, ScopeRun scope) {
        return new Board(tasks, scopes.with(path, scope), waiting, agenda, open, openScopes, loops);
    }

    Board withoutScope(TaskPath path) {
        return new Board(tasks, scopes.without(path), waiting, agenda, open, openScopes, loops);
    }

    Board withWaiting(TaskPath path, int count) {
        return new Board(tasks, scopes, waiting.with(path, count), agenda, open, openScopes, loops);
    }

    Board due(TaskPath path) {
        return withAgenda(agenda.with(path, true));
    }

    Board done(TaskPath path) {
        return withAgenda(agenda.without(path));
    }

    Board withAgenda(PersistentMap<TaskPath, Boolean> next) {
        return new Board(tasks, scopes, waiting, next, open, openScopes, loops);
    }

    Board opened(TaskPath path) {
        return new Board(tasks, scopes, waiting, agenda, open.with(path, true), openScopes, loops);
    }

    Board scopeOpened(TaskPath path) {
        return new Board(tasks, scopes, waiting, agenda, open, openScopes.with(path, true), loops);
    }

    Board closed(TaskPath path) {
        return new Board(
                tasks,
                scopes,
                waiting,
                agenda,
                open.without(path),
                openScopes.without(path),
                loops);
    }

    Board withLoop(TaskPath path, LoopRun loop) {
        return withLoops(loops.with(path, loop));
    }

    Board withoutLoop(TaskPath path) {
        return withLoops(loops.without(path));
    }

    private Board withLoops(PersistentMap<TaskPath, LoopRun> next) {
        return new Board(tasks, scopes, waiting, agenda, open, openScopes, next);
    }

    /** Forgets every iteration of a loop, and all that is inside them. Costs O(n). */
    Board withoutIterations(TaskPath loop) {
        String prefix = loop.value() + "[";
        return new Board(
                without(tasks, prefix),
                without(scopes, prefix),
                without(waiting, prefix),
                agenda,
                open,
                openScopes,
                without(loops, prefix));
    }

    private static <V> PersistentMap<TaskPath, V> without(
            PersistentMap<TaskPath, V> map, String prefix) {
        PersistentMap<TaskPath, V> left = map;
        for (Map.Entry<TaskPath, V> entry : map) {
            if (entry.getKey().value().startsWith(prefix)) {
                left = left.without(entry.getKey());
            }
        }
        return left;
    }

    /** Leaves, scopes and loops under way. */
    int underWay() {
        return open.size() + openScopes.size();
    }
}
