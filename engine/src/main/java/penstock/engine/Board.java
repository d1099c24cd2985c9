package penstock.engine;

/**
 * The moving parts of a run.
 *
 * @param tasks task runs to which something has happened and whose scope has not folded
 * @param scopes scopes that have been opened, in whatever generation, and have not folded
 * @param waiting for tasks some of whose dependencies have ended: how many have not
 * @param agenda paths that the next decision has to look at
 * @param open leaf task runs that have not ended
 * @param openScopes scopes that have been opened in this generation and have not ended
 */
record Board(
        PersistentMap<TaskPath, TaskRun> tasks,
        PersistentMap<TaskPath, ScopeRun> scopes,
        PersistentMap<TaskPath, Integer> waiting,
        PersistentMap<TaskPath, Boolean> agenda,
        PersistentMap<TaskPath, Boolean> open,
        PersistentMap<TaskPath, Boolean> openScopes) {

    static final Board EMPTY =
            new Board(
                    PersistentMap.empty(),
                    PersistentMap.empty(),
                    PersistentMap.empty(),
                    PersistentMap.empty(),
                    PersistentMap.empty(),
                    PersistentMap.empty());

    Board withTask(TaskRun task) {
        return new Board(tasks.with(task.path(), task), scopes, waiting, agenda, open, openScopes);
    }

    Board withoutTask(TaskPath path) {
        return new Board(
                tasks.without(path), scopes, waiting.without(path), agenda, open, openScopes);
    }

    Board withScope(TaskPath path, ScopeRun scope) {
        return new Board(tasks, scopes.with(path, scope), waiting, agenda, open, openScopes);
    }

    Board withoutScope(TaskPath path) {
        return new Board(tasks, scopes.without(path), waiting, agenda, open, openScopes);
    }

    Board withWaiting(TaskPath path, int count) {
        return new Board(tasks, scopes, waiting.with(path, count), agenda, open, openScopes);
    }

    Board due(TaskPath path) {
        return withAgenda(agenda.with(path, true));
    }

    Board done(TaskPath path) {
        return withAgenda(agenda.without(path));
    }

    Board withAgenda(PersistentMap<TaskPath, Boolean> next) {
        return new Board(tasks, scopes, waiting, next, open, openScopes);
    }

    Board opened(TaskPath path) {
        return new Board(tasks, scopes, waiting, agenda, open.with(path, true), openScopes);
    }

    Board scopeOpened(TaskPath path) {
        return new Board(tasks, scopes, waiting, agenda, open, openScopes.with(path, true));
    }

    Board closed(TaskPath path) {
        return new Board(
                tasks, scopes, waiting, agenda, open.without(path), openScopes.without(path));
    }
}
