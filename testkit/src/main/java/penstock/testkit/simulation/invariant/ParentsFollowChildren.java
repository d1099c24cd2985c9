package penstock.testkit.simulation.invariant;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import penstock.engine.Event;
import penstock.engine.Phase;
import penstock.engine.RunId;
import penstock.engine.TaskPath;
import penstock.testkit.simulation.witness.History;
import penstock.testkit.simulation.witness.Invariant;
import penstock.testkit.simulation.witness.RunHistory;
import penstock.testkit.simulation.witness.Sighting;
import penstock.testkit.simulation.witness.TaskHistory;

/**
 * The state of a scope, of a loop, and of a run, is a function of its children's: all have ended;
 * it failed if one did, else it succeeded; cancelled only on request. A run whose time was over has
 * failed, whatever its children say.
 */
final class ParentsFollowChildren implements Invariant {

    @Override
    public void see(Sighting sighting, History history) {
        if (!(sighting instanceof Sighting.Recorded(RunId id, long _, Event event))) {
            return;
        }
        RunHistory run = history.run(id);
        if (run == null) {
            return;
        }
        switch (event) {
            case Event.ScopeSucceeded ended -> check(run, ended.path(), Phase.SUCCEEDED);
            case Event.TaskFailed failed when run.task(failed.path()).opened() ->
                    check(run, failed.path(), Phase.FAILED);
            case Event.RunFinished finished -> checkRun(run, finished.phase());
            default -> {}
        }
    }

    private void checkRun(RunHistory run, Phase phase) {
        if (run.timedOut()) {
            if (phase != Phase.FAILED) {
                throw broken("the time of the run was over, yet it ended " + phase);
            }
        } else if (phase == Phase.CANCELED) {
            if (run.cancel() == null) {
                throw broken("the run is cancelled, but nobody asked for that");
            }
        } else if (phase == Phase.SUCCEEDED) {
            if (run.task(TaskPath.ROOT).phase() != Phase.SUCCEEDED) {
                throw broken("the run succeeded, its root scope did not");
            }
        } else {
            check(run, TaskPath.ROOT, phase);
        }
    }

    private void check(RunHistory run, TaskPath path, Phase phase) {
        Map<Phase, Integer> children = new EnumMap<>(Phase.class);
        for (TaskHistory child : children(run, path)) {
            children.merge(child.phase(), 1, Integer::sum);
        }
        boolean ended = children.keySet().stream().allMatch(Phase::isTerminal);
        boolean canceled = children.containsKey(Phase.CANCELED);
        Phase expected = children.containsKey(Phase.FAILED) ? Phase.FAILED : Phase.SUCCEEDED;
        if (!ended || canceled || phase != expected) {
            throw broken(path + " ended " + phase + " with children " + children);
        }
    }

    private static List<TaskHistory> children(RunHistory run, TaskPath path) {
        return run.isLoop(path)
                ? run.iterations(path)
                : run.scope(path).tasks().keySet().stream()
                        .map(key -> run.task(path.child(key)))
                        .toList();
    }
}
