package penstock.testkit.simulation.invariant;

import java.util.List;
import java.util.Objects;
import penstock.control.cache.Fingerprint;
import penstock.engine.CacheNote.Origin;
import penstock.engine.Event;
import penstock.engine.Phase;
import penstock.plan.Artifact;
import penstock.plan.Component;
import penstock.testkit.simulation.witness.History;
import penstock.testkit.simulation.witness.Invariant;
import penstock.testkit.simulation.witness.LostBytes;
import penstock.testkit.simulation.witness.RunHistory;
import penstock.testkit.simulation.witness.Sighting;
import penstock.testkit.simulation.witness.TaskHistory;

/**
 * A task that is not run takes the outputs of a task run with the same fingerprint, whose success
 * is durable and whose bytes still exist.
 */
final class TakenResultsAreTrue implements Invariant {

    @Override
    public void see(Sighting sighting, History history) {
        if (sighting instanceof Sighting.Recorded(var _, long _, Event.TaskReused taken)) {
            Origin origin = Objects.requireNonNull(taken.note().origin());
            RunHistory run = history.run(origin.run());
            if (run == null || run.task(origin.path()).phase() != Phase.SUCCEEDED) {
                throw broken(taken.path() + " took what " + origin + " has not durably given");
            }
            check(taken, origin, run);
        }
    }

    private void check(Event.TaskReused taken, Origin origin, RunHistory run) {
        TaskHistory task = run.task(origin.path());
        if (!task.outputs().equals(taken.outputs())) {
            throw broken(taken.path() + " took other outputs than those of " + origin);
        }
        if (!fingerprint(run, origin, task).equals(taken.note().fingerprint())) {
            throw broken(taken.path() + " took the outputs of something else: " + origin);
        }
        taken.outputs().artifacts().values().stream()
                .flatMap(List::stream)
                .map(Artifact::uri)
                .filter(LostBytes::has)
                .forEach(uri -> {
                    throw broken(taken.path() + " took bytes that are gone: " + uri);
                });
    }

    private static String fingerprint(RunHistory run, Origin origin, TaskHistory task) {
        return Fingerprint.of(
                        run.creation().header(),
                        origin.path(),
                        run.declared(origin.path()),
                        (Component.Container) run.component(origin.path()),
                        task.inputs())
                .digest();
    }
}
