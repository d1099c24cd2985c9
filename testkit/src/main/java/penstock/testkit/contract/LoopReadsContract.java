package penstock.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import penstock.control.port.Journal;
import penstock.control.port.Journal.LoadOutcome;
import penstock.control.port.RunReads;
import penstock.control.port.RunReads.RunRow;
import penstock.control.port.RunReads.StateChange;
import penstock.control.port.RunReads.TaskDetail;
import penstock.control.port.RunReads.TaskKind;
import penstock.engine.AttemptResult;
import penstock.engine.Phase;
import penstock.engine.TaskPath;
import penstock.plan.Value;

/** What readers see of loops and of runs that are held. */
public abstract class LoopReadsContract {

    /** A journal, empty before each test. */
    protected abstract Journal journal();

    /** The ownership epoch at which the journal accepts batches. */
    protected abstract long epoch();

    /** The reads under test, of that journal. */
    protected abstract RunReads reads();

    private RunRow run(RunScript script) {
        return RunReadsContract.present(reads().run(script.run()));
    }

    private TaskDetail task(RunScript script, String path) {
        String id = new TaskPath(path).idIn(script.run());
        return RunReadsContract.present(reads().task(script.run(), id));
    }

    @Test
    void everyIterationIsARowInsideItsLoop() {
        RunScript script = RunScript.of(journal(), epoch(), ContractPlans.loops(), "r");
        script.start();
        script.send(script.succeeded("each[1]", Samples.text("hello")));
        script.send(script.succeeded("group[0]/inside"), script.failed("group[2]/inside"));

        assertThat(task(script, "each").row().kind()).isEqualTo(TaskKind.LOOP);
        assertThat(task(script, "group").row().kind()).isEqualTo(TaskKind.LOOP);
        TaskDetail iteration = task(script, "each[1]");
        assertThat(iteration.row().kind()).isEqualTo(TaskKind.ITERATION);
        assertThat(iteration.row().phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(iteration.inputs().parameters()).isEqualTo(Map.of("item", new Value.Int(8)));
        assertThat(iteration.outputs()).isEqualTo(Samples.text("hello"));
        assertThat(iteration.attempts()).hasSize(1);
        assertThat(task(script, "group[0]").row().phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(task(script, "group[0]").row().finishedAt()).isNotNull();
        assertThat(task(script, "group[1]").row().phase()).isEqualTo(Phase.RUNNING);
        assertThat(task(script, "group[2]").row().phase()).isEqualTo(Phase.FAILED);
        assertThat(run(script).counts())
                .isEqualTo(
                        Map.of(
                                Phase.PENDING, 3,
                                Phase.RUNNING, 3,
                                Phase.SUCCEEDED, 3,
                                Phase.FAILED, 2));
    }

    @Test
    void aRetryKeepsIterationsThatSucceeded() {
        RunScript script = RunScript.of(journal(), epoch(), ContractPlans.loops(), "r");
        script.start();
        script.send(script.succeeded("each[1]"), script.cancel());
        for (String stopped : List.of("each[0]", "each[2]")) {
            script.send(script.report(stopped, new AttemptResult.Stopped()));
        }
        for (int i = 0; i < 3; i++) {
            script.send(script.report("group[" + i + "]/inside", new AttemptResult.Stopped()));
        }
        assertThat(run(script).phase()).isEqualTo(Phase.CANCELED);
        script.send(script.retry());

        assertThat(task(script, "each[1]").row().phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(task(script, "each[2]").row().phase()).isEqualTo(Phase.PENDING);
        assertThat(task(script, "each[2]").attempts()).hasSize(2);
        assertThat(task(script, "each[2]").inputs().parameters())
                .isEqualTo(Map.of("item", new Value.Int(9)));
        assertThat(((LoadOutcome.Loaded) script.load()).events())
                .hasSize(Math.toIntExact(script.sequence()));
    }

    @Test
    void aPausedRunIsUnfinishedAndShownAsPaused() {
        RunScript script = RunScript.of(journal(), epoch(), ContractPlans.loops(), "r");
        script.start();
        script.send(script.pause());
        assertThat(run(script).phase()).isEqualTo(Phase.PAUSED);
        script.send(script.resume());

        assertThat(run(script).phase()).isEqualTo(Phase.RUNNING);
        assertThat(run(script).history())
                .extracting(StateChange::phase)
                .containsExactly(Phase.PENDING, Phase.RUNNING, Phase.PAUSED, Phase.RUNNING);
    }
}
