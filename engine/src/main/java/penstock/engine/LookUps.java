package penstock.engine;

import penstock.plan.Component;

/** Looks for earlier results before the first attempt of a task, and acts on the answers. */
final class LookUps {

    private LookUps() {}

    /** True when an earlier result may stand in for running the task at {@code path}. */
    static boolean mayTake(RunState state, TaskPath path) {
        if (!(state.component(path) instanceof Component.Container)) {
            return false;
        }
        RunCaching caching = state.header().caching();
        RunCaching.Reuse reuse = caching.reuse();
        return reuse == null
                ? caching.enabled() && state.declared(path).cache().enabled()
                : !reuse.isFresh(path);
    }

    /** An answer counts while it is awaited. */
    static boolean isAwaited(RunState state, AttemptId next) {
        TaskRun task = state.taskRun(next.path());
        return state.phase() == Phase.RUNNING
                && task != null
                && task.current() instanceof Try.Asking(AttemptId asking)
                && asking.equals(next);
    }

    static void answer(Draft draft, AttemptId next, LookUp answer) {
        switch (answer) {
            case LookUp.Hit(CacheNote note, Outputs outputs) ->
                    draft.add(new Event.TaskReused(draft.at(), next.path(), note, outputs));
            case LookUp.Miss(CacheNote note) -> {
                draft.add(new Event.LookUpMissed(draft.at(), next.path(), note));
                draft.schedule(next);
            }
        }
    }
}
