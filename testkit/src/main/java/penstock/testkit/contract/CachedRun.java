package penstock.testkit.contract;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import penstock.control.port.Journal;
import penstock.control.port.Journal.Append;
import penstock.control.port.Journal.AppendOutcome;
import penstock.control.port.Journal.NewResult;
import penstock.engine.CacheNote;
import penstock.engine.CacheNote.Origin;
import penstock.engine.Command;
import penstock.engine.LookUp;
import penstock.engine.Outputs;
import penstock.engine.RunId;
import penstock.engine.TaskPath;
import penstock.engine.Try;
import penstock.plan.Artifact;
import penstock.plan.Plan;
import penstock.testkit.plans.PlanBuilder;
import penstock.testkit.plans.TaskBuilder;

/** A run of one step, whose artifact it makes or takes from an earlier run. */
public final class CachedRun {

    /** The name of the pipeline. */
    public static final String PIPELINE = "cached";

    private static final TaskPath STEP = new TaskPath("a");
    private static final Plan PLAN =
            PlanBuilder.plan(PIPELINE)
                    .container("step", it -> {})
                    .root(root -> root.task("a", "step", TaskBuilder::cached))
                    .build();

    private final RunScript script;

    /** A run that has begun and looks for an earlier result. */
    public CachedRun(Journal journal, long epoch, String id, Instant at) {
        this.script =
                new RunScript(
                        journal,
                        epoch,
                        PLAN,
                        RunScript.header(id, at, Collections.emptySortedMap()),
                        RunScript.origin("experiment"));
        AppendOutcome _ = script.start();
    }

    /** The run's id. */
    public RunId run() {
        return script.run();
    }

    /** The step ran and made artifacts, which later runs may take. */
    public AppendOutcome makes(String fingerprint, Artifact... artifacts) {
        miss(fingerprint);
        Append batch = script.batch(script.succeeded("a", outputs(artifacts)));
        return script.append(
                new Append(
                        batch.run(),
                        batch.expectedSequence(),
                        batch.epoch(),
                        batch.creation(),
                        batch.events(),
                        batch.touched(),
                        batch.progress(),
                        batch.retried(),
                        List.of(new NewResult(STEP, fingerprint, List.of(), true))));
    }

    /** The step ran and gave artifacts, which later runs may not take. */
    public AppendOutcome gives(Artifact... artifacts) {
        miss("00".repeat(32));
        return script.send(script.succeeded("a", outputs(artifacts)));
    }

    /** The step was not run: it took the artifacts of an earlier one. */
    public AppendOutcome takes(String fingerprint, RunId from, Artifact... artifacts) {
        CacheNote note =
                new CacheNote(
                        CacheNote.Outcome.HIT,
                        fingerprint,
                        "the same",
                        List.of(),
                        new Origin(from, STEP));
        return answer(new LookUp.Hit(note, outputs(artifacts)));
    }

    private void miss(String fingerprint) {
        CacheNote note =
                new CacheNote(CacheNote.Outcome.MISS, fingerprint, "unknown", List.of(), null);
        AppendOutcome _ = answer(new LookUp.Miss(note));
    }

    private AppendOutcome answer(LookUp answer) {
        var task = script.state().taskRun(STEP);
        if (task != null && task.current() instanceof Try.Asking(var next)) {
            Instant at = script.state().header().createdAt();
            return script.send(new Command.AnswerLookUp(at.plusSeconds(2), next, answer));
        }
        throw new IllegalStateException("nothing is asked");
    }

    private static Outputs outputs(Artifact... artifacts) {
        SortedMap<String, List<Artifact>> named = new TreeMap<>();
        named.put("out", List.of(artifacts));
        return new Outputs(new TreeMap<>(), named);
    }
}
